using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>
/// Declarations that nobody should write. Whatever they are, the generator stands, says what is its to say (the ids in the order of the
/// reports), and leaves the rest to the C# compiler, which finds nothing wrong in the generated half.
/// </summary>
public class OddDeclarationTests
{
    private const string Step = "[Linear(4)] [Zero] public partial Layer A { get; }";

    [Theory]
    [InlineData("partial class Outer<T> { partial class Mid<U> { [Network(4)] public partial class Net<V> { " + Step + " } } }", "LRPG0004")]
    [InlineData("partial interface IOuter { partial record Mid(int K) { partial record struct Deep { [Network(4)] public partial class Net { " + Step + " } } } }")]
    [InlineData("[Network(4)] partial class Net { " + Step + " [Network(4)] public partial class Inner { " + Step + " } }")]
    [InlineData("[Network(4)] partial struct Net { " + Step + " }")]
    [InlineData("[Network(4)] enum Net { A }")]
    [InlineData("[Network(4)] partial class Net : Missing { " + Step + " }")]
    [InlineData("[Network(4)] partial class Net : INetwork<Net>, System.IDisposable { " + Step + " }")]
    [InlineData("[Network(4)] [Network(5)] partial class Net { " + Step + " }")]
    [InlineData("[Network(4)] partial class Net { ~Net() { } static Net() { } " + Step + " }")]
    [InlineData("[Network(4)] partial class Net { private Net(Memory.NetworkWeights w) : base(null!, w) { } " + Step + " }", "LRPG0080")]
    [InlineData("[Network(4)] partial class Net { public static Net Load(int k) => null!; " + Step + " }")]
    [InlineData("[Network(4)] partial class Net { class Load { } " + Step + " }", "LRPG0008")]
    [InlineData("[Network(4)] partial class Net { int InputShape; " + Step + " }", "LRPG0008")]
    [InlineData("[Network(4)] partial class LrpKernels { " + Step + " }", "LRPG0008")]
    [InlineData("[Network(4)] [System.Obsolete] partial class Net { " + Step + " }")]
    [InlineData("[Network(4)] partial class Net(int k) { int K => k; " + Step + " }", "LRPG0080")]
    [InlineData("namespace System { class String; } [Network(4)] partial class Net { " + Step + " }")]
    [InlineData("[Network(4)] partial class Net { public static implicit operator int(Net n) => 1; public int this[int k] => 1; enum Weights { A } " + Step + " }")]
    [InlineData("[Network(4)] partial class Net { " + Step + " [Zero] public int B { get; } }", "LRPG0010")]
    [InlineData("[Network(4)] partial class Net { " + Step + " [Keep] [Weights(\"b\")] public Layer B => null!; }", "LRPG0011", "LRPG0014")]
    [InlineData("[Network(4)] partial class Net { " + Step + " public Layer B => A; public int C { get; set; } }")]
    public void Odd_classes(string source, params string[] ids) => AssertTold(ids, source);

    [Theory]
    [InlineData("public partial Layer A { set; }", "LRPG0011")]
    [InlineData("public partial Layer A { get; private set; }", "LRPG0011")]
    [InlineData("public partial Layer A { private get; }", "LRPG0011")]
    [InlineData("public required partial Layer A { get; }", "LRPG0011")]
    [InlineData("public extern partial Layer A { get; }", "LRPG0011")]
    [InlineData("public partial ref readonly Layer A { get; }", "LRPG0011")]
    [InlineData("public readonly partial Layer A { get; }")]
    [InlineData("public virtual partial Layer A { get; }")]
    [InlineData("public override partial Layer A { get; }")]
    [InlineData("partial Layer A { get; }")]
    [InlineData("public partial Nonsense A { get; }")]
    [InlineData("public partial System.Collections.Generic.List<Nonsense> A { get; }")]
    [InlineData("public partial (int a, Layer? b) A { get; }", "LRPG0010")]
    [InlineData("public partial Layer @class { get; }")]
    [InlineData("public partial Layer value { get; }")]
    [InlineData("public partial Layer System { get; }")]
    [InlineData("public partial Layer 層 { get; }")]
    [InlineData("public partial Layer _ { get; }")]
    [InlineData("public partial Layer input { get; }", "LRPG0012")]
    [InlineData("partial Layer IHas.A { get; }", "LRPG0011")]
    [InlineData("public partial Layer A { get { return null!; } }", "LRPG0011")]
    [InlineData("[field: Zero] public partial Layer A { get; }")]
    public void Odd_properties(string property, params string[] ids) =>
        AssertTold(ids, $$"""namespace @in.Größe; [Network(4)] partial class @void : IHas { [Linear(4)] [Zero] {{property}} } interface IHas { Layer A { get; } }""");

