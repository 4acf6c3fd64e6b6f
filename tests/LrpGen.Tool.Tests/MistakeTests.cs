using LrpGen.Imaging;

namespace LrpGen.Tool.Tests;

/// <summary>Whatever a user gets wrong gives one line that says so, and the exit code that says whose fault it is.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly Workspace _work = new();

    public static TheoryData<int, string, string> Mistakes => new()
    {
        { 2, "explain", "Required argument 'MODEL.onnx' missing" },
        { 2, "explain M", "Required argument 'INPUT' missing" },
        { 2, "frob", "There is no command 'frob'. 'lrpgen --help' lists what there is." },
        { 2, "explain M I --frob", "There is no option '--frob'" },
        { 2, "explain M I --composite frob", "--composite takes epsilon-gamma-box, epsilon-plus, " },
        { 2, "explain M I --composite epsilon-plus:a", "--composite takes NAME:FIRST..LAST" },
        { 2, "explain M I --composite epsilon-gamma-box", "needs --low and --high" },
        { 2, "explain M I --composite epsilon-gamma-box --low 0", "--high is missing" },
        { 2, "explain M I --composite epsilon-plus --low 0 --high 1", "are the bounds of --composite epsilon-gamma-box" },
        { 2, "explain M I --low 0,x --high 1", "--low should be numbers such as 0.5 or 1/255, with commas between them; found '0,x'" },
        { 2, "explain M I --stabilizer 0", "--stabilizer should be a number greater than 0; found '0'" },
        { 2, "explain M I --pooling most", "--pooling takes winner, average, split; found 'most'" },
        { 2, "explain M I --colormap pink", "--colormap takes bwr, " },
        { 2, "explain M I --threads 0", "--threads should be a whole number from 1 to 256; found '0'" },
        { 2, "explain M I --shard 2/2", "--shard takes I/N with I from 0 to N-1" },
        { 2, "explain M I --shard 0/2", "--shard divides many inputs" },
        { 2, "explain M I --size big", "--size takes the length of the shorter side" },
        { 2, "explain M I --std 0", "--std divides" },
        { 2, "explain M I --scale 0", "--scale should be a number other than 0" },
        { 2, "explain M I --shape 4,x", "--shape should be sizes from 1" },
        { 2, "explain M I --heatmap h.jpg", "h.jpg should end with .png" },
        { 2, "explain M I --composite epsilon-plus --target @0,1", "--target names 2 outputs, one for each sample; " },
        { 2, "explain M I --composite epsilon-plus --output I", "is the input" },
        { 2, "explain M folder I --composite epsilon-plus --report r.html", "--report takes a single INPUT" },
        { 2, "explain M I J --composite epsilon-plus --output r.npy", "--output is a folder where there are several inputs; found " },
        { 1, "explain none.onnx I --composite epsilon-plus", "none.onnx: there is no such file" },
        { 1, "explain folder I --composite epsilon-plus", "folder: is a folder" },
        { 1, "explain text.npy I --composite epsilon-plus", "text.npy" },
        { 1, "explain M I", "fc1" },
        { 1, "explain M none.npy --composite epsilon-plus", "none.npy: there is no such file" },
        { 1, "explain M none.png --composite epsilon-plus", "none.png: the model takes an input of [4], which is no picture" },
        { 1, "explain M text.npy --composite epsilon-plus", "text.npy: is no npy file" },
        { 1, "explain M wide.npy --composite epsilon-plus", "wide.npy: should have the shape [4], or [samples, 4] for a batch; found [5]." },
        { 1, "explain M none.of.npy --composite epsilon-plus", "none.of.npy: holds no samples." },
        { 1, "explain M empty --composite epsilon-plus", "there is no input" },
        { 1, "explain M none.txt --composite epsilon-plus", "none.txt: there is no such file" },
        { 1, "explain M I folder/I.npy --composite epsilon-plus", "would have results of the same name" },
        { 1, "explain M I --composite epsilon-plus --target 3", "--target 3 is no output of the model; it has the outputs 0 to 2." },
        { 1, "explain M I --composite epsilon-plus --target -1", "--target -1 is no output" },
        { 1, "explain M I --composite epsilon-plus --target cat", "give the names with --classes FILE" },
        { 1, "explain M I --composite epsilon-plus --target cat --classes names.txt", "--target 'cat' is no class of " },
        { 1, "explain M I --composite epsilon-plus --classes mnist", "mnist: should have one name for each of the model's 3 outputs; found 10." },
        { 1, "explain M I --composite epsilon-plus --classes none.names", "none.names: there is no such file" },
        { 1, "explain M I --composite epsilon-plus --classes bad.json", "bad.json: should be a JSON list of names" },
        { 1, "explain M I --composite epsilon-plus --layer conv7", "conv7" },
        { 1, "explain M I --rules none.json", "none.json: there is no such file" },
        { 1, "explain M I --rules text.npy", "text.npy: not JSON" },
        { 1, "explain M I --rules wrong.json", "fc9" },
        { 1, "explain M I --composite epsilon-plus --output text.npy/below/r.npy", "r.npy: cannot be written: " },
        { 1, "explain M I --composite epsilon-plus --heatmap text.npy/below/h.png", "h.png: cannot be written: " },
        { 1, "explain M I --composite epsilon-plus --report text.npy/below/r.html --output r.npy", "r.html: cannot be written: " },
        { 2, "import", "Required argument 'MODEL.onnx' missing" },
        { 1, "import none.onnx", "none.onnx: cannot be read: " },
        { 1, "import text.npy", "text.npy" },
        { 1, "import M -o text.npy/below", "cannot be written: " },
        { 1, "inspect none.safetensors", "none.safetensors: there is no such file" },
        { 1, "inspect none.onnx", "none.onnx: there is no such file" },
        { 1, "classes mnist frob", "no class of mnist holds 'frob'" },
    };

    public void Dispose() => _work.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_gives_one_line(int exitCode, string command, string expected)
    {
        string model = _work.Small();
        NpyFile.Save(_work.In("I.npy"), [1, 2, 3, 4], new Shape(4));
        NpyFile.Save(_work.In("J.npy"), [1, 2, 3, 4], new Shape(4));
        NpyFile.Save(_work.In("folder/I.npy"), [1, 2, 3, 4], new Shape(4));
        NpyFile.Save(_work.In("wide.npy"), new float[5], new Shape(5));
        NpyFile.Save(_work.In("none.of.npy"), [], new Shape(0, 4));
        Directory.CreateDirectory(_work.In("empty"));
        new Picture(4, 4).Save(_work.In("p.png"));
        _work.Write("text.npy", "This is neither an array nor a model nor JSON.");
        _work.Write("names.txt", "red\ngreen\nblue");
        _work.Write("bad.json", "[1, 2, 3]");
        _work.Write("wrong.json", """{"fc9": {"name": "zero"}}""");
        string[] files = ["none", "text", "folder", "empty", "wide", "names", "bad", "wrong", "r.", "h."];
        string[] words = [.. command.Split(' ').Select(word => word switch
        {
            "M" => model,
            "I" or "J" => _work.In(word + ".npy"),
            _ => files.Any(file => word.StartsWith(file, StringComparison.Ordinal)) ? _work.In(word) : word,
        })];
        string before = Listing();
        ToolRun run = await _work.RunAsync(words);
        if (expected.EndsWith("r.html: cannot be written: ", StringComparison.Ordinal))
            run = run with { Output = "" };
        run.AssertFailed(exitCode, expected);

        // What could not be written leaves nothing behind.
        if (exitCode == 2)
            Assert.Equal(before, Listing());
        Assert.DoesNotContain(".partial", Listing());
    }

    private string Listing() => string.Join('\n', Directory.GetFileSystemEntries(_work.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
}
