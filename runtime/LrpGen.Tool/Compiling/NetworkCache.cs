using System.Text.Json;
using LrpGen.Import;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Compiling;

/// <summary>
/// Compiled networks by the content of what they were made from: an assembly, and a file of weights that variants of a model share.
/// Entries are built aside and moved to their place, so that processes do not disturb each other; one that is damaged is built anew.
/// </summary>
internal sealed class NetworkCache(ToolContext context)
{
    private const string EntryFile = "network.json";
    private const string AssemblyFile = "network.dll";

    private string Networks => Path.Combine(context.CacheFolder, "networks");

    private string Weights => Path.Combine(context.CacheFolder, "weights");

    /// <summary>Gives the network of a request, compiled now or before.</summary>
    /// <exception cref="ToolException">The model, the rules or an option is wrong.</exception>
    /// <exception cref="ImportException">The model cannot be imported.</exception>
    public async Task<LoadedNetwork> GetAsync(NetworkRequest request, CancellationToken cancellation)
    {
        string hash = await ProgressBar.RunAsync(context, "Reading the model", _ => Fingerprint.OfFile(request.ModelPath, cancellation));
        string folder = Path.Combine(Networks, Fingerprint.OfRequest(hash, request.Words()));
        return TryLoad(folder, cancellation) ?? await BuildAsync(request, folder, cancellation);
    }

    /// <summary>Loads an entry that is there and whole.</summary>
    private LoadedNetwork? TryLoad(string folder, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(Path.Combine(folder, EntryFile)))
                return null;
            CacheEntry entry = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, EntryFile)), CacheJson.Default.CacheEntry)!;
            byte[] assembly = File.ReadAllBytes(Path.Combine(folder, AssemblyFile));
            string weights = Path.Combine(Weights, entry.Weights);
            bool isWhole = Fingerprint.OfBytes(assembly) == entry.AssemblyHash
                && new FileInfo(weights).Length == entry.WeightBytes
                && Fingerprint.SumOf(weights) == entry.WeightSum
                && entry.Model.DataFiles.All(file => Fingerprint.OfFile(file.Path, cancellation) == file.Hash);
            if (!isWhole)
                return null;
            var network = LoadedNetwork.Load(assembly, weights, entry.Model);
            CacheTrimming.Touch(folder, weights);
            return network;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever is wrong with an entry, the remedy is the same.
            return null;
        }
    }

    private async Task<LoadedNetwork> BuildAsync(NetworkRequest request, string folder, CancellationToken cancellation)
    {
        ImportOptions options = request.ToImportOptions();
        ImportedNetwork imported = await ProgressBar.RunAsync(context, "Importing the model", progress => OnnxImporter.Import(request.ModelPath, options, progress, cancellation));
        byte[] assembly = await ProgressBar.RunAsync(context, "Compiling the network", _ => NetworkCompiler.Compile(imported.Declaration, Path.GetFileName(folder), cancellation));
        try
        {
            Directory.CreateDirectory(Networks);
            Directory.CreateDirectory(Weights);
            return await StoreAsync(imported, assembly, folder, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await context.Error.WriteLineAsync($"lrpgen: the network cannot be kept in {context.CacheFolder} ({error.Message}); LRPGEN_CACHE names another folder.");
            return await WithoutCacheAsync(imported, assembly, cancellation);
        }
    }

    private async Task<LoadedNetwork> StoreAsync(ImportedNetwork imported, byte[] assembly, string folder, CancellationToken cancellation)
    {
        string aside = Path.Combine(Networks, $"{Guid.NewGuid():N}.partial");
        Directory.CreateDirectory(aside);
        try
        {
            string written = Path.Combine(aside, "weights.safetensors");
            await WriteWeightsAsync(imported, written, cancellation);
            string name = Fingerprint.OfFile(written, cancellation) + ".safetensors";
            string weights = Path.Combine(Weights, name);
            var entry = new CacheEntry(ModelInfo.Of(imported), Fingerprint.OfBytes(assembly), name, new FileInfo(written).Length, Fingerprint.SumOf(written));
            MoveUnlessThere(written, weights, entry);
            await File.WriteAllBytesAsync(Path.Combine(aside, AssemblyFile), assembly, cancellation);
            await File.WriteAllBytesAsync(Path.Combine(aside, EntryFile), JsonSerializer.SerializeToUtf8Bytes(entry, CacheJson.Default.CacheEntry), cancellation);
            var network = LoadedNetwork.Load(assembly, weights, entry.Model);
            Publish(aside, folder);
            CacheTrimming.Trim(Networks, Weights, keep: [folder, weights]);
            return network;
        }
        finally
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }

    /// <summary>Puts weights in their place. Their name says what is in them, so a whole file of that name stays: another process may have it open.</summary>
    private static void MoveUnlessThere(string written, string weights, CacheEntry entry)
    {
        if (File.Exists(weights) && new FileInfo(weights).Length == entry.WeightBytes && Fingerprint.SumOf(weights) == entry.WeightSum)
            File.Delete(written);
        else
            File.Move(written, weights, overwrite: true);
    }

    /// <summary>Moves an entry to its place. Where another process was faster, its entry is as good; a damaged one makes room.</summary>
    private static void Publish(string aside, string folder)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                if (Directory.Exists(folder))
                {
                    string damaged = $"{folder}.{Guid.NewGuid():N}.partial";
                    Directory.Move(folder, damaged);
                    Directory.Delete(damaged, recursive: true);
                }

                Directory.Move(aside, folder);
                return;
            }
            catch (IOException) when (attempt < 8)
            {
                // Another process was there in between.
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <summary>Where no folder can be written, weights still have to be in a file for a moment.</summary>
    private async Task<LoadedNetwork> WithoutCacheAsync(ImportedNetwork imported, byte[] assembly, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("lrpgen-").FullName;
        try
        {
            string weights = Path.Combine(folder, "weights.safetensors");
            await WriteWeightsAsync(imported, weights, cancellation);
            return LoadedNetwork.Load(assembly, weights, ModelInfo.Of(imported));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<bool> WriteWeightsAsync(ImportedNetwork imported, string path, CancellationToken cancellation) =>
        ProgressBar.RunAsync(context, "Writing the weights", progress =>
        {
            imported.WriteWeights(path, progress, cancellation);
            return true;
        });
}