    [Theory]
    [InlineData("[Network(null!)]", "[ReLU]", "LRPG0022")]
    [InlineData("[Network(inputShape: new[] { 4, -1 })]", "[ReLU]", "LRPG0021")]
    [InlineData("[Network(4)] [Classes(null!, null!)]", "[Linear(2)] [Zero]", "LRPG0041", "LRPG0041")]
    [InlineData("[Network(4)]", "[Add(null!)]", "LRPG0019")]
    [InlineData("[Network(4)]", "[Concat(null!, null!)]", "LRPG0015", "LRPG0015")]
    [InlineData("[Network(4)]", "[Reshape(null!)]", "LRPG0041")]
    [InlineData("[Network(4)]", "[Linear(2)] [ZBox(null!, null!)]", "LRPG0044")]
    [InlineData("[Network(4)]", "[Linear(2, From = null)] [Zero]")]
    [InlineData("[Network(4)]", "[Linear] [Zero]")]
    [InlineData("[Network(4)]", "[Linear(1 / 0)] [Gamma(0f / 0f)]")]
    [InlineData("[Network(4)]", "[Linear(Missing.N)] [Gamma(Missing.G)]")]
    [InlineData("[Network(4)] [Classes]", "[Linear(4)] [Zero]", "LRPG0041")]
    [InlineData("[Network(4)]", "[Linear(4)] [Zero] [Weights(\"\\0\\ud800\")]")]
    [InlineData("[Network(4)]", "[Linear(default)] [Zero]", "LRPG0021")]
    [InlineData("[Network(4)]", "[Linear(unchecked(int.MaxValue + 1))] [Zero]", "LRPG0021")]
    [InlineData("[Network(4)]", "[Linear(4)] [Generic(\"\")]", "LRPG0060")]
    [InlineData("[Network(4)] [Flat(From = \"\", To = \"\")]", "[Linear(4)]", "LRPG0015", "LRPG0015")]
    [InlineData("[Network(4, 8, 8, Precision = (Precision)77, Stabilizer = 1)]", "[ReLU]", "LRPG0041")]
    [InlineData("[Network(int.MaxValue, int.MaxValue, int.MaxValue)]", "[Conv2d(4, 3)] [Zero]", "LRPG0023")]
    [InlineData("[Network(4, 8, 8)]", "[Conv2d(4, 3, Groups = 0)] [Zero]", "LRPG0021")]
    [InlineData("[Network(4, 8, 8)]", "[ConvTranspose2d(4, 3, Stride = 2, OutputPadding = 5)] [Zero]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[MaxPool(2, Padding = 2, Relevance = (MaxRelevance)9)]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[BatchNorm(Epsilon = float.NaN)] [Zero]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[BatchNorm(Weights = \"\"), Conv2d(3, 1)] [Zero]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[Concat(nameof(A), Step.Input)]", "LRPG0016")]
    [InlineData("[Network(4, 8, 8)]", "[Pad(9, Mode = PadMode.Reflect)]", "LRPG0020")]
    [InlineData("[Network(4, 8, 8)]", "[Reshape(2, 2, 4, 8, 2)]", "LRPG0041")]
    [InlineData("[Network(4)]", "[Linear(\"x\")] [Zero]")]
    [InlineData("[Network(4)]", "[Linear(4)] [Nonsense]")]
    [InlineData("[Network(4)]", "[Linear(4), ReLU, ReLU] [Zero] [Keep] [Keep]")]
    [InlineData("[Network(4)]", "[Linear(4)] [AlphaBeta(-1, -2)]", "LRPG0041", "LRPG0041")]
    [InlineData("[Network(4)]", "[Linear(4)] [Zero(Bias = (Bias)(-7))]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[Crop(int.MinValue)]", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[Conv2d(4, int.MaxValue, Padding = int.MaxValue)] [Zero]", "LRPG0041", "LRPG0041")]
    [InlineData("[Network(4, 8, 8)]", "[Conv2d(4, 1000000, Dilation = 1000000)] [Zero]", "LRPG0020")]
    [InlineData("[Network(4, 8, 8)]", "[Conv2d(4, 1000000, Dilation = 1000000, Same = true)] [Zero]", "LRPG0023")]
    [InlineData("[Network(4, 8, 8)]", "[Conv2d(1000000, 1000000, Padding = 1000000, Stride = 1000000)] [Zero]", "LRPG0023")]
    [InlineData("[Network(4, 8, 8)]", "[ConvTranspose2d(4, 1000000, Dilation = 1000000)] [Zero]", "LRPG0023")]
    [InlineData("[Network(4, 8, 8)]", "[Upsample(int.MaxValue)]", "LRPG0020")]
    [InlineData("[Network(4, 8, 8)]", "[AdaptiveAvgPool(int.MaxValue)]", "LRPG0023")]
    [InlineData("[Network(1, 20000, 20000)]", "[MaxPool(2)]", "LRPG0023")]
    [InlineData("[Network(4, 60000)]", "[AvgPool(60000)]")]
    public void Odd_attributes(string classAttributes, string step, params string[] ids) =>
        AssertTold(ids, $$"""{{classAttributes}} partial class Net { {{step}} public partial Layer A { get; } }""");

    [Fact]
    public void Steps_in_two_files() => AssertTold(
        ["LRPG0007"], "[Network(4)] partial class Net { " + Step + " }", "partial class Net { [ReLU] public partial Layer B { get; } }");

    [Fact]
    public void Attributes_in_two_files() => AssertTold(
        ["LRPG0033"], "[Network(4)] partial class Net { " + Step + " }", "[Gamma] partial class Net;");

    [Fact]
    public void Two_files_that_both_say_network() => AssertTold(
        ["LRPG0007"], "[Network(4)] partial class Net { " + Step + " }", "[Network(5)] partial class Net { [ReLU] public partial Layer B { get; } }");

    [Fact]
    public void Blocks_that_double_or_nest_without_end_are_refused_at_their_use()
    {
        const string Leaf = "[Block] abstract class B0 { [ReLU] public abstract Layer A { get; } [Tanh] public abstract Layer B { get; } } ";
        string doubling = string.Concat(Enumerable.Range(1, 40).Select(static k => $"[Block] abstract class B{k} {{ [Use<B{k - 1}>] public abstract Layer A {{ get; }} [Use<B{k - 1}>] public abstract Layer B {{ get; }} }} "));
        string nested = string.Concat(Enumerable.Range(1, 200).Select(static k => $"[Block] abstract class B{k} {{ [Use<B{k - 1}>] public abstract Layer A {{ get; }} }} "));
        AssertTold(["LRPG0079", "LRPG0079"], Leaf + doubling + "[Network(4)] partial class Net { [Use<B40>] public partial Layer A { get; } [Use<B3>] public partial Layer B { get; } [Use<B30>] public partial Layer C { get; } }");
        AssertTold(["LRPG0079"], Leaf + nested + "[Network(4)] partial class Net { [Use<B200>] public partial Layer A { get; } }");
        AssertTold([], Leaf + nested + "[Network(4)] partial class Net { [Use<B80>] public partial Layer A { get; } }");
    }

    private static void AssertTold(string[] ids, params string[] sources)
    {
        RunResult result = Harness.Run([.. sources.Select(static source => "using LrpGen;\n" + source)]);
        Assert.Equal(ids, result.Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Empty(result.ErrorsInGeneratedCode);
    }
}
