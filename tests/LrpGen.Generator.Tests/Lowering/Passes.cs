using System.Globalization;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>The passes, one after the other, over a network declared in source text.</summary>
internal sealed class Passes
{
    private readonly DiagnosticBag _diagnostics = new();

    /// <param name="steps">The steps' attributes, one step a string; the steps are named A, B, C...</param>
    /// <param name="classAttributes">The class's attributes, with [Network].</param>
    public Passes(string[] steps, string classAttributes = "[Network(4)]")
        : this(Source(steps, classAttributes))
    {
    }

    public Passes(string source)
        : this(Harness.Spec(source))
    {
    }

    private Passes(NetworkSpec spec)
    {
        Spec = spec;
        Graph = GraphPass.Run(Spec, _diagnostics)!;
        Shapes = ShapePass.Run(Spec, Graph, _diagnostics)!.Value;
        Logits = HeadPass.Run(Spec, Graph, _diagnostics);
        Ranges = RangePass.Run(Spec, Graph);
        Rules = RulePass.Run(Spec, Graph, Shapes, _diagnostics);
    }

    /// <summary>The same over a network with blocks, or whatever else it needs, in files of their own.</summary>
    public static Passes Over(params string[] sources) => new(Harness.Spec(sources));

    public NetworkSpec Spec { get; }

    public Graph Graph { get; }

    public EquatableArray<Dims> Shapes { get; }

    public int Logits { get; }

    public EquatableArray<ValueRange> Ranges { get; }

    public EquatableArray<NodeRule> Rules { get; }

    public IEnumerable<string> Diagnostics => _diagnostics.Found.Items.Select(static found => found.Id);

    /// <summary>The graph as it is planned: batch norms folded, values laid out.</summary>
    public LaidOutGraph LaidOut
    {
        get
        {
            Graph folded = FoldPass.Run(Spec, Graph, Shapes);
            return LayoutPass.Run(folded, Shapes, RangePass.Run(Spec, folded), RulePass.Run(Spec, folded, Shapes, _diagnostics), Logits);
        }
    }

    /// <summary>The network as the whole compiler lowers it.</summary>
    public LoweredNetwork Lowered
    {
        get
        {
            LoweringResult result = Compiler.Run(Spec, CancellationToken.None);
            return result.Network ?? throw new InvalidOperationException($"The declaration has errors: {string.Join(", ", result.Diagnostics.Items.Select(static found => $"{found.Id} {string.Join(" ", found.Arguments.Items)}"))}");
        }
    }

    public static string Source(string[] steps, string classAttributes) => $$"""
        using LrpGen;
        {{classAttributes}}
        partial class Net
        {
        {{string.Concat(steps.Select(static (step, k) => $"    {step} public partial Layer {(char)('A' + k)} {{ get; }}\n"))}}
            private static float Rho(float w) => w;
        }
        """;

    /// <summary>Branches as a reader writes them, a line each: <c>2 (x+ w+ + x- w-), bias w+, always, e = 1e-06</c>.</summary>
    public static string[] Text(EquatableArray<Branch> branches) => [.. branches.Items.Select(static branch => string.Create(
        CultureInfo.InvariantCulture,
        $"{branch.Coefficient} ({string.Join(" + ", branch.Terms.Items.Select(Text))}), bias {Text(branch.Bias)}, {Text(branch.Condition)}, e = {branch.Stabilizer.Value}{(branch.Stabilizer.IsRms ? " rms" : "")}"))];

    private static string Text(Term term)
    {
        string input = term.Input switch
        {
            InputPart.X => "x",
            InputPart.XPositive => "x+",
            InputPart.XNegative => "x-",
            InputPart.One => "1",
            InputPart.Low => "l",
            _ => "h",
        };
        return $"{(term.Factor == -1 ? "-" : "")}{input} {Text(term.Weight)}";
    }

    private static string Text(WeightPart part) => part switch
    {
        { Form: WeightForm.None } => "none",
        { Form: WeightForm.Square } => "w^2",
        { Form: WeightForm.Connection } => "connected",
        { Form: WeightForm.Rho } => "rho",
        { Positive: 1, Negative: 1 } => "w",
        { Positive: 1, Negative: 0 } => "w+",
        { Positive: 0, Negative: 1 } => "w-",
        { Positive: var p, Negative: var n } => string.Create(CultureInfo.InvariantCulture, $"[{p} w+, {n} w-]"),
    };

    private static string Text(BranchCondition condition) => condition switch
    {
        BranchCondition.OutputPositive => "z > 0",
        BranchCondition.OutputNegative => "z < 0",
        _ => "always",
    };
}
