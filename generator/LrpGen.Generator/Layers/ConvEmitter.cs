using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>Prints a planned convolution: forward, denominators, the way back, the books.</summary>
internal static class ConvEmitter
{
    private const string K = CodeWriter.Kernels;

    public static bool IsExplained(LoweredNode node) => Plan(node).Backward != ConvBackward.Pass;

    public static bool HasPreparation(LoweredNode node) => Plan(node).Branches.Items.Any(static branch => branch.Denominator is not null && branch.Source != ConvDenominator.WithoutBias);

    public static (string Type, string Value)? Constant(LoweredNode node)
    {
        ConvGeometry g = Plan(node).Geometry;
        int[] sizes =
        [
            g.InChannels, g.InHeight, g.InWidth, g.OutChannels, g.OutHeight, g.OutWidth, g.KernelY, g.KernelX,
            g.StrideY, g.StrideX, g.PadTop, g.PadLeft, g.DilationY, g.DilationX, g.Groups,
        ];
        return (K + "ConvShape", $"new({string.Join(", ", sizes.Select(static size => CodeWriter.Number(size)))}{(g.IsWinograd ? ", winograd: true" : "")})");
    }

    public static void EmitLoad(CodeWriter code, LoweredNode node) => ConvLoadEmitter.Emit(code, node, Plan(node));

    public static void EmitForward(MethodBody body, LoweredNode node)
    {
        ConvPlan plan = Plan(node);
        string x = node.PlainInput is { } plain ? body.Values(plain, "x") : body.Padded(node.Input, "x");
        string w = Packed(body, plan, node.Field, WeightPart.Whole, Phase.Forward);
        string b = Bias(body, plan, WeightPart.Whole);
        string z = body.Padded(node.Output, "z");
        if (plan.Windows is { } windows)
        {
            WindowEmitter.EmitForward(body, node, windows, $"{x}, {w}, {b}", z);
            return;
        }

        if (plan.Branches.Items.FirstOrDefault(static branch => branch.Source == ConvDenominator.WithoutBias)?.Denominator is { } slot)
        {
            string d = body.Padded(slot, "d");
            body.Line("// D_j = z_j - b_j, before the bias is added");
            body.Line(RunForward(node, plan, x, w, "default", d, K + "Tail.None"));
            body.Line($"{K}Blocks.AddBias({d}, {b}, {z}, {TailPrinter.Print(body, node)}, worker);");
            return;
        }

        if (node.RectifiesInput)
            body.Line("// with max(x_i, 0) for x_i");
        if (node.Accumulates)
            body.Line($"// {z} is the sum then: it holds the other summand.");
        body.Line(plan.IsPrecise
            ? RunPrecise(plan, node.Field, x, w, b, K + "SignFactors.All", z)
            : RunForward(node, plan, x, w, b, z, TailPrinter.Print(body, node)));
    }

    private static string RunForward(LoweredNode node, ConvPlan plan, string x, string w, string b, string z, string tail) =>
        node.PlainInput is not null ? $"{K}Conv.ForwardPlain({node.Field}, {x}, {w}, {b}, {z}, {tail}, worker);"
        : node.RectifiesInput ? $"{K}Conv.ForwardRectified({node.Field}, {x}, {w}, {b}, {z}, {tail}, worker);"
        : Run(plan, node.Field, isBack: false, x, w, b, z, adds: node.Accumulates, tail);

    public static void EmitPrepare(MethodBody body, LoweredNode node)
    {
        ConvPlan plan = Plan(node);
        string x = body.Padded(node.Input, "x");
        EmitSides(body, plan, x);
        for (int k = 0; k < plan.Branches.Count; k++)
        {
            ConvBranch branch = plan.Branches[k];
            if (branch.Denominator is not { } slot || branch.Source == ConvDenominator.WithoutBias)
                continue;
            EmitTerms(body, node, plan, branch, body.Padded(slot, "d" + Suffix(plan, k)), Suffix(plan, k));
        }
    }

