using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>How a dense layer is printed: load, forward, preparation, explanation, books.</summary>
internal sealed partial record LinearLayer
{
    private const string K = CodeWriter.Kernels;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        string x = body.Values(node.Input, "x");
        string w = Weights(body, plan);
        string b = Bias(body, plan);
        string z = body.Padded(node.Output, "z");
        body.Line($"// {Formula(x, z)}");
        if (plan.Sum is null)
        {
            body.Line($"{K}Dense.Forward({x}, {w}, {b}, {z}, worker);");
            return;
        }

        string sum = Sum(body, plan);
        body.Line($"{K}Dense.Forward({x}, {w}, default, {sum}, worker);");
        body.Line($"{K}Arithmetic.Add({sum}, {b}, {z}, {K}Tail.None, worker);");
    }

    public override bool IsExplained(LoweredNode node) => node.Dense is { Backward: not DenseBackward.Pass };

    public override bool HasPreparation(LoweredNode node) => node.Dense is { } plan && plan.Branches.Items.Any(static branch => branch.Preparation is not null);

    public override void EmitLoad(CodeWriter code, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        string inputs = CodeWriter.Number(plan.Inputs);
        string outputs = CodeWriter.Number(plan.Outputs);
        string weights = $"load.DenseWeights({CodeWriter.Number(plan.Weights)}, {CodeWriter.Number(plan.WeightCount)})";
        code.Line($"// {node.StepName}: [{outputs}, {inputs}] in the file, [{inputs}, {CodeWriter.Number(plan.Stride)}] here");
        if (Folds.Count > 0)
        {
            EmitFolded(code, node, plan);
        }
        else
        {
            code.Line($"load.ReadTransposed({CodeWriter.Quote(plan.WeightName + ".weight")}, {outputs}, {inputs}, {CodeWriter.Number(plan.Weights)}, {CodeWriter.Number(plan.Stride)});");
            if (plan.Bias is { } bias)
                code.Line($"load.File.ReadInto({CodeWriter.Quote(plan.WeightName + ".bias")}, [{outputs}], {Block(bias, plan.Outputs)});");
        }

        if (plan.RhoWeights is { } rhoWeights)
        {
            code.Line($"// {plan.RhoMethod}(w), for the generic rule");
            code.Line($"{K}Dense.Map({plan.RhoMethod}, {weights}, {outputs}, {Block(rhoWeights, plan.WeightCount)});");
            if (plan.RhoBias is { } rhoBias)
                code.Line($"{K}Dense.Map({plan.RhoMethod}, {Block(plan.Bias!.Value, plan.Stride)}, {outputs}, {Block(rhoBias, plan.Stride)});");
        }

        if (plan.Constants is not { } constants)
            return;
        string result = Block(constants, plan.Stride);
        if (plan.Box is { } box)
        {
            EmitBoxConstants(code, plan, box, weights, result);
            return;
        }

        bool hasBias = plan.Bias is not null && plan.Branches[0].BiasPart.Form == WeightForm.Square;
        code.Line(hasBias ? "// D_j = sum_i w_ij^2 + b_j^2" : "// D_j = sum_i w_ij^2");
        code.Line($"{K}Dense.SquareSum({weights}, {(hasBias ? Block(plan.Bias!.Value, plan.Stride) : "default")}, {inputs}, {result});");
    }

    public override void EmitPrepare(MethodBody body, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        List<Quotient> prepared = Quotients(plan).Where(static quotient => quotient.Branch.Preparation is not null).ToList();
        EmitParts(body, node, plan, prepared);
        for (int k = 0; k < prepared.Count; k++)
        {
            if (k > 0)
                body.Line();
            EmitDenominator(body, node, plan, prepared[k]);
        }
    }

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        if (plan.Backward == DenseBackward.Flat)
        {
            EmitFlat(body, node, plan);
            return;
        }

        (string s, string? v) = EmitQuotients(body, node, plan);
        EmitBackward(body, node, plan, s, v);
    }

    public override void EmitLedger(MethodBody body, LoweredNode node, int step)
    {
        DensePlan plan = node.Dense!;
        List<Quotient> quotients = Quotients(plan);
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        body.Line();
        body.Line("// The books: R_j = s_j (sum of the terms + the bias's part + stab(D_j) - D_j), or dropped where nothing passes.");
        body.Line("double absorbed = 0, taken = 0, dropped = 0;");
        using (body.Open($"for (int j = 0; j < {CodeWriter.Number(plan.Outputs)}; j++)"))
        {
            foreach (Quotient quotient in quotients)
                quotient.EmitBooks(body, node);
            List<string> conditions = quotients.Select(quotient => quotient.ScalarCondition(body, node)).OfType<string>().ToList();
            if (conditions.Count > 0)
            {
                body.Line();
                body.Line($"if (!({string.Join(" || ", conditions)}))");
                body.Line($"    dropped += {relevance}[j];");
            }
        }

        body.Line();
        body.Line($"Books.Keep({CodeWriter.Number(step)}, absorbed, taken, dropped);");
    }

    private void EmitFolded(CodeWriter code, LoweredNode node, DensePlan plan)
    {
        string name = LayerLoad.Variable(node.StepName);
        LayerLoad.EmitRead(code, name, plan.WeightName, [plan.Outputs, plan.Inputs], HasBias ? plan.Outputs : 0, Folds, isTransposed: false, groups: 1);
        code.Line($"{K}Dense.Transpose({name}.Weights, {CodeWriter.Number(plan.Outputs)}, {Block(plan.Weights, plan.WeightCount)});");
        code.Line($"{name}.Bias.CopyTo({Block(plan.Bias!.Value, plan.Stride)});");
    }

    private static void EmitBoxConstants(CodeWriter code, DensePlan plan, BoxPlan box, string weights, string result)
    {
        string low = CodeWriter.Literal(box.Low[0]);
        string high = CodeWriter.Literal(box.High[0]);
        if (box.LowVector is { } lowAt && box.HighVector is { } highAt)
        {
            low = Block(lowAt, plan.Inputs);
            high = Block(highAt, plan.Inputs);
            code.Line("// one bound per channel, spread over the inputs");
            code.Line($"{K}Dense.Spread([{string.Join(", ", box.Low.Items.Select(CodeWriter.Literal))}], {low});");
            code.Line($"{K}Dense.Spread([{string.Join(", ", box.High.Items.Select(CodeWriter.Literal))}], {high});");
        }

        string bias = plan.Bias is { } b ? Block(b, plan.Stride) : "default";
        code.Line($"// offset_j, what z_j holds beside the box's terms: {OffsetFormula(plan)}");
        code.Line($"{K}Dense.BoxOffset({weights}, {bias}, {low}, {high}, {CodeWriter.Number(plan.Inputs)}, {result});");
        if (box.Live is not { } live)
            return;
        code.Line("// the weights once more, output by output: on the way back those of dead outputs are not read");
        code.Line($"{K}Dense.ByOutput({weights}, {CodeWriter.Number(plan.Inputs)}, {CodeWriter.Number(plan.Outputs)}, {Block(live.Start, live.Floats)});");
    }

    private static string OffsetFormula(DensePlan plan) => (plan.Bias is null ? "" : "b_j + ") + "sum_i (low_i w_ij+ + high_i w_ij-)";

    /// <summary>Prints the sums of contributions above and below zero, both in one pass where both are needed.</summary>
    private static void EmitParts(MethodBody body, LoweredNode node, DensePlan plan, List<Quotient> prepared)
    {
        Quotient? positive = prepared.FirstOrDefault(static quotient => quotient.Branch.Preparation!.Part == ContributionPart.Positive);
        Quotient? negative = prepared.FirstOrDefault(static quotient => quotient.Branch.Preparation!.Part == ContributionPart.Negative);
        if (positive is null && negative is null)
            return;
        string x = body.Values(node.Input, "x");
        if (positive is not null)
            body.Line("// P_j = sum_i (x_i+ w_ij+ + x_i- w_ij-), the contributions above zero");
        if (negative is not null)
            body.Line("// N_j = sum_i (x_i+ w_ij- + x_i- w_ij+), the contributions below zero");
        body.Line($"{K}Dense.ForwardParts({x}, {Weights(body, plan)}, {positive?.Prepared(body) ?? "default"}, {negative?.Prepared(body) ?? "default"}, worker);");
    }

    private static void EmitDenominator(MethodBody body, LoweredNode node, DensePlan plan, Quotient quotient)
    {
        Preparation preparation = quotient.Branch.Preparation!;
        string d = quotient.Prepared(body);
        string name = quotient.DenominatorName;
        if (preparation.Part == ContributionPart.Rho)
        {
            string x = body.Values(node.Input, "x");
            string rhoWeights = body.Parameters(plan.RhoWeights!.Value, plan.WeightCount, "rhoW");
            string rhoBias = plan.RhoBias is { } at ? body.Parameters(at, plan.Stride, "rhoB") : "default";
            body.Line($"// {name} = sum_i x_i rho(w_ij){(plan.RhoBias is null ? "" : " + rho(b_j)")}");
            body.Line($"{K}Dense.Forward({x}, {rhoWeights}, {rhoBias}, {d}, worker);");
            return;
        }

        List<(float Factor, string Formula, string Code)> terms = DenominatorTerms(body, node, plan, preparation, d);
        if (terms.Count == 1 && preparation is { Preactivation: 0, Factor: 1 })
        {
            body.Line($"// {name} = {terms[0].Formula}");
            return;
        }

        body.Line($"// {name} = {Sum(terms.Select(static term => Scaled(term.Factor, term.Formula)))}");
        body.First(() =>
        {
            using (body.Open(Loop(plan)))
                body.Line($"{K}Simd.Store({Sum(terms.Select(static term => Product(term.Factor, term.Code)))}, {d}, j);");
        });
    }

    private static List<(float Factor, string Formula, string Code)> DenominatorTerms(
        MethodBody body, LoweredNode node, DensePlan plan, Preparation preparation, string d)
    {
        var terms = new List<(float, string, string)>();
        if (preparation.Preactivation != 0)
            terms.Add((preparation.Preactivation, preparation.IsWithoutBias ? "(z_j - b_j)" : "z_j", Load(preparation.IsWithoutBias ? Sum(body, plan) : body.Padded(node.Output, "z"))));
        if (preparation.Part != ContributionPart.None)
            terms.Add((preparation.Factor, preparation.Part == ContributionPart.Positive ? "P_j" : "N_j", Load(d)));
        if (preparation.BiasPositive == preparation.BiasNegative)
        {
            if (preparation.BiasPositive != 0)
                terms.Add((preparation.BiasPositive, "b_j", Load(Bias(body, plan))));
            return terms;
        }

        if (preparation.BiasPositive != 0)
            terms.Add((preparation.BiasPositive, "b_j+", $"{K}Simd.Positive({Load(Bias(body, plan))})"));
        if (preparation.BiasNegative != 0)
            terms.Add((preparation.BiasNegative, "b_j-", $"{K}Simd.Negative({Load(Bias(body, plan))})"));
        return terms;
    }

    private static void EmitFlat(MethodBody body, LoweredNode node, DensePlan plan)
    {
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        string r = body.Padded(node.InputRelevance!.Value, "r");
        string inputs = CodeWriter.Number(plan.Inputs);
        float stabilizer = plan.Branches[0].Stabilizer.Value;
        body.Line($"// R_i = sum_j R_j / ({inputs} + {CodeWriter.Plain(stabilizer)}), the same for every input");
        body.Line($"double share = {K}Elementwise.Sum({relevance}) / ({inputs}.0 + {CodeWriter.Plain(stabilizer)});");
        body.First(() =>
        {
            body.Line($"{r}[..{inputs}].Fill((float)share);");
            body.Line($"{r}[{inputs}..].Clear();");
        });
    }

    /// <summary>Prints the quotients and gives their names: one, or those of contributions above and below zero.</summary>
    private static (string S, string? V) EmitQuotients(MethodBody body, LoweredNode node, DensePlan plan)
    {
        List<Quotient> quotients = Quotients(plan);
        foreach (Quotient quotient in quotients)
            quotient.EmitFormula(body, node);

        bool isParts = plan.Backward == DenseBackward.Parts;
        string s = body.Padded(plan.U!.Value, isParts ? "u" : "s");
        string? v = plan.V is { } slot ? body.Padded(slot, "v") : null;
        if (isParts)
        {
            body.Line($"// u_j = {MixtureFormula(quotients, static branch => branch.Positive)} goes back along contributions above zero"
                + (v is null ? "" : $", v_j = {MixtureFormula(quotients, static branch => branch.Negative)} along those below"));
        }

        body.First(() =>
        {
            using CodeWriter.Block loop = body.Open(Loop(plan));
            foreach (Quotient quotient in quotients)
                quotient.EmitCode(body, node);
            body.Line($"{K}Simd.Store({MixtureCode(quotients, static branch => branch.Positive)}, {s}, j);");
            if (v is not null)
                body.Line($"{K}Simd.Store({MixtureCode(quotients, static branch => branch.Negative)}, {v}, j);");
        });
        return (s, v);
    }

    private static void EmitBackward(MethodBody body, LoweredNode node, DensePlan plan, string s, string? v)
    {
        string r = body.Padded(node.InputRelevance!.Value, "r");
        body.Line();
        if (plan.Backward == DenseBackward.Square)
        {
            body.Line("// R_i = sum_j w_ij^2 s_j");
            body.Line($"{K}Dense.BackwardSquare({s}, {Weights(body, plan)}, {r}, worker);");
            return;
        }

        string x = body.Values(node.Input, "x");
        switch (plan.Backward)
        {
            case DenseBackward.Whole when plan.RhoWeights is { } rhoWeights:
                body.Line("// R_i = x_i sum_j rho(w_ij) s_j");
                body.Line($"{K}Dense.Backward({s}, {body.Parameters(rhoWeights, plan.WeightCount, "rhoW")}, {x}, {r}, worker);");
                break;
            case DenseBackward.Whole:
                body.Line("// R_i = x_i sum_j w_ij s_j");
                body.Line($"{K}Dense.Backward({s}, {Weights(body, plan)}, {x}, {r}, worker);");
                break;
            case DenseBackward.Parts:
                bool hasU = plan.Branches.Items.Any(static branch => branch.Positive != 0);
                body.Line($"// R_i = x_i sum_j {(v is not null ? "(w_ij+ u_j + w_ij- v_j)" : "w_ij+ u_j")} where x_i > 0; where x_i < 0, w+ and w- change places");
                body.Line($"{K}Dense.BackwardParts({(hasU ? s : "default")}, {v ?? "default"}, {Weights(body, plan)}, {x}, {r}, worker);");
                break;
            case DenseBackward.Box:
                BoxPlan box = plan.Box!;
                string low = box.LowVector is { } lowAt ? body.Parameters(lowAt, plan.Inputs, "low") : CodeWriter.Literal(box.Low[0]);
                string high = box.HighVector is { } highAt ? body.Parameters(highAt, plan.Inputs, "high") : CodeWriter.Literal(box.High[0]);
                body.Line("// R_i = (x_i - low_i) sum_j w_ij+ s_j + (x_i - high_i) sum_j w_ij- s_j");
                if (box.Live is { } live)
                    body.Line($"{K}Dense.BackwardLiveBox({s}, {body.Parameters(live.Start, live.Floats, "wByOutput")}, {x}, {low}, {high}, {body.Padded(live.Sums, "sums")}, {r}, worker);");
                else
                    body.Line($"{K}Dense.BackwardBox({s}, {Weights(body, plan)}, {x}, {low}, {high}, {r}, worker);");
                break;
        }
    }

    private static List<Quotient> Quotients(DensePlan plan) =>
        plan.Branches.Items.Select((branch, k) => new Quotient(plan, branch, plan.Branches.Count == 1 ? "" : CodeWriter.Number(k + 1))).ToList();

    private static string MixtureFormula(List<Quotient> quotients, Func<BranchPlan, float> factor) => Sum(
        quotients.Where(quotient => factor(quotient.Branch) != 0).Select(quotient => Scaled(quotient.Branch.Coefficient * factor(quotient.Branch), quotient.Name)));

    private static string MixtureCode(List<Quotient> quotients, Func<BranchPlan, float> factor) => Sum(
        quotients.Where(quotient => factor(quotient.Branch) != 0).Select(quotient => Product(quotient.Branch.Coefficient * factor(quotient.Branch), quotient.Variable)));

    private static string Scaled(float factor, string name) => factor == 1 ? name : factor == -1 ? "-" + name : CodeWriter.Plain(factor) + " " + name;

    private static string Product(float factor, string code) => factor switch
    {
        1 => code,
        -1 => "-" + code,
        _ => $"{CodeWriter.Literal(factor)} * {code}",
    };

    private static string Sum(IEnumerable<string> terms) => string.Join(" + ", terms).Replace(" + -", " - ");

    private static string Load(string buffer) => $"{K}Simd.Load({buffer}, j)";

    private static string Loop(DensePlan plan) => $"for (int j = 0; j < {CodeWriter.Number(plan.Stride)}; j += {K}Simd.Width)";

    private static string Weights(MethodBody body, DensePlan plan) => body.DenseWeights(plan.Weights, plan.WeightCount, "w");

    private static string Bias(MethodBody body, DensePlan plan) => plan.Bias is { } bias ? body.Parameters(bias, plan.Stride, "b") : "default";

    private static string Sum(MethodBody body, DensePlan plan) => body.Padded(plan.Sum!.Value, "sum");

    private static string Block(long start, int count) => $"load.Slice({CodeWriter.Number(start)}, {CodeWriter.Number(count)})";
}
