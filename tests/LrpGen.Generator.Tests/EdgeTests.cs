using LrpGen.Generator.Tests.Lowering;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>Declarations at the edges of the language: each once crashed the compiler, or made it print what C# does not take.</summary>
public class EdgeTests
{
    [Theory]
    [InlineData("[Network(4)] [InputRange(0, 0)]", "[Linear(4, Bias = false)] [Gamma]")]
    [InlineData("[Network(4)] [InputRange(-1, 0)]", "[ReLU, Linear(4, Bias = false)] [AlphaBeta(2, 1)]")]
    [InlineData("[Network(4, Ledger = true)]", "[Linear(4)] [Epsilon(-0f)]")]
    [InlineData("[Network(4)]", "[Linear(4)] [ZBox(-0f, 1)]")]
    [InlineData("[Network(30000)]", "[Linear(30000)] [Gamma]", "[Linear(30000)] [Generic(nameof(Rho))]", "[Linear(30000)] [ZBox(0, 1)]", "LRPG0042")]
    [InlineData("[Network(30000)]", "[Linear(30000)] [Gamma]", "[Linear(30000)] [Generic(nameof(Rho))]", "[Linear(30000)] [WSquare]")]
    [InlineData("[Network(4)]", "[Linear(4)] [ZBox(new float[0], new float[0])]", "LRPG0044")]
    [InlineData("[Network(4)]", "[Linear(4)] [ZBox(new float[] { 0 }, new float[0])]", "LRPG0044")]
    [InlineData("[Network(1000000000)]", "[ReLU]", "[Tanh]", "LRPG0023")]
    public void A_declaration_compiles_or_is_refused_with_one_reason(string classAttributes, params string[] stepsAndId)
    {
        bool isRefused = stepsAndId[^1].StartsWith("LRPG", StringComparison.Ordinal);
        AssertTold(Passes.Source(isRefused ? stepsAndId[..^1] : stepsAndId, classAttributes), isRefused ? stepsAndId[^1..] : []);
    }

    [Theory]
    [InlineData("public partial Layer? A { get; }", "LRPG0010")]
    [InlineData("public partial ref Layer A { get; }", "LRPG0011")]
    [InlineData("public partial Layer this[int k, string s] { get; }", "LRPG0011")]
    [InlineData("public partial Layer A { get; init; }", "LRPG0011")]
    [InlineData("public static partial Layer A { get; }", "LRPG0011")]
    public void A_wrong_property_still_gets_its_half(string property, string id) =>
        AssertTold($$"""using LrpGen; [Network(4)] partial class Net { [ReLU] {{property}} }""", id);

    [Fact]
    public void A_network_in_a_type_local_to_its_file_is_refused()
    {
        RunResult result = Harness.Run("""using LrpGen; file partial class Outer { [Network(4)] public partial class Net { [ReLU] public partial Layer A { get; } } }""");
        Assert.Equal("LRPG0003", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(result.Sources);
    }

    [Fact]
    public void Inputs_that_are_always_zero_are_noted_once() =>
        Assert.Equal("inputs >= 0", new Passes(["[Linear(4)] [Gamma]"], "[Network(4)] [InputRange(0, 0)]").Lowered.Steps[0].Notes);

    private static void AssertTold(string source, params string[] ids)
    {
        RunResult result = Harness.Run(source);
        Assert.Equal(ids, result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.Id));
        Assert.Empty(result.CompilerDiagnostics);
    }
}