    private static void EmitSides(MethodBody body, ConvPlan plan, string x)
    {
        switch (plan.PositiveInput, plan.NegativeInput)
        {
            case ({ } positive, { } negative):
                body.Line("// x+ and x-");
                body.Line($"{K}Arithmetic.Sides({x}, {body.Padded(positive, "xPositive")}, {body.Padded(negative, "xNegative")}, worker);");
                break;
            case ({ } positive, null):
                body.Line("// x+");
                body.Line($"{K}Arithmetic.Positive({x}, {body.Padded(positive, "xPositive")}, worker);");
                break;
            case (null, { } negative):
                body.Line("// x-");
                body.Line($"{K}Arithmetic.Negative({x}, {body.Padded(negative, "xNegative")}, worker);");
                break;
        }
    }

    public static void EmitExplain(MethodBody body, LoweredNode node)
    {
        ConvPlan plan = Plan(node);
        EmitQuotients(body, node, plan);
        string s = plan.Branches.Count == 0 ? "" : QuotientOf(body, node, plan, 0);
        string r = body.Padded(node.Edges[0].Written, "r");
        switch (plan.Backward)
        {
            case ConvBackward.Flat:
                body.Line("// R_i = sum_j s_j over the outputs that see input i");
                body.Line($"{K}Conv.{(plan.IsTransposed ? "ForwardFlat" : "AdjointFlat")}({node.Field}, {s}, {body.Values(plan.Scratch!.Value, "sums")}, {r}, worker);");
                break;
            case ConvBackward.Square:
                body.Line("// R_i = sum_j w_ij^2 s_j");
                QuotientPrinter.PrintTail(body, node.Below);
                body.Line(Back(plan, node.Field, s, Packed(body, plan, node.Field, WeightPart.Square, Phase.Explain), r, adds: false, QuotientPrinter.Tail(body, null, node.Below)));
                break;
            case ConvBackward.Box:
                EmitBox(body, node, plan, s, r);
                break;
            default:
                EmitReturns(body, node, plan, r);
                break;
        }
    }

    public static void EmitLedger(MethodBody body, LoweredNode node, int step)
    {
        ConvPlan plan = Plan(node);
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        for (int k = 0; k < plan.Branches.Count; k++)
        {
            ConvBranch branch = plan.Branches[k];
            var quotient = QuotientPlan.Of(plan, k, node.Output, node.OutputShape);
            string d = QuotientPrinter.Materialize(body, quotient, "d" + Suffix(plan, k), body.Padded(branch.Quotient, "s"), "global::LrpGen.Threading.Worker.Alone");
            string z = branch.Condition == BranchCondition.Always ? "default" : body.Padded(node.Output, "z");
            string sign = branch.Condition == BranchCondition.OutputNegative ? "-1" : "1";
            body.Line($"Books.KeepOfBranch({CodeWriter.Number(step)}, {relevance}, {d}, {z}, {sign}, {QuotientPrinter.Epsilon(body, quotient, d)}, {CodeWriter.Literal(branch.Coefficient)}, {Bias(body, plan, branch.Bias)});");
        }

        if (plan.Branches.Items.Any(static branch => branch.Condition != BranchCondition.Always))
            body.Line($"Books.DropWhereZero({CodeWriter.Number(step)}, {relevance}, {body.Padded(node.Output, "z")}, positiveAlone: {(plan.Branches.Count == 1 ? "true" : "false")});");
    }

