using LrpGen.Reference;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Imports the model of every reference case with the case's rules and compares what it explains with what zennit computed.</summary>
public sealed class ReferenceCaseTests
{
    private static readonly string? Folder = SharedFiles.Folder("reference");

    public static TheoryData<string> Names => Folder is null
        ? [""]
        : [.. Directory.GetFiles(Folder, "*.onnx").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Explains_as_stored(string name)
    {
        Assert.SkipWhen(Folder is null, "The reference cases are not beside the checkout.");
        StoredCase stored = StoredCase.Load(Path.Combine(Folder, name + ".safetensors"));
        ImportedNetwork imported = Compiled.Import(Path.Combine(Folder, name + ".onnx"), new ImportOptions { Rules = RulesOf(stored) });
        using var folder = new TempFolder();
        using INetwork network = Compiled.Load(imported, folder);
        for (int sample = 0; sample < stored.Targets.Count; sample++)
        {
            AssertClose(network.Forward(RandomWeights.ToFloat(stored.Sample("input", sample))), stored.Sample("output", sample), "output");
            AssertClose(network.Explain(stored.Targets[sample]), stored.Sample("relevance.input", sample), "relevance");
        }
    }

    private static Dictionary<string, RuleSetting> RulesOf(StoredCase stored) => stored.Spec.GetProperty("layers")
        .EnumerateArray()
        .Where(static layer => layer.TryGetProperty("rule", out _))
        .ToDictionary(static layer => layer.GetProperty("name").GetString()!, static layer => RuleSetting.Parse(layer.GetProperty("rule"), layer.GetProperty("name").GetString()!));

    private static void AssertClose(ReadOnlySpan<float> actual, double[] expected, string what)
    {
        double error = Agreement.RelativeError(actual, expected);
        Assert.True(error <= Agreement.Tolerance, $"{what}: relative error {error:E2}");
    }
}
