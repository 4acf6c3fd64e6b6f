namespace LrpGen.Tool.Tests;

/// <summary>Compiled networks are kept by content, and whatever happens to the cache, results stay right.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("lrpgen-cache-").FullName;
    private readonly Workspace _work;
    private readonly string _model;
    private readonly string _input;

    public CacheTests()
    {
        _work = new Workspace { Cache = _cache };
        _model = _work.Small();
        _input = _work.In("I.npy");
        NpyFile.Save(_input, [1, 2, 3, 4], new Shape(4));
    }

    // What can happen to a file of an entry.
    public static TheoryData<string, string> Damages => new()
    {
        { "network.json", "flip" }, { "network.json", "cut" }, { "network.json", "delete" }, { "network.json", "empty" },
        { "network.dll", "flip" }, { "network.dll", "cut" }, { "network.dll", "delete" },
        { "*.safetensors", "flip" }, { "*.safetensors", "cut" }, { "*.safetensors", "delete" }, { "*.safetensors", "empty" },
    };

    public void Dispose()
    {
        _work.Dispose();
        Directory.Delete(_cache, recursive: true);
    }

    [Fact]
    public async Task A_second_run_compiles_nothing_and_a_change_of_content_does()
    {
        byte[] first = await ExplainAsync();
        DateTime compiled = File.GetLastWriteTimeUtc(Assert.Single(Entries("network.dll")));
        Assert.Equal(first, await ExplainAsync());
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(Assert.Single(Entries("network.dll"))));

        // The same content under another name is the same network; the same rules in another file too.
        File.Copy(_model, _work.In("copy.onnx"));
        Assert.Equal(first, await ExplainAsync("copy.onnx"));
        Assert.Single(Entries("network.dll"));

        // Other rules share the weights; other weights do not.
        await ExplainAsync("small.onnx", "--stabilizer", "1e-4");
        Assert.Equal((2, 1), (Entries("network.dll").Length, Entries("*.safetensors").Length));
        _work.Small(scale: 0.5f);
        Assert.NotEqual(first, await ExplainAsync());
        Assert.Equal((3, 2), (Entries("network.dll").Length, Entries("*.safetensors").Length));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_entry_is_built_anew(string file, string damage)
    {
        byte[] expected = await ExplainAsync();
        string path = Assert.Single(Entries(file));
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        switch (damage)
        {
            case "delete":
                File.Delete(path);
                break;
            case "flip":
                bytes[bytes.Length / 2] ^= 1;
                await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
                break;
            default:
                await File.WriteAllBytesAsync(path, damage == "cut" ? bytes[..^7] : [], TestContext.Current.CancellationToken);
                break;
        }

        Assert.Equal(expected, await ExplainAsync());
        Assert.Equal(expected, await ExplainAsync());
        Assert.Equal(bytes.Length, new FileInfo(Assert.Single(Entries(file))).Length);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_cache, "networks"), "*.partial"));
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_disturb_each_other()
    {
        Task<ToolRun>[] runs = [.. Enumerable.Range(0, 6).Select(k => Task.Run(() => _work.RunAsync("explain", _model, _input, "--composite", "epsilon-plus", "--output", _work.In($"{k}.npy"))))];
        foreach (ToolRun run in await Task.WhenAll(runs))
            run.AssertGood();
        byte[] expected = await ExplainAsync();
        for (int k = 0; k < runs.Length; k++)
            Assert.Equal(expected, await File.ReadAllBytesAsync(_work.In($"{k}.npy"), TestContext.Current.CancellationToken));
        Assert.Single(Entries("network.dll"));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_cache, "networks"), "*.partial"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_told_and_done_without()
    {
        byte[] expected = await ExplainAsync();
        string file = _work.Write("file", "");
        using var work = new Workspace { Cache = Path.Combine(file, "cache") };
        ToolRun run = await work.RunAsync("explain", _model, _input, "--composite", "epsilon-plus", "--output", _work.In("R.npy"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("LRPGEN_CACHE names another folder", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(expected, await File.ReadAllBytesAsync(_work.In("R.npy"), TestContext.Current.CancellationToken));
    }

    private string[] Entries(string file) => Directory.GetFiles(_cache, file, SearchOption.AllDirectories);

    private async Task<byte[]> ExplainAsync(string model = "small.onnx", params string[] options)
    {
        string output = _work.In("R.npy");
        (await _work.RunAsync(["explain", _work.In(model), _input, "--composite", "epsilon-plus", "--output", output, .. options])).AssertGood();
        return await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
    }
}
