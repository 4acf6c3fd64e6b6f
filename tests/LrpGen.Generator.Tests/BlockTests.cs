using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>What uses of blocks come to.</summary>
public class BlockTests
{
    private const string Head = "    [GlobalAvgPool, Flatten, Linear(2)] [Epsilon(0.01f)] public partial Layer Scores { get; }\n}\n";

    // The sample with its blocks written out; the first use keeps nothing, the second its last step.
    private const string WrittenOut = """
        using LrpGen;

        namespace Example;

        [Network(3, 8, 8)]
        [ZPlus]
        public sealed partial class Blocks
        {
            [Conv2d(4, 3, Padding = 1, Bias = false), BatchNorm(Weights = "layer1.0.bn1"), ReLU] [Weights("layer1.0.conv1")] public partial Layer First_Change { get; }
            [Conv2d(4, 1, From = Step.Input)] [Weights("layer1.0.skip")] [Zero]                                              public partial Layer First_Skip { get; }
            [Add(nameof(First_Change), nameof(First_Skip)), ReLU]                                                            public partial Layer First_Sum { get; }
            [Conv2d(8, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Weights = "layer1.1.bn1"), ReLU] [Weights("layer1.1.conv1")] [Gamma(0.25f)] public partial Layer Second_Change { get; }
            [Conv2d(8, 1, Stride = 2, From = nameof(First_Sum))] [Weights("layer1.1.skip")] [Zero]                           public partial Layer Second_Skip { get; }
            [Add(nameof(Second_Change), nameof(Second_Skip)), ReLU] [Keep]                                                   public partial Layer Second_Sum { get; }

        """ + Head;

    [Fact]
    public void A_network_of_blocks_is_the_one_that_has_them_written_out()
    {
        string blocks = Harness.Run(Samples.Blocks).Text("Example.Blocks.g.cs");
        string written = Harness.Run(WrittenOut).Text("Example.Blocks.g.cs");
        Assert.Equal(WithoutProperties(written), WithoutProperties(blocks));

        static string WithoutProperties(string text) =>
            string.Join("\n", text.Split('\n').Where(static line => !line.StartsWith("    ///", StringComparison.Ordinal) && !line.Contains("=> LayerAt(", StringComparison.Ordinal) && line.Length > 0));
    }

    [Theory]
    [InlineData("Size", "7", 7)]
    [InlineData("Size", "", 5)]
    [InlineData("Part.Size", "7", 7)]
    [InlineData("4 * Size - 1", "7", 27)]
    [InlineData("-(-Size) % 4", "7", 3)]
    [InlineData("(Size + 1) / 2", "6", 3)]
    [InlineData("Twice", "7", 14)]
    [InlineData("Twice + Other.Thrice", "7", 35)]
    [InlineData("features: Size", "7", 7)]
    [InlineData("Four", "7", 4)]
    public void An_argument_is_computed_with_the_values_of_the_use(string argument, string given, int expected)
    {
        NetworkSpec spec = Harness.Spec($$"""
            using LrpGen;

            [Block]
            public abstract class Part
            {
                [Parameter] public const int Size = 5;
                public const int Twice = 2 * Size;
                public const int Four = 4;
                [Linear({{argument}})] public abstract Layer Inner { get; }
            }

            public static class Other
            {
                public const int Thrice = 3 * (Part.Size);
            }

            [Network(4)] [Zero] public partial class Net { [Use<Part>{{(given.Length > 0 ? $"({given})" : "")}}] public partial Layer A { get; } }
            """);
        Assert.Equal($"Linear({expected})", Assert.Single(spec.Steps[0].Layers.Items).Wording);
    }

    [Theory]
    [InlineData("[Reshape(Size, 2, 3)]", "Reshape(5, 2, 3)")]
    [InlineData("[Reshape(new[] { Size, 2, 6 / 2 })]", "Reshape(5, 2, 3)")]
    [InlineData("[Reshape([Size, 2, Size - 2])]", "Reshape(5, 2, 3)")]
    [InlineData("[Reshape(30), LeakyReLU(Size * 0.5f - 1)]", "Reshape(30), LeakyReLU(1.5)")]
    [InlineData("[Reshape(30), LeakyReLU(Size)]", "Reshape(30), LeakyReLU(5)")]
    public void Arrays_and_floats_are_computed_too(string layers, string expected)
    {
        NetworkSpec spec = Harness.Spec($$"""
            using LrpGen;
            [Block] public abstract class Part { [Parameter] public const int Size = 1; {{layers}} public abstract Layer Inner { get; } }
            [Network(30)] public partial class Net { [Use<Part>(5)] public partial Layer A { get; } }
            """);
        Assert.Equal(expected, string.Join(", ", spec.Steps[0].Layers.Items.Select(static layer => layer.Wording)));
    }

    private const string Nested = """
        using LrpGen;

        [Block]
        public abstract class Unit
        {
            [Parameter] public const int Size = 1;
            [Linear(Size)] [Keep]           public abstract Layer Dense { get; }
            [Linear(Size)] [Zero]           public abstract Layer Own { get; }
        }

        [Block]
        public abstract class Pair
        {
            [Parameter] public const int Size = 1;
            [Use<Unit>(Size)] [Weights("a")]                          public abstract Layer First { get; }
            [Use<Unit>(2 * Size, From = Step.Input)] [WSquare]        public abstract Layer Second { get; }
            [Concat(nameof(First), nameof(Second)), Linear(4)]        public abstract Layer Both { get; }
        }

        [Network(4)]
        [Epsilon(0.5f, From = nameof(Q))]
        [Flat(To = nameof(P))]
        public partial class Net
        {
            [ReLU]                                                   public partial Layer Start { get; }
            [Use<Pair>(3)] [Weights("x")]                            public partial Layer P { get; }
            [Use<Pair>(5, From = nameof(Start))] [Keep] [Gamma]      public partial Layer Q { get; }
            [Add(nameof(P), nameof(Q)), Linear(2)]                   public partial Layer End { get; }
        }
        """;

