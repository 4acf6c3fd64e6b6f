using LrpGen.Onnx.Testing;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Tests;

/// <summary>What a command ended with.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public void AssertGood() => Assert.Equal((0, ""), (ExitCode, Errors));

    /// <summary>Whatever goes wrong gives one line on the error stream, none on the other.</summary>
    public void AssertFailed(int exitCode, string expected)
    {
        string line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("lrpgen: ", line);
        Assert.Contains(expected, line);
        Assert.Equal((exitCode, ""), (ExitCode, Output));
    }
}

/// <summary>A folder of a test's own, with a cache of compiled networks that all tests share.</summary>
internal sealed class Workspace : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    // Compiling is what takes time; the tests of the cache itself have their own.
    private static readonly Lazy<string> SharedCache = new(static () =>
    {
        string folder = Directory.CreateTempSubdirectory("lrpgen-cache-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    public string Folder { get; } = Directory.CreateTempSubdirectory("lrpgen-tool-").FullName;

    /// <summary>The cache that commands use.</summary>
    public string Cache { get; init; } = SharedCache.Value;

    /// <summary>The perceptron for digits.</summary>
    public string Mnist { get; } = Path.Combine(Data, "mnist-mlp.onnx");

    /// <summary>The thesis's rules for it.</summary>
    public string MnistRules => Write("thesis.json", """{"1": {"name": "zbox", "low": 0, "high": 1}, "3": {"name": "gamma", "gamma": 0.25}, "5": {"name": "zero"}}""");

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>A bundled picture of a digit.</summary>
    public string Digit(string name) => Path.Combine(Data, "digits", name + ".png");

    public string Write(string name, string text)
    {
        string path = In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A small perceptron of two layers, fc1 and fc2, with three outputs.</summary>
    public string Small(int inputs = 4, string name = "small.onnx", float scale = 1)
    {
        var model = new OnnxBuilder();
        string x = model.Input("input", "N", inputs);
        string hidden = model.Node("Relu", [model.Node("Gemm", [x, model.Weight("fc1.weight", [5, inputs], Values(5 * inputs, 1)), model.Weight("fc1.bias", [5], Values(5, 2))], "/fc1/Gemm", ("transB", 1))]);
        model.Output(model.Node("Gemm", [hidden, model.Weight("fc2.weight", [3, 5], Values(15, 3)), model.Weight("fc2.bias", [3], Values(3, 4))], "/fc2/Gemm", ("transB", 1)), "N", 3);
        model.Save(In(name));
        return In(name);

        float[] Values(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => scale * ((2 * random.NextSingle()) - 1))];
        }
    }

    /// <summary>Runs a command in this process.</summary>
    public Task<ToolRun> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    /// <inheritdoc cref="RunAsync(string[])"/>
    public async Task<ToolRun> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        int exitCode = await Lrpgen.RunAsync(arguments, new ToolContext(TextWriter.Synchronized(output), TextWriter.Synchronized(errors), Cache), cancellation);
        return new ToolRun(exitCode, output.ToString(), errors.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