    private static void EmitTerms(MethodBody body, LoweredNode node, ConvPlan plan, ConvBranch branch, string d, string suffix)
    {
        string terms = string.Join(" + ", branch.Terms.Items.Select(static term => $"sum_i {Name(term.Input)} {Name(term.Weight)}"));
        string bias = branch.Bias.Form == WeightForm.None ? "" : " + " + Name(branch.Bias).Replace("w_ij", "b_j");
        body.Line($"// D{suffix}_j = {terms}{bias}");
        if (plan.IsPrecise && branch.Terms.Items.All(static term => term.Weight.Form == WeightForm.BySign))
        {
            string whole = branch.Bias.Form == WeightForm.None ? "default" : Bias(body, plan, WeightPart.Whole);
            body.Line(RunPrecise(plan, node.Field, body.Padded(node.Input, "x"), Packed(body, plan, node.Field, WeightPart.Whole, Phase.Prepare), whole, Factors(branch), d));
            return;
        }

        if (plan.Windows is { } windows)
        {
            WeightPart weight = branch.Terms[0].Weight;
            WindowEmitter.EmitPrepare(body, node, windows, $"{body.Padded(node.Input, "x")}, {Packed(body, plan, node.Field, weight, Phase.Prepare)}, {Bias(body, plan, branch.Bias)}", d);
            return;
        }

        for (int k = 0; k < branch.Terms.Count; k++)
        {
            ConvTerm term = branch.Terms[k];
            string b = k == 0 ? Bias(body, plan, branch.Bias) : "default", tail = K + (branch.Terms.Count == 1 ? "Tail.Later" : "Tail.None");
            body.Line(Run(plan, node.Field, isBack: false, Input(body, node, plan, term.Input), Packed(body, plan, node.Field, term.Weight, Phase.Prepare), b, d, adds: k > 0, tail));
        }
    }

    /// <summary>Prints the quotients of all branches, unless the layer above has written them.</summary>
    private static void EmitQuotients(MethodBody body, LoweredNode node, ConvPlan plan)
    {
        if (node.IsDivided || plan.Branches.Count == 0)
            return;
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        if (plan.QuotientsBySign)
        {
            QuotientPrinter.Print(body, QuotientPlan.First(plan, node.Output, node.OutputShape), "1", relevance, QuotientOf(body, node, plan, 0));
            return;
        }

        for (int k = 0; k < plan.Branches.Count; k++)
            QuotientPrinter.Print(body, QuotientPlan.Of(plan, k, node.Output, node.OutputShape), Suffix(plan, k), relevance, QuotientOf(body, node, plan, k));
    }

    /// <summary>The name of a branch's quotients.</summary>
    private static string QuotientOf(MethodBody body, LoweredNode node, ConvPlan plan, int k) =>
        body.Padded(k == 0 && node.IsDivided ? node.OutputRelevance!.Value : plan.Branches[k].Quotient, "s" + Suffix(plan, k));

    private static void EmitBox(MethodBody body, LoweredNode node, ConvPlan plan, string s, string r)
    {
        string low = body.Parameters(plan.Box!.LowVector!.Value, Dims.Pad(plan.InputChannels), "low");
        string high = body.Parameters(plan.Box.HighVector!.Value, Dims.Pad(plan.InputChannels), "high");
        body.Line("// R_i = (x_i - low_i) sum_j w_ij+ s_j + (x_i - high_i) sum_j w_ij- s_j");
        if (plan.Box.Plain is { } plain)
        {
            Slot written = node.Edges[0].Written;
            body.ClearPadding(written, "r");
            string packed = body.Parameters(plain.Start, plain.Floats, "w");
            string sums = body.Padded(plan.Scratch!.Value, "sums");
            body.Line($"{K}Conv.AdjointBoxPlain({node.Field}, {s}, {packed}, {body.Values(node.PlainInput!.Value, "x")}, {low}, {high}, {sums}, {body.Values(written, "r")}, worker);");
            return;
        }

        string positive = body.Padded(plan.Scratch!.Value, "positive");
        string negative = body.Padded(plan.SecondScratch!.Value, "negative");
        string method = plan.IsTransposed ? "ForwardBox" : "AdjointBox";
        string weights = $"{Packed(body, plan, node.Field, WeightPart.Plus, Phase.Explain)}, {Packed(body, plan, node.Field, WeightPart.Minus, Phase.Explain)}";
        body.Line($"{K}Conv.{method}({node.Field}, {s}, {weights}, {body.Padded(node.Input, "x")}, {low}, {high}, {positive}, {negative}, {r}, worker);");
    }

