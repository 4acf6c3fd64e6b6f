using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>What is said of blocks and their uses: the id, the very token, and what to do.</summary>
public class BlockDiagnosticsTests
{
    private const string Parameters = "[Parameter(Required = true)] public const int Size = 2; [Parameter] public const int Factor = 1; ";
    private const string Step = "[Linear(Size)] [Zero] public abstract Layer Inner { get; }";

    private const string Bent = "[ReLU] public abstract Layer Bent { get; }";

    private static readonly string Doubles = "[Block] public abstract class Double0 { [ReLU] public abstract Layer First { get; } } " + string.Concat(Enumerable.Range(1, 13).Select(static k =>
        $"[Block] public abstract class Double{k} {{ [Use<Double{k - 1}>] public abstract Layer First {{ get; }} [Use<Double{k - 1}>] public abstract Layer Second {{ get; }} }} "));

    [Theory]
    [InlineData("LRPG0070", Parameters + Step, "[Use<Part>]", "Use<Part>", "gives 0 parameters, but 'Part' takes 1 to 2 (Size, Factor); write [Use<Part>(Size, Factor)]")]
    [InlineData("LRPG0070", Parameters + Step, "[Use<Part>(1, 2, 3)]", "3", "gives 3 parameters, but 'Part' takes 1 to 2 (Size, Factor)")]
    [InlineData("LRPG0070", "[ReLU] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "5", "gives 1 parameter, but 'Part' takes none; write [Use<Part>]")]
    [InlineData("LRPG0071", "[Parameter] public const float Size = 2; [ReLU] public abstract Layer Inner { get; }", "[Use<Part>]", "Size", "'Part.Size' is a constant of type float; a parameter is declared as '[Parameter] public const int Size = 1;'")]
    [InlineData("LRPG0071", "[Parameter] public static int Size = 2; [ReLU] public abstract Layer Inner { get; }", "[Use<Part>]", "Size", "is not a constant")]
    [InlineData("LRPG0072", Bent, "[Use<string>]", "Use<string>", "'string' is not a block; use a class that has [Block]")]
    [InlineData("LRPG0072", Bent, "[Use<Odd>]", "Use<Odd>", "'Odd' is not a block; put [Block] on it, or use a class that has it")]
    [InlineData("LRPG0072", Bent, "[Use<int[]>]", "Use<int[]>", "'int[]' is not a block; use a class that has [Block]")]
    [InlineData("LRPG0072", Bent, "[Use<Derived>]", "Use<Derived>", "'Derived' derives from 'Attribute', but a block stands alone; remove the base class")]
    [InlineData("LRPG0072", Bent, "[Use<Generic<int>>]", "Use<Generic<int>>", "has type parameters, or a type around it has; give it [Parameter] constants instead")]
    [InlineData("LRPG0072", Bent, "[Use<Ruled>]", "Use<Ruled>", "has [Gamma], which means nothing on a block; move it to a step, to the use or to the network")]
    [InlineData("LRPG0072", Bent, "[Use<Scattered>]", "Use<Scattered>", "several parts of the class, which leaves their order open; move them into one part")]
    [InlineData("LRPG0073", "public const int Size = 2;", "[Use<Part>]", "Part", "'Part' declares no step; add one such as '[ReLU] public abstract Layer")]
    [InlineData("LRPG0074", "[Use<Part>] public abstract Layer Inner { get; }", "[Use<Part>]", "Use<Part>", "'Part' uses itself (Part -> Part)")]
    [InlineData("LRPG0074", Bent, "[Use<Hen>]", "Use<Hen>", "'Hen' uses itself (Hen -> Egg -> Hen)")]
    [InlineData("LRPG0075", "[ReLU] public virtual Layer Inner => null!;", "[Use<Part>]", "Inner", "'Part.Inner' is not abstract; a step of a block is declared as 'public abstract Layer Inner { get; }'")]
    [InlineData("LRPG0075", "[ReLU] public abstract int Inner { get; }", "[Use<Part>]", "Inner", "has the type 'int'")]
    [InlineData("LRPG0075", "[ReLU] public abstract Layer Outer { get; } [Gamma] public abstract int Inner { get; }", "[Use<Part>]", "Inner", "has the type 'int'")]
    [InlineData("LRPG0075", "[ReLU] public abstract Layer Outer { get; } [Keep] public Layer Inner => null!;", "[Use<Part>]", "Inner", "is not abstract")]
    [InlineData("LRPG0075", "[ReLU] public abstract Layer Inner { get; set; }", "[Use<Part>]", "Inner", "has a setter")]
    [InlineData("LRPG0075", "[ReLU] public abstract Layer this[int k] { get; }", "[Use<Part>]", "this", "is an indexer")]
    [InlineData("LRPG0076", Parameters + "[Linear(Size > 1 ? 2 : 3)] [Zero] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "Size > 1 ? 2 : 3", "depends on the parameter 'Size', but 'Size > 1 ? 2 : 3' is not such an expression; make it of numbers")]
    [InlineData("LRPG0076", Parameters + "[Linear(3, Bias = Size > 1)] [Zero] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "Size > 1", "'Size > 1' depends on the parameter 'Size', but only numbers are computed for each use; write what holds for all uses, and a second block for those that differ")]
    [InlineData("LRPG0076", Parameters + "[Linear(3)] [Zero(Bias = (Bias)(Size - 5))] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "(Bias)(Size - 5)", "but only numbers are computed for each use")]
    [InlineData("LRPG0076", Parameters + "[Linear(8 / (Factor - 2))] [Zero] public abstract Layer Inner { get; }", "[Use<Part>(5, 2)]", "8 / (Factor - 2)", "'8 / (Factor - 2)' divides by zero here")]
    [InlineData("LRPG0076", Parameters + "[Linear(Size * Size)] [Zero] public abstract Layer Inner { get; }", "[Use<Part>(65536)]", "Size * Size", "is too large for an int here")]
    [InlineData("LRPG0076", Parameters + "[Linear((int)(Size * 2L))] [Zero] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "(int)(Size * 2L)", "is not such an expression")]
    [InlineData("LRPG0076", Parameters + "[Gamma(Size * 0.5f + (float)2.5)] [Linear(Measured.Length + Size)] public abstract Layer Inner { get; }", "[Use<Part>(5)]", "Measured.Length + Size", "'Measured.Length' is a parameter of another block")]
    [InlineData("LRPG0077", Parameters + Step, "[Use<Part>(5), ReLU]", "ReLU", "'A' has [Use] beside [ReLU]; declare a step of its own for it")]
    [InlineData("LRPG0077", Parameters + Step, "[ReLU, Use<Part>(5)]", "Use<Part>(5)", "'A' has [Use] beside [ReLU]")]
    [InlineData("LRPG0078", Parameters + Step, "[Use<Part>(5)] [Gamma]", "Gamma", "gamma(0.25) on 'A' decides no layer: each linear layer of the block has a nearer rule; remove it")]
    [InlineData("LRPG0078", "[ReLU] public abstract Layer Inner { get; }", "[Use<Part>] [Gamma]", "Gamma", "the block has no linear layer")]
    [InlineData("LRPG0031", "[Linear(4)] public abstract Layer Inner { get; }", "[Use<Part>] [Gamma] [Zero]", "Zero", "'A' gets gamma(0.25) and LRP-0 beside it")]
    [InlineData("LRPG0030", "[Linear(4)] public abstract Layer Inner { get; }", "[Use<Part>]", "Linear(4)", "No rule explains [Linear(4)] of 'A_Inner'")]
    [InlineData("LRPG0014", "public abstract Layer Inner { get; }", "[Use<Part>]", "Inner", "'Inner' has the type Layer, but no layer attribute")]
    [InlineData("LRPG0015", "[ReLU(From = \"Nobody\")] public abstract Layer Inner { get; }", "[Use<Part>]", "\"Nobody\"", "'Part' has no step 'Nobody'; it has Inner")]
    [InlineData("LRPG0016", "[Add(Step.Input, nameof(Later))] public abstract Layer Inner { get; } [ReLU] public abstract Layer Later { get; }", "[Use<Part>]", "nameof(Later)", "'Inner' takes 'Later', which is not computed before it")]
    [InlineData("LRPG0015", "[ReLU] public abstract Layer Inner { get; }", "[Use<Part>(From = \"Nobody\")]", "\"Nobody\"", "'Net' has no step 'Nobody'; it has A, B")]
    [InlineData("LRPG0015", "[ReLU] public abstract Layer I { get; } [Add(nameof(I), Step.Input)] public abstract Layer Inner { get; }", "[Use<Part>(From = \"Nobody\")]", "\"Nobody\"", "'Net' has no step 'Nobody'; it has A, B")]
    [InlineData("LRPG0012", "[ReLU] public abstract Layer Inner { get; }", "[Use<Part>]", "A_Inner", "'A_Inner' is both a step of a block and another step; rename one", "[ReLU] public partial Layer A_Inner { get; }")]
    [InlineData("LRPG0079", "[Use<Double13>] public abstract Layer Inner { get; }", "[Use<Part>]", "Use<Part>", "[Use<Part>] of 'A' writes out more than 5000 steps, or blocks that use each other more than 100 deep; let its blocks use each other less often")]
    [InlineData("LRPG0008", "[ReLU] public abstract Layer Inner { get; }", "[Use<Part>]", "ForwardA_Inner", "'ForwardA_Inner' is a name that the generated half of 'Net' uses", "private static void ForwardA_Inner() { }")]
    public void A_mistake_is_told_at_its_place(string id, string members, string use, string place, string message, string more = "")
    {
        RunResult result = Harness.Run($$"""
            using LrpGen;

            [Block] public abstract class Part { {{members}} }
            [Block] public abstract class Derived : System.Attribute { [ReLU] public abstract Layer Inner { get; } }
            [Block] public abstract class Generic<T> { public abstract Layer Inner { get; } }
            [Block] [Gamma] public abstract class Ruled { [ReLU] public abstract Layer Inner { get; } }
            [Block] public abstract partial class Scattered { [ReLU] public abstract Layer Inner { get; } }
            public abstract partial class Scattered { [ReLU] public abstract Layer Other { get; } }
            [Block] public abstract class Hen { [Use<Egg>] public abstract Layer Inner { get; } }
            [Block] public abstract class Egg { [Use<Hen>] public abstract Layer Inner { get; } }
            {{Doubles}}
            public abstract class Odd;
            [Block] public abstract class Measured { [Parameter] public const int Length = 3; [ReLU] public abstract Layer Inner { get; } }

            [Network(4)]
            public sealed partial class Net
            {
                {{use}} public partial Layer A { get; }
                [Linear(2)] [Zero] public partial Layer B { get; }
                {{more}}
            }
            """);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(place, diagnostic.Location.SourceTree!.ToString()[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    [Theory]
    [InlineData("[ReLU] [Weights(\"a\")] public abstract Layer Inner { get; }", "LRPG0048")]
    [InlineData("public abstract Layer Inner { get; }", "LRPG0014")]
    [InlineData("public const int Other = 2;", "LRPG0073")]
    [InlineData("[ReLU] public abstract int Inner { get; }", "LRPG0075")]
    [InlineData("[Linear(0)] [AlphaBeta(1, 1)] public abstract Layer Inner { get; }", "LRPG0021", "LRPG0040")]
    [InlineData("[ReLU(From = \"Nobody\")] public abstract Layer Inner { get; }", "LRPG0015")]
    [InlineData("[ReLU, Linear(Size, From = Step.Input)] public abstract Layer Inner { get; }", "LRPG0018")]
    [InlineData("[Linear(Size > 1 ? 2 : 3)] public abstract Layer Inner { get; }", "LRPG0076")]
    [InlineData("[Use<Other>(Size), ReLU] public abstract Layer Inner { get; }", "LRPG0077")]
    [InlineData("[Linear(Size)] [Gamma(0.5f * Size)] [Weights(\"a\")] public abstract Layer Inner { get; } [Linear(4 / Size)] public abstract Layer Last { get; }")]
    [InlineData("[Linear(3)] [Generic(\"Rho\")] public abstract Layer Inner { get; }")]
    [InlineData("[Use<Other>(Size)] [Weights(\"\")] public abstract Layer Inner { get; } [Add(nameof(Inner), Step.Input)] public abstract Layer Sum { get; }")]
    public void A_block_that_nothing_uses_is_checked_as_far_as_its_use_does_not_matter(string members, params string[] ids)
    {
        RunResult result = Harness.Run($$"""
            using LrpGen;

            [Block] public abstract class Part { [Parameter(Required = true)] public const int Size = 0; {{members}} }
            [Block] public abstract class Other { [Parameter] public const int Size = 1; [Linear(Size)] public abstract Layer Inner { get; } }
            """);
        Assert.Equal(ids, result.Diagnostics.Select(static diagnostic => diagnostic.Id));
    }
}
