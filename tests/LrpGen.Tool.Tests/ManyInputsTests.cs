namespace LrpGen.Tool.Tests;

/// <summary>Folders and lists of inputs: in parts, and again where a run stopped.</summary>
public sealed class ManyInputsTests : IDisposable
{
    private static readonly string[] Rules = ["--composite", "epsilon-plus"];

    private readonly Workspace _work = new();
    private readonly string _model;
    private readonly string _inputs;

    public ManyInputsTests()
    {
        _model = _work.Small();
        _inputs = _work.In("inputs");
        for (int k = 0; k < 7; k++)
            NpyFile.Save(Path.Combine(_inputs, k < 5 ? $"{k}.npy" : $"sub/{k}.npy"), [k, -1, 0.5f, 2 - k], new Shape(4));
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_folder_gives_a_folder_and_a_second_run_only_what_is_missing()
    {
        string results = _work.In("results");
        string[] command = ["explain", _model, _inputs, .. Rules, "--output", results, "--heatmap", results];
        ToolRun first = await _work.RunAsync(command);
        first.AssertGood();
        Assert.Contains("7 explained, 0 there already, 0 failed", first.Output);
        Assert.Equal(7, first.Output.Split('\n').Count(static line => line.Contains(".npy: top ")));
        Assert.Equal(14, Directory.GetFiles(results, "*.*", SearchOption.AllDirectories).Count(static path => !path.EndsWith("lrpgen.json", StringComparison.Ordinal)));
        byte[] whole = await File.ReadAllBytesAsync(Path.Combine(results, "sub", "5.npy"), TestContext.Current.CancellationToken);

        Assert.Contains("0 explained, 7 there already, 0 failed", (await _work.RunAsync(command)).Output);
        File.Delete(Path.Combine(results, "1.npy"));
        File.Delete(Path.Combine(results, "2.png"));
        await File.WriteAllBytesAsync(Path.Combine(results, "sub", "5.npy"), whole[..^1], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path.Combine(_inputs, "3.npy"), DateTime.UtcNow.AddMinutes(1));
        Assert.Contains("4 explained, 3 there already, 0 failed", (await _work.RunAsync(command)).Output);
        Assert.Equal(whole, await File.ReadAllBytesAsync(Path.Combine(results, "sub", "5.npy"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Results_below_the_inputs_are_no_inputs()
    {
        string[] command = ["explain", _model, _inputs, .. Rules, "--output", Path.Combine(_inputs, "sub", "results"), "--heatmap", Path.Combine(_inputs, "maps")];
        Assert.Contains("7 explained, 0 there already, 0 failed", (await _work.RunAsync(command)).Output);
        Assert.Contains("0 explained, 7 there already, 0 failed", (await _work.RunAsync(command)).Output);
    }

    [Fact]
    public async Task Results_of_other_options_are_not_mixed()
    {
        string results = _work.In("results");
        (await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", results])).AssertGood();
        (await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", results, "--target", "1"])).AssertFailed(1, $"{results}: holds results of another run (target: top, now 1)");
        (await _work.RunAsync("explain", _model, _inputs, "--composite", "excitation-backprop", "--output", results)).AssertFailed(1, "holds results of another run (rules: ");
    }

    [Fact]
    public async Task Shards_share_the_work_and_a_list_is_as_good_as_a_folder()
    {
        string whole = _work.In("whole"), parts = _work.In("parts");
        (await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", whole])).AssertGood();
        int[] explained = [3, 2, 2];
        for (int shard = 0; shard < 3; shard++)
        {
            ToolRun run = await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", parts, "--shard", $"{shard}/3", "--threads", "1"]);
            run.AssertGood();
            Assert.Contains($"{explained[shard]} explained, 0 there already", run.Output);
        }

        foreach (string path in Directory.GetFiles(whole, "*.npy", SearchOption.AllDirectories))
            Assert.Equal(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(path.Replace(whole, parts, StringComparison.Ordinal), TestContext.Current.CancellationToken));

        string list = _work.Write("list.txt", $"{Path.Combine(_inputs, "0.npy")}\n\n{Path.Combine(_inputs, "sub", "6.npy")}\r\n");
        ToolRun listed = await _work.RunAsync(["explain", _model, list, .. Rules, "--output", _work.In("listed"), "--json"]);
        listed.AssertGood();
        Assert.Equal(2, listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["0.npy", "6.npy"], Directory.GetFiles(_work.In("listed"), "*.npy").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task One_target_for_each_sample_counts_through_all_inputs()
    {
        string results = _work.In("results");
        NpyFile.Save(Path.Combine(_inputs, "3.npy"), [1, 2, 3, 4, 5, 6, 7, 8], new Shape(2, 4));
        (await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", results, "--target", "@0,1,2,0,1,2,0"])).AssertFailed(2, "--target names 7 outputs, one for each sample; the inputs hold 8.");
        ToolRun run = await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", _work.In("right"), "--target", "@0,1,2,0,1,2,0,1"]);
        run.AssertGood();
        Assert.Contains("3.npy[1]: top", run.Output);
        Assert.Contains("explained 2, ", run.Output.Split('\n').Single(static line => line.Contains("4.npy: ")));
        Assert.Contains("explained 1, ", run.Output.Split('\n').Single(static line => line.Contains("6.npy: ")));
    }

    [Fact]
    public async Task A_bad_input_is_told_and_does_not_stop_the_others()
    {
        File.WriteAllText(Path.Combine(_inputs, "2.npy"), "no array");
        NpyFile.Save(Path.Combine(_inputs, "4.npy"), [1, 2], new Shape(2));
        ToolRun run = await _work.RunAsync(["explain", _model, _inputs, .. Rules, "--output", _work.In("results")]);
        Assert.Equal(3, run.ExitCode);
        string[] errors = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, error => error.Contains("2.npy: is no npy file"));
        Assert.Contains(errors, error => error.Contains("4.npy: should have the shape [4], or [samples, 4] for a batch; found [2]."));
        Assert.Contains("5 explained, 0 there already, 2 failed", run.Output);
        Assert.Empty(Directory.GetFiles(_work.In("results"), "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_interruption_leaves_nothing_half_written()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        (await _work.RunAsync(cancellation.Token, ["explain", _model, _inputs, .. Rules, "--output", _work.In("results")])).AssertFailed(130, "interrupted");
        Assert.Empty(Directory.Exists(_work.In("results")) ? Directory.GetFiles(_work.In("results"), "*", SearchOption.AllDirectories).Where(static path => !path.EndsWith("lrpgen.json", StringComparison.Ordinal)) : []);
    }
}