    private static void EmitReturns(MethodBody body, LoweredNode node, ConvPlan plan, string r)
    {
        string formula = string.Join(" + ", plan.Returns.Items.Select(part =>
        {
            string sums = string.Join(" + ", part.Terms.Items.Select(term => $"sum_j {Name(term.Weight)} s{Suffix(plan, term.Branch)}_j"));
            return $"{Name(part.Input)} {(part.Terms.Count == 1 ? sums : "(" + sums + ")")}";
        }));
        body.Line($"// R_i = {formula}");
        if (plan.Windows is { } windows)
            body.Line(WindowEmitter.Explanation(windows));
        QuotientPrinter.PrintTail(body, node.Below);
        if (plan.ReturnsBySign)
        {
            // The sums for inputs above zero wait until those for the others come.
            string sum = body.Padded(plan.Scratch!.Value, "sum");
            EmitReturn(body, node, plan, plan.Returns[0], sum, K + "Tail.None");
            EmitReturn(body, node, plan, plan.Returns[1], r, QuotientPrinter.Tail(body, $"TimesBySign({body.Padded(node.Input, "x")}, {sum})", node.Below));
            return;
        }

        for (int p = 0; p < plan.Returns.Count; p++)
        {
            ConvReturn part = plan.Returns[p];
            string target = p == 0 ? r : body.Padded(plan.Scratch!.Value, "sum");
            string x = Input(body, node, plan, part.Input);
            EmitReturn(body, node, plan, part, target, p == 0 ? QuotientPrinter.Tail(body, $"Times({x})", node.Below) : K + "Tail.None");
            if (p > 0)
                body.Line($"{K}Arithmetic.MultiplyAdd({x}, {target}, {r}, worker);");
        }
    }

    /// <summary>The sums that one part of the input is multiplied by, and then the tail.</summary>
    private static void EmitReturn(MethodBody body, LoweredNode node, ConvPlan plan, ConvReturn part, string target, string tail)
    {
        for (int k = 0; k < part.Terms.Count; k++)
        {
            ConvReturnTerm term = part.Terms[k];
            string s = QuotientOf(body, node, plan, term.Branch);
            if (plan.Windows is { } windows)
            {
                WindowEmitter.EmitReturn(body, node, windows, s, Packed(body, plan, node.Field, term.Weight, Phase.Explain), target, tail);
                return;
            }

            body.Line(Back(plan, node.Field, s, Packed(body, plan, node.Field, term.Weight, Phase.Explain), target, adds: k > 0, k == part.Terms.Count - 1 ? tail : K + "Tail.None"));
        }
    }

    /// <summary>The call of a convolution in one direction of the layer.</summary>
    private static string Run(ConvPlan plan, string field, bool isBack, string from, string packed, string bias, string to, bool adds, string tail) =>
        $"{K}Conv.{(plan.IsTransposed != isBack ? "Adjoint" : "Forward")}({field}, {from}, {packed}, {bias}, {to}, accumulate: {(adds ? "true" : "false")}, {tail}, worker);";

    private static string Back(ConvPlan plan, string field, string from, string packed, string to, bool adds, string tail) =>
        Run(plan, field, isBack: true, from, packed, "default", to, adds, tail);

    private static string RunPrecise(ConvPlan plan, string field, string from, string packed, string bias, string factors, string to) =>
        $"{K}PreciseConv.{(plan.IsTransposed ? "Adjoint" : "Forward")}({field}, {from}, {packed}, {bias}, {factors}, {to}, worker);";

