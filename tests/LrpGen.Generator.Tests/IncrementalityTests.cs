using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace LrpGen.Generator.Tests;

/// <summary>What each stage of the pipeline does again after an edit, and what it need not.</summary>
public class IncrementalityTests
{
    private const string First = """
        using LrpGen;

        namespace Example;

        [Network(8)]
        public partial class First
        {
            [Linear(8), ReLU]    [Generic(nameof(Rho))] public partial Layer Hidden { get; }
            [Linear(2), Softmax] [Gamma(0.25f)]         public partial Layer Scores { get; }

            private static float Rho(float w) => 2 * w;
        }
        """;

    private const string Second = """
        using LrpGen;

        namespace Example;

        [Network(4)]
        public partial class Second
        {
            [Linear(2)] [Zero] public partial Layer Scores { get; }
        }
        """;

    private const string Part = """
        using LrpGen;

        namespace Example;

        [Block]
        public abstract class Part
        {
            [Parameter] public const int Size = 3;

            [Linear(Size), ReLU] [Gamma] public abstract Layer Inner { get; }
        }
        """;

    private const string Whole = """
        using LrpGen;

        namespace Example;

        [Network(4)]
        public partial class Whole
        {
            [Use<Part>]           public partial Layer Hidden { get; }
            [Linear(2)]  [Zero]   public partial Layer Scores { get; }
        }
        """;

    private static readonly string[] Stages =
        [TrackingNames.Parsed, TrackingNames.Model, TrackingNames.Lowered, TrackingNames.Clashes, TrackingNames.Source];

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_same_compilation_again_does_nothing_again(string sample)
    {
        CSharpCompilation compilation = Harness.Compile(Samples.Source(sample));
        GeneratorDriver driver = Harness.Drive(compilation, Harness.Drive(compilation));
        Assert.All(Stages, stage => Assert.Equal([Cached], Reasons(driver, stage)));
        Assert.All(Outputs(driver), static reason => Assert.Equal(Cached, reason));
    }

    [Theory]
    [InlineData("public partial class First", "// A comment.\npublic partial class First")]
    [InlineData("using LrpGen;", "\n\n\nusing LrpGen;")]
    [InlineData("[Linear(8), ReLU]    [", "[Linear(8),\n        ReLU] [")]
    [InlineData("=> 2 * w", "=> 3 * w")]
    [InlineData("public partial class First", "public class Unrelated;\n\n[Network(8)]\npublic partial class First", "[Network(8)]\n")]
    [InlineData("private static float Rho", "public int Unrelated { get; set; }\n\n    private static float Rho")]
    [InlineData("Gamma(0.25f)", "GammaAttribute(0.250f)")]
    public void An_edit_that_changes_no_declaration_prints_nothing_again(string from, string to, string removed = "")
    {
        string edited = (removed.Length == 0 ? First : First.Replace(removed, "", StringComparison.Ordinal)).Replace(from, to, StringComparison.Ordinal);
        GeneratorDriver driver = Edit([First], [edited]);
        AssertReasons(driver, parsed: [Modified], model: [Unchanged], lowered: [Cached], clashes: [Cached], source: [Cached]);
    }

    [Fact]
    public void An_edit_of_another_file_prints_nothing_again()
    {
        GeneratorDriver driver = Edit([First, "class Unrelated;"], [First, "class Unrelated { int _a; }"]);
        AssertReasons(driver, parsed: [Modified], model: [Unchanged], lowered: [Cached], clashes: [Cached], source: [Cached]);
    }

    [Fact]
    public void A_moved_line_moves_the_diagnostics_though_nothing_is_printed_again()
    {
        GeneratorDriver before = Harness.Drive(Harness.Compile(First));
        GeneratorDriver after = Edit([First], ["\n\n" + First]);
        Assert.Equal([Cached], Reasons(after, TrackingNames.Source));
        Assert.Equal(LineOf(before) + 2, LineOf(after));

        static int LineOf(GeneratorDriver driver) => Assert.Single(driver.GetRunResult().Diagnostics).Location.GetLineSpan().StartLinePosition.Line;
    }

    [Theory]
    [InlineData("Network(8)", "Network(9)")]
    [InlineData("Network(8)", "Network(8, Ledger = true)")]
    [InlineData("Linear(8)", "Linear(7)")]
    [InlineData("ReLU", "Tanh")]
    [InlineData("Gamma(0.25f)", "Gamma(0.5f)")]
    [InlineData("Gamma(0.25f)", "Gamma(0.25f), Keep")]
    [InlineData("Gamma(0.25f)", "Gamma(-1f)")]
    [InlineData("Layer Scores", "Layer Logits2")]
    [InlineData("public partial Layer Scores", "internal partial Layer Scores")]
    public void A_real_edit_prints_again(string from, string to)
    {
        GeneratorDriver driver = Edit([First], [First.Replace(from, to, StringComparison.Ordinal)]);
        AssertReasons(driver, parsed: [Modified], model: [Modified], lowered: [Modified], clashes: [Cached], source: [Modified]);
    }

