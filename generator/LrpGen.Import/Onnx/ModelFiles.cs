using System.Security.Cryptography;

namespace LrpGen.Import.Onnx;

/// <summary>The files of a model: its own, and those beside it that tensors are kept in. None is held open.</summary>
internal sealed class ModelFiles(string modelPath)
{
    private const int BufferSize = 1 << 16;

    private readonly Dictionary<string, (long Length, DateTime Written, byte[] Hash)> _known = [];

    /// <summary>SHA-256 of the one file; of several, of their hashes.</summary>
    public string Hash
    {
        get
        {
            byte[][] hashes = [.. _known.Values.Select(static file => file.Hash)];
            return Convert.ToHexStringLower(hashes.Length == 1 ? hashes[0] : SHA256.HashData([.. hashes.SelectMany(static hash => hash)]));
        }
    }

    /// <summary>SHA-256 of each file by its path, the model's own first.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _known.ToDictionary(static file => file.Key, static file => Convert.ToHexStringLower(file.Value.Hash));

    /// <summary>Opens a file for reading from its start.</summary>
    public FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw new ImportException($"{path}: {Unreadable.Why(path, error)}", error);
        }
    }

    /// <summary>Remembers how a file was when it was read.</summary>
    public void Add(string path, FileStream file, byte[] hash) => _known.Add(path, (file.Length, File.GetLastWriteTimeUtc(path), hash));

    /// <summary>The path of a file that a tensor is kept in, which lies beside the model or below; it is hashed when it is first named.</summary>
    public string Beside(string location, string tensor, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        string path = Path.GetFullPath(Path.Combine(folder, location.Replace('\\', '/')));
        if (location.Length == 0 || location.Contains('\0') || !path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ImportException($"{modelPath}: tensor '{tensor}' is kept in '{location}', which is not below the model's folder; put the file beside the model.");
        if (_known.ContainsKey(path))
            return path;
        if (!File.Exists(path))
            throw new ImportException($"{modelPath}: tensor '{tensor}' is kept in '{location}', which is not there; put the file beside the model.");
        using FileStream file = Open(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(file, hash, null, cancellation);
        stream.Finish();
        Add(path, file, hash.GetHashAndReset());
        return path;
    }

    /// <summary>The length of a file that is known.</summary>
    public long LengthOf(string path) => _known[path].Length;

    /// <summary>Opens a file for reading at any place, where it is still as it was.</summary>
    /// <exception cref="ImportException">It has changed or is gone.</exception>
    public FileStream Reopen(string path)
    {
        FileStream file = Open(path);
        if (_known.TryGetValue(path, out (long Length, DateTime Written, byte[] Hash) known) && known.Length == file.Length && known.Written == File.GetLastWriteTimeUtc(path))
            return file;
        file.Dispose();
        throw new ImportException($"{path}: has changed since it was imported; import it again.");
    }
}