    /// <summary>What each product counts in a branch, by the signs of input and weight.</summary>
    private static string Factors(ConvBranch branch)
    {
        double Sum(InputPart side, bool isPositive) => branch.Terms.Items
            .Where(term => term.Input == InputPart.X || term.Input == side)
            .Sum(term => isPositive ? term.Weight.Positive : term.Weight.Negative);
        double[] factors =
        [
            Sum(InputPart.XPositive, true), Sum(InputPart.XPositive, false), Sum(InputPart.XNegative, true), Sum(InputPart.XNegative, false),
            branch.Bias.Positive, branch.Bias.Negative,
        ];
        return $"new {K}SignFactors({string.Join(", ", factors.Select(static factor => factor.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})";
    }

    /// <summary>The name of packed weights, which are packed first where the network has no memory to keep them.</summary>
    private static string Packed(MethodBody body, ConvPlan plan, string field, WeightPart part, Phase phase)
    {
        bool isBack = phase == Phase.Explain;
        if (plan.Unpacked is { } unpacked && !plan.Packed.Items.Any(weights => weights.Part == part && weights.IsBack == isBack))
        {
            string from = body.Parameters(unpacked.Start, unpacked.Floats, "unpacked");
            Slot slot = unpacked.Rooms[(int)phase];
            string room = body.Padded(slot, "packed");
            ConvGeometry g = plan.Geometry;
            long floats = plan.IsTransposed != isBack ? g.AdjointFloats : g.ForwardFloats;
            string to = floats == slot.Padded ? room : $"{room}[..{CodeWriter.Number(floats)}]";
            body.Line($"{K}Conv.{(plan.IsTransposed != isBack ? "RepackAdjoint" : "RepackForward")}({field}, {from}, {CodeWriter.Literal((float)part.Positive)}, {CodeWriter.Literal((float)part.Negative)}, {to}, worker);");
            return to;
        }

        PackedWeights packed = plan.Packed.Items.First(weights => weights.Part == part && weights.IsBack == isBack);
        string name = part.Form switch
        {
            WeightForm.Square => "wSquare",
            WeightForm.Rho => "rhoW",
            _ when part == WeightPart.Whole => "w",
            _ when part == WeightPart.Plus => "wPositive",
            _ when part == WeightPart.Minus => "wNegative",
            _ => "wRule",
        };
        return body.Parameters(packed.Start, packed.Floats, name);
    }

    private static string Bias(MethodBody body, ConvPlan plan, WeightPart part)
    {
        if (part.Form == WeightForm.None || plan.Biases.Count == 0)
            return "default";
        PlacedBias bias = plan.Biases.Items.First(placed => placed.Part == part);
        return body.Parameters(bias.Start, Dims.Pad(plan.OutputChannels), part == WeightPart.Whole ? "b" : "bRule");
    }

    private static string Input(MethodBody body, LoweredNode node, ConvPlan plan, InputPart part) => part switch
    {
        InputPart.XPositive => body.Padded(plan.PositiveInput!.Value, "xPositive"),
        InputPart.XNegative => body.Padded(plan.NegativeInput!.Value, "xNegative"),
        _ => body.Padded(node.Input, "x"),
    };

    private static string Name(InputPart part) => part switch
    {
        InputPart.XPositive => "x_i+",
        InputPart.XNegative => "x_i-",
        _ => "x_i",
    };

    private static string Name(WeightPart part) => part switch
    {
        { Form: WeightForm.Rho } => "rho(w_ij)",
        { Form: WeightForm.Square } => "w_ij^2",
        _ when part == WeightPart.Whole => "w_ij",
        _ when part == WeightPart.Plus => "w_ij+",
        _ when part == WeightPart.Minus => "w_ij-",
        _ => $"({CodeWriter.Plain((float)part.Positive)} w_ij+ + {CodeWriter.Plain((float)part.Negative)} w_ij-)",
    };

    private static string Suffix(ConvPlan plan, int branch) => plan.Branches.Count == 1 ? "" : CodeWriter.Number(branch + 1);

    private static ConvPlan Plan(LoweredNode node) => (ConvPlan)node.Plan!;
}