    [Fact]
    public void Blocks_use_blocks()
    {
        NetworkSpec spec = Harness.Spec(Nested);
        Assert.Equal(
            ["Start", .. Inner("P"), .. Inner("Q"), "End"],
            spec.Steps.Items.Select(static step => step.Name));
        Assert.Equal(
            ["x.a.Dense", "x.a.Own", "x.Second.Dense", "x.Second.Own", "x.Both", "Q.a.Dense", "Q.a.Own", "Q.Second.Dense", "Q.Second.Own", "Q.Both"],
            spec.Steps.Items.Skip(1).SkipLast(1).Select(static step => step.WeightName));
        Assert.Equal(["Linear(3)", "Linear(3)", "Linear(6)", "Linear(6)", "Linear(4)"], Layers(spec, 1, 5));
        Assert.Equal(["Linear(5)", "Linear(5)", "Linear(10)", "Linear(10)", "Linear(4)"], Layers(spec, 6, 5));
        Assert.Equal(["Start", "Start", "Start"], new[] { 3, 6, 8 }.Select(s => spec.Steps[s].From));

        static string[] Inner(string use) => [.. new[] { "First_Dense", "First_Own", "Second_Dense", "Second_Own", "Both" }.Select(name => $"{use}_{name}")];
        static IEnumerable<string> Layers(NetworkSpec spec, int first, int count) => spec.Steps.Items.Skip(first).Take(count).Select(static step => step.Layers.Items[^1].Wording);
    }

    [Fact]
    public void The_nearest_rule_wins_the_use_before_the_range()
    {
        RunResult result = Harness.Run(Nested);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        LoweredNetwork network = LrpGen.Generator.Lowering.Compiler.Run(Harness.Spec(Nested), CancellationToken.None).Network!;
        Assert.Equal(
            [
                "pass", "flat", "LRP-0", "w-square", "LRP-0", "flat",
                "gamma(0.25)", "LRP-0", "w-square", "LRP-0", "gamma(0.25)", "epsilon(0.5)",
            ],
            network.Steps.Items.Select(static step => step.Rule));
        Assert.Equal(
            ["P_First_Dense", "P_Second_Dense", "Q_First_Dense", "Q_Second_Dense", "Q_Both"],
            network.Steps.Items.Where(static step => step.Relevance is not null).Select(static step => step.Name));
    }

    [Fact]
    public void Shared_weights_of_a_use_are_shared_by_all_its_steps() => Assert.Empty(Harness.Run("""
        using LrpGen;
        [Block] public abstract class Part { [Linear(4), ReLU] public abstract Layer Inner { get; } }
        [Network(4)] [Zero] public partial class Net
        {
            [Use<Part>] [Weights("w")]                public partial Layer A { get; }
            [Use<Part>] [Weights("w", Shared = true)] public partial Layer B { get; }
        }
        """).Diagnostics);

    [Fact]
    public void A_mistake_in_a_block_is_told_once_with_the_uses_beside_it()
    {
        RunResult result = Harness.Run("""
            using LrpGen;
            [Block] public abstract class Part { [Parameter] public const int Size = 1; [Linear(Size)] [Zero] public abstract Layer Inner { get; } }
            [Network(4)] public partial class Net { [Use<Part>(0)] public partial Layer A { get; } [Use<Part>(0)] public partial Layer B { get; } }
            """);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("LRPG0021", diagnostic.Id);
        Assert.Equal(2, Assert.Single(diagnostic.AdditionalLocations).GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void A_use_may_leave_its_name_out_of_the_weights()
    {
        NetworkSpec spec = Harness.Spec("""
            using LrpGen;
            [Block] public abstract class Part { [Conv2d(4, 1), BatchNorm(Weights = "norm")] [Weights("conv")] public abstract Layer Inner { get; } }
            [Block] public abstract class Whole { [Use<Part>] [Weights("")] public abstract Layer A { get; } [Use<Part>] public abstract Layer B { get; } }
            [Network(4, 2, 2)] [Zero] public partial class Net { [Use<Whole>] [Weights("")] public partial Layer All { get; } [Use<Whole>] [Weights("x")] public partial Layer More { get; } }
            """);
        Assert.Equal(["conv", "B.conv", "x.conv", "x.B.conv"], spec.Steps.Items.Select(static step => step.WeightName));
        Assert.Equal(
            ["norm", "B.norm", "x.norm", "x.B.norm"],
            spec.Steps.Items.Select(static step => ((LrpGen.Generator.Layers.BatchNormLayer)step.Layers[1]).WeightName));
    }

    [Theory]
    [InlineData("[Linear(Unknown)]")]
    [InlineData("[Linear(\"3\")]")]
    [InlineData("[Linear]")]
    public void What_the_compiler_says_of_a_block_is_enough(string layer)
    {
        RunResult result = Harness.Run($$"""
            using LrpGen;
            [Block] public abstract class Part { {{layer}} [Zero] public abstract Layer Inner { get; } }
            [Network(4)] public partial class Net { [Use<Part>] public partial Layer A { get; } }
            """);
        Assert.Empty(result.Diagnostics);
        Assert.Single(result.CompilerDiagnostics);
    }
}
