using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The sum of several values of one shape.</summary>
internal sealed record AddLayer(EquatableArray<string> Names, EquatableArray<int> NameAnchors, int Anchor) : JoinLayer(Names, NameAnchors, Anchor)
{
    private const string K = CodeWriter.Kernels;

    public override string Name => "Add";

    public override string Wording => $"Add({string.Join(", ", Names)})";

    public override bool IsNormed => true;

    public static LayerSpec? Parse(AttributeReader attribute) =>
        ReadNames(attribute) is { } found ? new AddLayer(found.Names, found.Anchors, attribute.Anchor) : null;

    public override string Formula(string x, string y) => $"{y} = the sum of {x}1, {x}2, ...";

    public override Dims? OutputShape(IReadOnlyList<Dims> inputs, ShapeReport report)
    {
        if (inputs.All(shape => shape.Equals(inputs[0])))
            return inputs[0];
        report("summands of one shape", "make them alike");
        return null;
    }

    public override ValueRange OutputRange(ValueRange input) => input;

    public override ValueRange OutputRange(IReadOnlyList<ValueRange> inputs) => new(inputs.Sum(static range => range.Low), inputs.Sum(static range => range.High));

    public override bool IsExplained(LoweredNode node) => true;

    public override bool IsComputed(LoweredNode node) => !node.IsSummed;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        string z = body.Padded(node.Output, "z");
        string sum = body.Padded(node.Inputs[0], "x");
        body.Line("// z = the sum of the inputs");
        for (int k = 1; k < node.Inputs.Count; k++)
        {
            Slot input = node.Inputs[k];
            string tail = k == node.Inputs.Count - 1 ? TailPrinter.Print(body, node) : K + "Tail.None";
            body.Line($"{K}Arithmetic.Add({sum}, {body.Padded(input, "x")}, {z}, {tail}, worker);");
            sum = z;
        }
    }

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        var plan = (NormPlan)node.Plan!;
        if (node.Inputs.Count == 2 && !node.IsDivided && !plan.Stabilizer.IsRms)
        {
            string z = body.Padded(node.Output, "z");
            string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
            string e = CodeWriter.Plain(plan.Stabilizer.Value);
            body.Line($"// R = x R_j / stab(z_j) for each summand x; stab(d) = d + s(d) {e}");
            EmitShares(body, node, $"{relevance}, {z}, {CodeWriter.Literal(plan.Stabilizer.Value)}");
            return;
        }

        string s = NormEmitter.EmitQuotient(body, node, plan);
        body.Line("// R = x s for each summand x");
        if (node.Inputs.Count == 2)
        {
            EmitShares(body, node, s);
            return;
        }

        for (int k = 0; k < node.Inputs.Count; k++)
            body.Line($"{K}Arithmetic.Share({s}, {Share(body, node, k)}, worker);");
    }

    /// <summary>Both summands' shares, which are written at once.</summary>
    private static void EmitShares(MethodBody body, LoweredNode node, string source) =>
        body.Line($"{K}Arithmetic.Share({source}, {Share(body, node, 0)}, {Share(body, node, 1)}, worker);");

    /// <summary>The tail of a summand's share and where it goes.</summary>
    private static string Share(MethodBody body, LoweredNode node, int k)
    {
        QuotientPrinter.PrintTail(body, node.Belows[k].Quotient, $"the layer below summand {CodeWriter.Number(k + 1)}");
        string x = body.Padded(node.Inputs[k], "x");
        return $"{QuotientPrinter.Tail(body, $"Times({x})", node.Belows[k].Quotient)}, {body.Padded(node.Edges[k].Written, "r")}";
    }

    public override void EmitLedger(MethodBody body, LoweredNode node, int step) => NormEmitter.EmitLedger(body, node, (NormPlan)node.Plan!, step);
}
