namespace LrpGen.Tests.Weights;

/// <summary>
/// Thousands of mutated files: each loads or is refused with the one documented exception, takes little memory, and ends. The
/// environment variable LRPGEN_FUZZ sets their number.
/// </summary>
public class FuzzTests
{
    private const int FilesAtATime = 1000;

    // What one call may take beside the file's own size: names, tables, an exception with its trace.
    private const int SmallConstant = 65_536;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // One message from each stage of the checks: mutations that never got there would prove nothing.
    private static readonly string[] Stages =
    [
        "found 7 bytes in all", "should have at most", "the file ends after", "not UTF-8", "not valid JSON", "no Unicode", "__metadata__", "occurs twice", "has no 'shape'",
        "unknown type", "list of integers from 0", "should hold two numbers", "should not end before", "too large", "whole bytes", "offsets span", "should start at byte",
        "should end with the file", "no tensor 'missing'", "should have the shape", "has the type",
    ];

    private readonly float[] _room = new float[4096];
    private readonly HashSet<string> _reached = [];
    private int _loaded;

    [Fact]
    public async Task A_mutated_file_loads_or_is_refused()
    {
        int files = Fuzzing.Cases(3000);
        using var folder = new TempFolder();
        for (int first = 0; first < files; first += FilesAtATime)
        {
            int start = first, end = Math.Min(files, first + FilesAtATime);
            try
            {
                await Task.Run(() => CheckAll(start, end, folder), TestContext.Current.CancellationToken)
                    .WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"One of the files {start} to {end - 1} takes too long.");
            }
        }

        Assert.InRange(_loaded, files / 20, files / 2);
        Assert.Empty(Stages.Except(_reached));
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files, {_loaded} loaded");
    }

    private void CheckAll(int start, int end, TempFolder folder)
    {
        for (int number = start; number < end; number++)
        {
            byte[] file = Mutator.File(number);
            try
            {
                string result = Check(file.Length, () => WeightFile.Read(file, "fuzz"));
                if (number % 4 == 0)
                    Assert.Equal(result, Check(file.Length, () => WeightFile.Read(new MemoryStream(file), "fuzz")));
                if (number % 16 == 0)
                {
                    string path = folder.Write("fuzz", file);
                    Assert.Equal(result, Check(file.Length, () => WeightFile.Open(path)).Replace(path, "fuzz"));
                }
            }
            catch (Exception error)
            {
                Assert.Fail($"File {number}, {Convert.ToHexString(file)}: {error}");
            }
        }
    }

    /// <summary>Opens a file and reads all of it; gives what was found or why it was refused.</summary>
    private string Check(long fileBytes, Func<WeightFile> open)
    {
        long limit = fileBytes + SmallConstant;
        WeightFile? opened = null;
        if (Try(limit, () => opened = open()) is { } refusal)
            return refusal;
        using WeightFile file = opened!;
        _loaded++;
        foreach (TensorInfo tensor in file.Tensors)
        {
            Assert.True(file.Contains(tensor.Name));
            int[] shape = [.. tensor.Sizes.Select(static size => (int)Math.Min(size, int.MaxValue))];
            int count = (int)UInt128.Min((uint)_room.Length, tensor.Sizes.Aggregate((UInt128)1, static (product, size) => product * (ulong)size));
            Try(limit, () => file.ReadInto(tensor.Name, shape, _room.AsSpan(0, count)));
            if (shape is [int rows, int columns])
                Try(limit, () => file.ReadTransposed(tensor.Name, rows, columns, _room.AsSpan(0, count), rows));
            Assert.NotNull(Try(limit, () => file.ReadInto(tensor.Name, [.. shape, 1], _room)));
        }

        Assert.NotNull(Try(limit, () => file.ReadInto("missing", [1], _room)));
        return string.Join("; ", file.Tensors) + "; " + string.Join("; ", file.Metadata);
    }

    private string? Try(long limit, Action read)
    {
        string? message = null;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (WeightFileException error)
        {
            message = error.Message;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, limit);
        if (message is not null)
        {
            Assert.DoesNotContain(message, static character => char.IsControl(character));
            _reached.UnionWith(Stages.Where(message.Contains));
        }

        return message;
    }
}
