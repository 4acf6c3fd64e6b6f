using LrpGen.Cases.Tests;
using LrpGen.Tests;

namespace LrpGen.Import.Tests.Fuzz;

/// <summary>
/// Thousands of mutated models: each is imported, and then its declaration compiles, or is refused with the one documented exception;
/// each takes little memory, and ends. The environment variable LRPGEN_FUZZ sets their number.
/// </summary>
public sealed class FuzzTests
{
    private const int FilesAtATime = 500;

    // What one import may take beside the file's own size: a reader's buffers, tables of activations, a value of a thousand channels.
    private const long SmallConstant = 48 << 20;

    private const int MostCompiled = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _declarations = [];
    private int _imported;

    [Fact]
    public async Task A_mutated_model_is_imported_or_refused()
    {
        int files = Fuzzing.Cases(2000);
        using var folder = new TempFolder();
        for (int first = 0; first < files; first += FilesAtATime)
        {
            int start = first, end = Math.Min(files, first + FilesAtATime);
            try
            {
                await Task.Run(() => CheckAll(start, end, folder), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"One of the models {start} to {end - 1} takes too long.");
            }
        }

        Assert.InRange(_imported, files / 20, files * 3 / 4);
        InProcess.Compile(_declarations);
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} models, {_imported} imported, {_declarations.Count} compiled");
    }

    private void CheckAll(int start, int end, TempFolder folder)
    {
        for (int number = start; number < end; number++)
        {
            byte[] file = ModelMutator.File(number);
            string path = folder.Write("fuzz.onnx", file);
            try
            {
                Check(path, file.Length, number);
            }
            catch (Exception error)
            {
                Assert.Fail($"Model {number}: {error}");
            }
        }
    }

    private void Check(string path, long length, int number)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var options = new ImportOptions
            {
                Namespace = $"Model{number}",
                Composites = [new CompositeSetting((Composite)(number % 6)) { Low = [-1], High = [1] }],
            };
            ImportedNetwork imported = OnnxImporter.Import(path, options);
            _imported++;
            if (_declarations.Count < MostCompiled && number % 5 == 0)
                _declarations.Add(imported.Declaration);
            imported.WriteWeights(path + ".safetensors");
        }
        catch (ImportException error)
        {
            Assert.All(error.Problems, static problem => Assert.DoesNotContain(problem, static character => char.IsControl(character)));
            Assert.NotEmpty(error.Message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SmallConstant + (64 * length));
    }
}
