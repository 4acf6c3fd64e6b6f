using LrpGen.Imaging;
using LrpGen.Onnx.Testing;

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
        { 2, "explain M I --size NaN", "--size takes the length of the shorter side" },
        { 2, "explain M I --mean NaN", "--mean should be numbers such as 0.5" },
        { 2, "explain M I --scale Infinity", "--scale should be numbers such as 0.5" },
        { 2, "explain M I --target 1 --target 2", "Option '--target' expects a single argument" },
        { 2, "explain M I --composite epsilon-plus --target @0,", "--target '@0,' should hold indices or names with commas between them" },
        { 2, "explain M I --composite epsilon-plus --target all-of:", "--target 'all-of:' should hold indices or names" },
        { 2, "explain M Empty --composite epsilon-plus", "An argument is empty" },
        { 2, "explain M I --composite epsilon-plus --output=", "Required argument missing for option: '--output'" },
        { 2, "explain M I --composite epsilon-plus --output M", "small.onnx: is the model; give the relevances another name." },
        { 2, "explain M I --rules some.json --report some.json", "some.json: is the file of rules; give the report another name." },
        { 2, "explain M I --composite epsilon-plus --heatmap h.png --report h.png", "h.png: is the heat map; give the report another name." },
        { 2, "explain M folder --composite epsilon-plus --output folder", "I.npy: is the input; give the relevances another name." },
        { 2, "explain M I --composite epsilon-plus --output /dev/null", "/dev/null: is a device, " },
        { 1, "explain none.onnx I --composite epsilon-plus", "none.onnx: there is no such file" },
        { 1, "explain folder I --composite epsilon-plus", "folder: is a folder" },
        { 1, "explain text.npy I --composite epsilon-plus", "text.npy" },
        { 1, "explain M I", "fc1" },
        { 1, "explain M none.npy --composite epsilon-plus", "none.npy: there is no such file" },
        { 1, "explain M none.png --composite epsilon-plus", "none.png: the model takes an input of [4], which is no picture" },
        { 1, "explain M text.npy --composite epsilon-plus", "text.npy: is no npy file" },
        { 1, "explain M wide.npy --composite epsilon-plus", "wide.npy: should have the shape [4], or [samples, 4] for a batch; found [5]." },
        { 1, "explain M none.of.npy --composite epsilon-plus", "none.of.npy: holds no samples." },
        { 1, "explain M nan.npy --composite epsilon-plus", "nan.npy: value 2 of sample 1 is NaN; only finite values of float32 can be explained." },
        { 1, "explain M I I --composite epsilon-plus", "I.npy: is given twice; give it once." },
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
        { 1, "explain M I --rules folder", "folder: is a folder; give the path of a file." },
        { 1, "explain M I --composite epsilon-plus --classes folder", "folder: is a folder; give the path of a file." },
        { 1, "explain M I --composite epsilon-plus --composite excitation-backprop", "gets epsilon(1e-06) and zplus from two composites; narrow one of them." },
        { 1, "explain M I --composite epsilon-plus:fc1..fc9", "names the layer 'fc9', which is not there" },
        { 1, "explain M I --composite epsilon-gamma-box --low 1 --high 0", "no low one above its high one" },
        { 1, "explain M I --composite epsilon-plus --shape 5", "size 1 of input 'input' is 4; the input shape [5] has 5." },
        { 1, "explain M I --composite epsilon-plus --output r. --heatmap folder/I.npy/h.png", "h.png: cannot be written: " },
        { 1, "explain open.onnx I --composite epsilon-plus", "size 1 of input 'x' is open ('length'); export the model for a fixed size, or tell the input's shape (lrpgen: --shape;" },
        { 1, "explain two.onnx I --composite epsilon-plus", "has 2 inputs ('x', 'y'); LrpGen's networks have one" },
        { 1, "explain whole.onnx I --composite epsilon-plus", "input 'x' holds int64; LrpGen explains inputs of floats" },
        { 1, "explain quantized.onnx I --composite epsilon-plus", "quantized models cannot be expressed; import the float model that it was made of" },
        { 1, "explain M I --composite epsilon-plus --output text.npy/below/r.npy", "r.npy: cannot be written: " },
        { 1, "explain M I --composite epsilon-plus --heatmap text.npy/below/h.png", "h.png: cannot be written: " },
        { 1, "explain M I --composite epsilon-plus --report text.npy/below/r.html --output r.npy", "r.html: cannot be written: " },
        { 2, "import", "Required argument 'MODEL.onnx' missing" },
        { 1, "import none.onnx", "none.onnx: there is no such file (looked from " },
        { 1, "import folder", "folder: is a folder; give the path of a file." },
        { 1, "import M --class 9lives", "'9lives' is no name for a class" },
        { 1, "import M --namespace a..b", "'a..b' is no namespace" },
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
        NpyFile.Save(_work.In("nan.npy"), [1, 2, 3, 4, 5, 6, float.NaN, 8], new Shape(2, 4));
        SaveOddModels();
        new Picture(4, 4).Save(_work.In("p.png"));
        _work.Write("text.npy", "This is neither an array nor a model nor JSON.");
        _work.Write("names.txt", "red\ngreen\nblue");
        _work.Write("bad.json", "[1, 2, 3]");
        _work.Write("wrong.json", """{"fc9": {"name": "zero"}}""");
        _work.Write("some.json", """{"fc1": {"name": "zero"}, "fc2": {"name": "zero"}}""");
        string[] files = ["none", "nan", "text", "folder", "empty", "wide", "names", "bad", "wrong", "some", "open", "two", "whole", "quantized", "r.", "h."];
        string[] words = [.. command.Split(' ').Select(word => word switch
        {
            "M" => model,
            "I" or "J" => _work.In(word + ".npy"),
            "Empty" => "",
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

    [Fact]
    public async Task Inspect_tells_everything_that_is_not_supported_each_in_a_line()
    {
        SaveOddModels();
        ToolRun run = await _work.RunAsync("inspect", _work.In("quantized.onnx"));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        string[] lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"lrpgen: {_work.In("quantized.onnx")}: QuantizeLinear 'value_0' cannot be expressed: ", lines[0]);
        Assert.StartsWith($"lrpgen: {_work.In("quantized.onnx")}: DequantizeLinear 'value_1' cannot be expressed: ", lines[1]);
    }

    /// <summary>Models that are no networks of one input of floats.</summary>
    private void SaveOddModels()
    {
        Save("open", static model => Dense(model, model.Input("x", "N", "length")));
        Save("two", static model => Dense(model, model.Node("Add", [model.Input("x", "N", 4), model.Input("y", "N", 4)])));
        Save("whole", static model => Dense(model, model.Node("Cast", [model.Input("x", ElementType.Int64, "N", 4)], "", ("to", 1))));
        Save("quantized", static model =>
        {
            string scale = model.Weight("scale", [], [0.1f]);
            return Dense(model, model.Node("DequantizeLinear", [model.Node("QuantizeLinear", [model.Input("x", "N", 4), scale]), scale]));
        });

        void Save(string name, Func<OnnxBuilder, string> build)
        {
            var model = new OnnxBuilder();
            model.Output(build(model), "N", 2);
            model.Save(_work.In(name + ".onnx"));
        }

        static string Dense(OnnxBuilder model, string x) => model.Node("MatMul", [x, model.Weight("w", [4, 2], new float[8])]);
    }

    private string Listing() => string.Join('\n', Directory.GetFileSystemEntries(_work.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
}