    [Fact]
    public void A_diagnostic_alone_prints_nothing_again()
    {
        // Both versions are wrong, so that the same half stands in.
        GeneratorDriver driver = Edit([First.Replace("0.25f", "-1f", StringComparison.Ordinal)], [First.Replace("0.25f", "-2f", StringComparison.Ordinal)]);
        AssertReasons(driver, parsed: [Modified], model: [Modified], lowered: [Unchanged], clashes: [Cached], source: [Cached]);
        Assert.Contains("-2", Assert.Single(driver.GetRunResult().Diagnostics).GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Size = 3", "Size = 4")]
    [InlineData("ReLU", "Tanh")]
    [InlineData("[Gamma]", "[ZPlus]")]
    public void An_edit_of_a_block_prints_the_networks_that_use_it_again(string from, string to)
    {
        string edited = Part.Replace(from, to, StringComparison.Ordinal);
        GeneratorDriver driver = Edit([Part, Whole, Second], [edited, Whole, Second]);
        AssertReasons(
            driver, parsed: [Modified, Modified], model: [Modified, Unchanged], lowered: [Modified, Cached], clashes: [Cached], source: [Modified, Cached]);
        Assert.Equal(Sources(Harness.Drive(Harness.Compile(edited, Whole, Second))), Sources(driver));

        static IEnumerable<string> Sources(GeneratorDriver driver) => Harness.ResultOf(driver).GeneratedSources.Select(static source => source.SourceText.ToString());
    }

    [Theory]
    [InlineData("[Block]", "\n\n// A comment.\n[Block]")]
    [InlineData("Linear(Size)", "Linear(6 / 2 + 0 * Size)")]
    [InlineData("public abstract class Part", "public abstract partial class Part")]
    public void An_edit_of_a_block_that_changes_no_declaration_prints_nothing_again(string from, string to)
    {
        GeneratorDriver driver = Edit([Part, Whole], [Part.Replace(from, to, StringComparison.Ordinal), Whole]);
        AssertReasons(driver, parsed: [Modified], model: [Unchanged], lowered: [Cached], clashes: [Cached], source: [Cached]);
    }

    [Fact]
    public void A_second_network_leaves_the_first_cached()
    {
        GeneratorDriver driver = Edit([First], [First, Second]);
        AssertReasons(driver, parsed: [Modified, New], model: [Unchanged, New], lowered: [Cached, New], clashes: [Unchanged], source: [Cached, New]);
    }

    [Fact]
    public void A_network_that_goes_leaves_the_other_cached()
    {
        GeneratorDriver driver = Edit([First, Second], [First]);
        AssertReasons(driver, parsed: [Modified, Removed], model: [Unchanged, Removed], lowered: [Cached, Removed], clashes: [Unchanged], source: [Cached, Removed]);
        Assert.Equal("Example.First.g.cs", Assert.Single(Harness.ResultOf(driver).GeneratedSources).HintName);
    }

    [Fact]
    public void Two_networks_that_come_to_clash_are_told_so()
    {
        string clashing = Second.Replace("class Second", "class FIRST", StringComparison.Ordinal);
        GeneratorDriver driver = Edit([First, Second], [First, clashing]);
        Assert.Equal([Modified], Reasons(driver, TrackingNames.Clashes));
        Assert.Equal("Example.First.g.cs", Assert.Single(Harness.ResultOf(driver).GeneratedSources).HintName);
        Assert.Contains("LRPG0009", driver.GetRunResult().Diagnostics.Select(static diagnostic => diagnostic.Id));
    }

    /// <summary>A driver that has run over one version of the files and then over another.</summary>
    private static GeneratorDriver Edit(string[] before, string[] after)
    {
        CSharpCompilation compilation = Harness.Compile(before);
        GeneratorDriver driver = Harness.Drive(compilation);
        for (int k = 0; k < Math.Max(before.Length, after.Length); k++)
        {
            compilation = (k < before.Length, k < after.Length) switch
            {
                (true, true) when before[k] == after[k] => compilation,
                (true, true) => compilation.ReplaceSyntaxTree(TreeOf(k), Harness.Parse(after[k], k)),
                (true, false) => compilation.RemoveSyntaxTrees(TreeOf(k)),
                _ => compilation.AddSyntaxTrees(Harness.Parse(after[k], k)),
            };
        }

        return Harness.Drive(compilation, driver);

        SyntaxTree TreeOf(int number) => compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{number}.cs");
    }

    private static void AssertReasons(
        GeneratorDriver driver,
        IncrementalStepRunReason[] parsed,
        IncrementalStepRunReason[] model,
        IncrementalStepRunReason[] lowered,
        IncrementalStepRunReason[] clashes,
        IncrementalStepRunReason[] source)
    {
        IncrementalStepRunReason[][] expected = [parsed, model, lowered, clashes, source];
        Assert.Equal(Text(expected), Text(Stages.Select(stage => Reasons(driver, stage))));

        static IEnumerable<string> Text(IEnumerable<IEnumerable<IncrementalStepRunReason>> reasons) =>
            reasons.Zip(Stages, static (of, stage) => $"{stage}: {string.Join(", ", of)}");
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string stage) =>
        Harness.ResultOf(driver).TrackedSteps[stage].SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorDriver driver) => Harness.ResultOf(driver)
        .TrackedOutputSteps
        .SelectMany(static steps => steps.Value)
        .SelectMany(static step => step.Outputs)
        .Select(static output => output.Reason);
}
