using LrpGen.Generator.Tests.Lowering;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>Names of the user's that meet names of the generated half, and other declarations that once left errors in generated code.</summary>
public class CollisionTests
{
    private const string Step = "[Linear(4)] [Gamma] public partial Layer A { get; }";

    [Theory]
    [InlineData("Top")]
    [InlineData("Explanation")]
    [InlineData("Buffer")]
    [InlineData("ShapeA")]
    public void A_step_cannot_have_a_name_that_is_generated_or_makes_one(string name) =>
        AssertRefused("LRPG0008", name, $$"""[Network(4)] partial class Net { {{Step}} [ReLU] public partial Layer {{name}} { get; } }""");

    [Theory]
    [InlineData("Load")]
    [InlineData("Fork")]
    [InlineData("Description")]
    [InlineData("ForwardA")]
    public void A_class_cannot_have_the_name_of_a_generated_member(string name) =>
        AssertRefused("LRPG0008", name, $$"""[Network(4)] partial class {{name}} { {{Step}} }""");

    [Theory]
    [InlineData("Buffer", "private static new int Buffer(int a, int b) => a + b;")]
    [InlineData("Parameters", "private static new int Parameters => 3;")]
    [InlineData("DenseWeights", "private static new int DenseWeights => 3;")]
    [InlineData("LayerAt", "private static new int LayerAt(int k) => k;")]
    [InlineData("Books", "private static new int Books => 3;")]
    [InlineData("ShareWeights", "private static new int ShareWeights() => 1;")]
    [InlineData("Shape2OfA", "private const int Shape2OfA = 2;")]
    public void The_user_cannot_hide_what_generated_code_calls(string name, string member) =>
        AssertRefused("LRPG0008", name, $$"""[Network(4)] partial class Net { {{Step}} {{member}} }""");

    [Theory]
    [InlineData("File", "Weights")]
    [InlineData("Abc", "abc")]
    [InlineData("C1", "C12")]
    public void Steps_of_any_names_do_not_meet_inside_generated_methods(string first, string second)
    {
        RunResult result = Harness.Run($$"""
            using LrpGen;
            [Network(1, 8, 8)]
            partial class Net
            {
                [Pad(1), Conv2d(4, 3), MaxPool(2)] [Zero] public partial Layer {{first}} { get; }
                [Conv2d(4, 1), MaxPool(2)] [Generic(nameof(rho))] public partial Layer {{second}} { get; }
                [Conv2d(4, 1)] [Generic(nameof(rho))] public partial Layer Rho { get; }
                private static float rho(float w) => w;
            }
            """);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("[Network(4)] partial class ")]
    [InlineData("[Network(4)] partial class Net { [Linear( public partial Layer A { get; }")]
    [InlineData("[Network(4)] partial class Net { [Linear(4)] [Zero] public abstract partial Layer A { get; } }")]
    public void Errors_of_unfinished_text_stay_in_the_text(string source) =>
        Assert.All(Harness.Run("using LrpGen; " + source).CompilerDiagnostics, static diagnostic => Assert.Equal("Source0.cs", diagnostic.Location.SourceTree?.FilePath));

    [Fact]
    public async Task Two_dozen_doubled_sums_behind_a_linear_layer_take_no_longer_than_one()
    {
        string[] sums = [.. Enumerable.Range(0, 24).Select(static k => $"[Add(nameof({(char)('A' + k)}), nameof({(char)('A' + k)}))]")];
        Task<RunResult> run = Task.Run(() => Harness.Run(Passes.Source(["[Linear(4)]", .. sums, "[Linear(2)]"], "[Network(4)] [Composite(Composite.EpsilonPlusFlat)]")));
        RunResult result = await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Channels_that_do_not_fit_together_are_told() => AssertRefused(
        "LRPG0023", "Concat(nameof(A), nameof(A))", Passes.Source(["[ReLU]", "[Concat(nameof(A), nameof(A))]"], "[Network(1200000000)]"));

    [Theory]
    [InlineData("Weights = \"\"", "LRPG0041")]
    [InlineData("Weights = \"A\"", "LRPG0026")]
    public void A_batch_norm_needs_a_name_that_is_its_own(string name, string id) =>
        Assert.Equal(id, Assert.Single(Harness.Run(Passes.Source([$"[Linear(4), BatchNorm({name})] [Zero]"], "[Network(4)]")).Diagnostics).Id);

    [Fact]
    public void A_foreign_Layer_is_told_by_its_full_name() => Assert.Contains(
        "'My.Layer'",
        Assert.Single(Harness.Run($$"""using LrpGen; namespace My { class Layer; [Network(4)] partial class Net { {{Step}} } }""").Diagnostics).GetMessage(),
        StringComparison.Ordinal);

    /// <summary>Checks that one diagnostic is reported at a text, and no error stands in generated code.</summary>
    private static void AssertRefused(string id, string text, string source)
    {
        RunResult result = Harness.Run(source.Contains("using LrpGen;", StringComparison.Ordinal) ? source : "using LrpGen; " + source);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(text, diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan));
        Assert.DoesNotContain(result.CompilerDiagnostics, static other => other.Location.SourceTree?.FilePath != "Source0.cs");
    }
}
