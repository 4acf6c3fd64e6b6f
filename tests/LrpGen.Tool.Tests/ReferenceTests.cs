using System.Text.Json;
using LrpGen.Reference;

namespace LrpGen.Tool.Tests;

/// <summary>
/// Every reference case beside the checkout, from its ONNX file: <c>lrpgen explain</c> with the case's input, targets and rules gives the
/// stored float64 relevance.
/// </summary>
public sealed class ReferenceTests : IDisposable
{
    private static readonly string? Folder = Beside("reference");

    private readonly Workspace _work = new();

    public static TheoryData<string> Names => Folder is null
        ? [""]
        : [.. Directory.GetFiles(Folder, "*.onnx").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> NamesWithInnerLayers => ["resnet-gamma", "vgg-thesis", "bn-epsilon"];

    // Cases whose rules are a composite's, and the options that ask for it.
    public static TheoryData<string, string> Composites => new()
    {
        { "vgg-epsilon-gamma-box-winner", "epsilon-gamma-box" },
        { "vgg-epsilon-gamma-box-average", "epsilon-gamma-box --pooling average" },
        { "vgg-batch", "EpsilonGammaBox --pooling winner" },
        { "vgg-epsilon-plus-winner", "epsilon-plus" },
        { "vgg-epsilon-plus-average", "epsilon-plus --pooling average" },
        { "vgg-epsilon-plus-flat", "epsilon-plus-flat" },
        { "vgg-epsilon-alpha2-beta1", "epsilon-alpha2-beta1 --stabilizer 1e-6" },
        { "vgg-epsilon-alpha2-beta1-flat", "EpsilonAlpha2Beta1Flat" },
        { "excitation-backprop", "excitation-backprop" },
    };

    public void Dispose() => _work.Dispose();

    /// <summary>A folder of the material beside the checkout, or null.</summary>
    internal static string? Beside(string name)
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, "shared", name);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gives_the_stored_relevance(string name)
    {
        StoredCase stored = Load(name);
        string result = _work.In("R.npy");
        (await ExplainAsync(stored, "--output", result)).AssertGood();
        AssertAgrees(stored, "relevance.input", result);
    }

    [Theory]
    [MemberData(nameof(NamesWithInnerLayers))]
    public async Task Gives_the_stored_relevance_of_inner_layers(string name)
    {
        StoredCase stored = Load(name);

        // The last of each kind: every layer would compile as many networks.
        string[] layers =
        [
            .. stored.Spec.GetProperty("layers").EnumerateArray()
                .Where(static layer => layer.GetProperty("op").GetString() is "conv2d" or "add" or "maxpool2d")
                .GroupBy(static layer => layer.GetProperty("op").GetString())
                .Select(static kind => kind.Last().GetProperty("name").GetString()!),
        ];
        Assert.NotEmpty(layers);
        foreach (string inner in layers)
        {
            string result = _work.In($"{inner}.npy");
            (await ExplainAsync(stored, "--output", result, "--layer", inner)).AssertGood();
            AssertAgrees(stored, $"relevance.{inner}", result);
        }
    }

    [Theory]
    [MemberData(nameof(Composites))]
    public async Task Composites_give_what_their_rules_do(string name, string options)
    {
        StoredCase stored = Load(name);
        string result = _work.In("R.npy");
        (await RunAsync(stored, ["--composite", .. options.Split(' '), .. BoxOf(stored), "--output", result])).AssertGood();
        AssertAgrees(stored, "relevance.input", result);
    }

    /// <summary>The bounds of the case's z-box, one for all or one per channel, as the command line takes them.</summary>
    private static string[] BoxOf(StoredCase stored)
    {
        JsonElement rule = stored.Spec.GetProperty("layers")[0].GetProperty("rule");
        return rule.GetProperty("name").GetString() == "zbox" ? ["--low", Bound("low"), "--high", Bound("high")] : [];

        string Bound(string name) => rule.GetProperty(name).GetRawText().Trim('[', ']').Replace(" ", "", StringComparison.Ordinal);
    }

    private static StoredCase Load(string name)
    {
        Assert.SkipWhen(Folder is null, "The reference cases are not beside the checkout.");
        return StoredCase.Load(Path.Combine(Folder, name + ".safetensors"));
    }

    private Task<ToolRun> ExplainAsync(StoredCase stored, params string[] more) => RunAsync(stored, ["--rules", RulesOf(stored), .. more]);

    private Task<ToolRun> RunAsync(StoredCase stored, string[] options)
    {
        int[] sizes = [stored.Targets.Count, .. stored.Spec.GetProperty("input").EnumerateArray().Select(static size => size.GetInt32())];
        string input = _work.In("input.npy");
        NpyFile.Save(input, All(stored, "input"), new Shape(sizes));
        string target = stored.Targets.Count == 1 ? $"{stored.Targets[0]}" : "@" + string.Join(',', stored.Targets);
        return _work.RunAsync(["explain", Path.ChangeExtension(stored.Path, ".onnx"), input, "--target", target, .. options]);
    }

    /// <summary>The case's rules as a rules file. Batch norms are in the layers before them already, as the exporter left them.</summary>
    private string RulesOf(StoredCase stored)
    {
        IEnumerable<string> rules = stored.Spec.GetProperty("layers").EnumerateArray()
            .Where(static layer => layer.TryGetProperty("rule", out _) && !layer.GetProperty("op").GetString()!.StartsWith("batchnorm", StringComparison.Ordinal))
            .Select(static layer => $"{JsonSerializer.Serialize(layer.GetProperty("name").GetString())}: {layer.GetProperty("rule").GetRawText()}");
        return _work.Write("rules.json", $"{{{string.Join(", ", rules)}}}");
    }

    private static void AssertAgrees(StoredCase stored, string tensor, string result)
    {
        float[] relevance = NpyFile.Load(result, out Shape shape);
        Assert.Equal(stored.Targets.Count, shape[0]);
        double[] expected = [.. Enumerable.Range(0, stored.Targets.Count).SelectMany(sample => stored.Sample(tensor, sample))];
        Assert.InRange(Agreement.RelativeError(relevance, expected), 0, Agreement.Tolerance);
    }

    private static float[] All(StoredCase stored, string tensor) =>
        [.. Enumerable.Range(0, stored.Targets.Count).SelectMany(sample => stored.Sample(tensor, sample)).Select(static value => (float)value)];
}
