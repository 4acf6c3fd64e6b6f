using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>How a dense layer is printed: load, forward, preparation, explanation.</summary>
internal sealed partial record LinearLayer
{
    private const string K = CodeWriter.Kernels;

    public override void EmitForward(CodeWriter code, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        code.Line($"// {Formula}");
        code.Line($"{K}Dense.Forward({code.Values(node.Input)}, {Weights(plan)}, {Bias(plan)}, {code.Slot(node.Output)});");
    }

    /// <summary>Prints how the weights are read and what is made of them once.</summary>
    public static void EmitLoad(CodeWriter code, DensePlan plan)
    {
        string inputs = CodeWriter.Number(plan.Inputs);
        string outputs = CodeWriter.Number(plan.Outputs);
        string stride = CodeWriter.Number(plan.Stride);
        string weights = Block(plan.Weights, plan.WeightCount);
        code.Line($"file.ReadTransposed({CodeWriter.Quote(plan.WeightName + ".weight")}, {outputs}, {inputs}, {weights}, {stride});");
        if (plan.Bias is { } bias)
            code.Line($"file.ReadInto({CodeWriter.Quote(plan.WeightName + ".bias")}, [{outputs}], {Block(bias, plan.Outputs)});");
        if (plan.RhoWeights is { } rhoWeights)
        {
            code.Line($"// {plan.RhoMethod}(w) for the generic rule");
            code.Line($"{K}Dense.Map({plan.RhoMethod}, {weights}, {inputs}, {outputs}, {Block(rhoWeights, plan.WeightCount)});");
            if (plan.RhoBias is { } rhoBias)
                code.Line($"{K}Dense.Map({plan.RhoMethod}, {Block(plan.Bias!.Value, plan.Stride)}, 1, {outputs}, {Block(rhoBias, plan.Stride)});");
        }

        if (plan.Constants is not { } constants)
            return;
        string result = Block(constants, plan.Stride);
        if (plan.Backward == DenseBackward.Square)
        {
            code.Line("// sum_i w_ij^2 + b_j^2");
            string squaredBias = plan.Bias is { } b && plan.Branches[0].BiasPart.Form == WeightForm.Square ? Block(b, plan.Stride) : "default";
            code.Line($"{K}Dense.SquareSum({weights}, {squaredBias}, {inputs}, {result});");
        }
        else if (plan.Box is { } box)
        {
            EmitBoxConstants(code, plan, box, weights, result);
        }
    }

    /// <summary>Prints the denominators that need a pass of their own.</summary>
    public static void EmitPrepare(CodeWriter code, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        foreach (Preparation preparation in plan.Branches.Items.Select(static branch => branch.Preparation).OfType<Preparation>())
            EmitPreparation(code, node, plan, preparation);
    }

    /// <summary>Prints the way back.</summary>
    public static void EmitExplain(CodeWriter code, LoweredNode node)
    {
        DensePlan plan = node.Dense!;
        code.Line($"var relevance = {code.Slot(node.OutputRelevance!.Value)};");
        if (plan.Backward == DenseBackward.Flat)
        {
            EmitFlat(code, node, plan);
            return;
        }

        List<QuotientLoop> branches = Quotients(plan);
        if (branches.Any(static branch => branch.ReadsPreactivation))
            code.Line($"var z = {code.Slot(node.Output)};");
        foreach (QuotientLoop branch in branches)
            branch.EmitInputs(code);
        code.Line($"var {(plan.Backward == DenseBackward.Parts ? "u" : "s")} = {code.Slot(plan.U!.Value)};");
        if (plan.V is { } v)
            code.Line($"var v = {code.Slot(v)};");
        code.Line();

        EmitQuotients(code, plan, branches);
        EmitBackward(code, node, plan);
    }

    /// <summary>Prints where the relevance went.</summary>
    public static void EmitLedger(CodeWriter code, LoweredNode node, int step)
    {
        DensePlan plan = node.Dense!;
        string received = $"{K}Elementwise.Sum({code.Values(node.OutputRelevance!.Value)})";
        string passed = $"{K}Elementwise.Sum({code.Values(node.InputRelevance!.Value)})";
        code.Line();
        code.Line("// The books: R_j = s_j (sum of the terms) + s_j (bias part) + s_j (stab(D_j) - D_j), or dropped where nothing passes.");
        code.Line("double absorbed = 0, taken = 0, dropped = 0;");
        List<QuotientLoop> branches = Quotients(plan);
        if (branches.Select(static branch => branch.BookedBias).FirstOrDefault(static at => at is not null) is { } bias)
            code.Line($"var bias = {Read(bias, plan.Stride)};");
        using (code.Open($"for (int j = 0; j < {CodeWriter.Number(plan.Outputs)}; j++)"))
        {
            foreach (QuotientLoop branch in branches)
                branch.EmitBooks(code);
            if (branches.Any(static branch => branch.Branch.Condition != BranchCondition.Always))
            {
                string holds = string.Join(" || ", branches.Select(static branch => branch.Branch.Condition == BranchCondition.OutputPositive ? "z[j] > 0" : "z[j] < 0"));
                code.Line($"if (!({holds}))");
                code.Line("    dropped += relevance[j];");
            }
        }

        code.Line($"Books.Record({CodeWriter.Number(step)}, {received}, {passed}, absorbed, taken, dropped);");
    }

    private static void EmitBoxConstants(CodeWriter code, DensePlan plan, BoxPlan box, string weights, string result)
    {
        string low = CodeWriter.Literal(box.Low[0]);
        string high = CodeWriter.Literal(box.High[0]);
        if (box.LowVector is { } lowAt && box.HighVector is { } highAt)
        {
            low = Block(lowAt, plan.Inputs);
            high = Block(highAt, plan.Inputs);
            code.Line($"{K}Dense.Spread([{string.Join(", ", box.Low.Items.Select(CodeWriter.Literal))}], {low});");
            code.Line($"{K}Dense.Spread([{string.Join(", ", box.High.Items.Select(CodeWriter.Literal))}], {high});");
        }

        code.Line("// the constant part of z_j in the box's denominator: b_j + sum_i (low_i w_ij+ + high_i w_ij-)");
        string bias = plan.Bias is { } b ? Block(b, plan.Stride) : "default";
        code.Line($"{K}Dense.BoxOffset({weights}, {bias}, {low}, {high}, {CodeWriter.Number(plan.Inputs)}, {result});");
    }

    private static void EmitPreparation(CodeWriter code, LoweredNode node, DensePlan plan, Preparation preparation)
    {
        string x = code.Values(node.Input);
        if (preparation.Part == ContributionPart.Rho)
        {
            code.Line("// D_j = sum_i x_i rho(w_ij) + rho(b_j)");
            string bias = plan.RhoBias is { } rhoBias ? Read(rhoBias, plan.Stride) : "default";
            code.Line($"{K}Dense.Forward({x}, {Read(plan.RhoWeights!.Value, plan.WeightCount)}, {bias}, {code.Slot(preparation.Result)});");
            return;
        }

        using (code.Open(""))
        {
            code.Line($"var d = {code.Slot(preparation.Result)};");
            if (preparation.Part != ContributionPart.None)
            {
                bool isPositive = preparation.Part == ContributionPart.Positive;
                code.Line(isPositive
                    ? "// P_j = sum_i (x_i+ w_ij+ + x_i- w_ij-), the contributions above zero"
                    : "// N_j = sum_i (x_i+ w_ij- + x_i- w_ij+), the contributions below zero");
                code.Line($"{K}Dense.ForwardParts({x}, {Weights(plan)}, {(isPositive ? "d, default" : "default, d")});");
            }

            var terms = new List<(string Formula, string Code)>();
            if (preparation.Preactivation != 0)
                terms.Add((Scaled(preparation.Preactivation, "z_j"), Product(preparation.Preactivation, $"{K}Simd.Load(z, j)")));
            if (preparation.Part != ContributionPart.None)
                terms.Add((Scaled(preparation.Factor, preparation.Part == ContributionPart.Positive ? "P_j" : "N_j"), Product(preparation.Factor, $"{K}Simd.Load(d, j)")));
            if (preparation.BiasPositive == preparation.BiasNegative && preparation.BiasPositive != 0)
            {
                terms.Add((Scaled(preparation.BiasPositive, "b_j"), Product(preparation.BiasPositive, $"{K}Simd.Load(b, j)")));
            }
            else
            {
                if (preparation.BiasPositive != 0)
                    terms.Add((Scaled(preparation.BiasPositive, "b_j+"), Product(preparation.BiasPositive, $"{K}Simd.Positive({K}Simd.Load(b, j))")));
                if (preparation.BiasNegative != 0)
                    terms.Add((Scaled(preparation.BiasNegative, "b_j-"), Product(preparation.BiasNegative, $"{K}Simd.Negative({K}Simd.Load(b, j))")));
            }

            if (terms.Count == 1 && preparation is { Preactivation: 0, Factor: 1 })
                return;
            if (preparation.Preactivation != 0)
                code.Line($"var z = {code.Slot(node.Output)};");
            if (preparation.BiasPositive != 0 || preparation.BiasNegative != 0)
                code.Line($"var b = {Bias(plan)};");
            code.Line($"// D_j = {string.Join(" + ", terms.Select(static term => term.Formula))}");
            using (code.Open(Loop(plan)))
                code.Line($"{K}Simd.Store({string.Join(" + ", terms.Select(static term => term.Code))}, d, j);");
        }
    }

    private static void EmitFlat(CodeWriter code, LoweredNode node, DensePlan plan)
    {
        code.Line($"var r = {code.Slot(node.InputRelevance!.Value)};");
        code.Line();
        float divisor = plan.Inputs + plan.Branches[0].Stabilizer.Value;
        code.Line($"// R_i = sum_j R_j / ({CodeWriter.Number(plan.Inputs)} + {CodeWriter.Plain(plan.Branches[0].Stabilizer.Value)}), the same for every input");
        code.Line($"r[{CodeWriter.Number(plan.Inputs)}..].Clear();");
        code.Line($"r[..{CodeWriter.Number(plan.Inputs)}].Fill((float)({K}Elementwise.Sum(relevance) / {CodeWriter.Literal(divisor)}));");
    }

    private static void EmitQuotients(CodeWriter code, DensePlan plan, List<QuotientLoop> branches)
    {
        foreach (QuotientLoop branch in branches)
            branch.EmitFormula(code);
        bool isParts = plan.Backward == DenseBackward.Parts;
        if (isParts)
        {
            code.Line($"// u_j = {Mixture(branches, static branch => branch.Positive)} goes to contributions above zero"
                + (plan.V is null ? "" : $", v_j = {Mixture(branches, static branch => branch.Negative)} to those below"));
        }

        using (code.Open(Loop(plan)))
        {
            foreach (QuotientLoop branch in branches)
                branch.EmitQuotient(code);
            if (!isParts)
            {
                code.Line($"{K}Simd.Store({MixtureCode(branches, static branch => branch.Positive)}, s, j);");
                return;
            }

            code.Line($"{K}Simd.Store({MixtureCode(branches, static branch => branch.Positive)}, u, j);");
            if (plan.V is not null)
                code.Line($"{K}Simd.Store({MixtureCode(branches, static branch => branch.Negative)}, v, j);");
        }
    }

    private static void EmitBackward(CodeWriter code, LoweredNode node, DensePlan plan)
    {
        string x = code.Values(node.Input);
        string r = code.Slot(node.InputRelevance!.Value);
        string w = Weights(plan);
        code.Line();
        switch (plan.Backward)
        {
            case DenseBackward.Whole when plan.RhoWeights is { } rhoWeights:
                code.Line("// R_i = x_i sum_j rho(w_ij) s_j");
                code.Line($"{K}Dense.Backward(s, {Read(rhoWeights, plan.WeightCount)}, {x}, {r});");
                break;
            case DenseBackward.Whole:
                code.Line("// R_i = x_i sum_j w_ij s_j");
                code.Line($"{K}Dense.Backward(s, {w}, {x}, {r});");
                break;
            case DenseBackward.Parts:
                string parts = plan.V is null ? "w_ij+ u_j" : "(w_ij+ u_j + w_ij- v_j)";
                code.Line($"// R_i = x_i sum_j {parts} where x_i > 0; where x_i < 0, w+ and w- change places");
                code.Line($"{K}Dense.BackwardParts(u, {(plan.V is null ? "default" : "v")}, {w}, {x}, {r});");
                break;
            case DenseBackward.Box:
                code.Line("// R_i = (x_i - low_i) sum_j w_ij+ s_j + (x_i - high_i) sum_j w_ij- s_j");
                BoxPlan box = plan.Box!;
                string low = box.LowVector is { } lowAt ? Read(lowAt, plan.Inputs) : CodeWriter.Literal(box.Low[0]);
                string high = box.HighVector is { } highAt ? Read(highAt, plan.Inputs) : CodeWriter.Literal(box.High[0]);
                code.Line($"{K}Dense.BackwardBox(s, {w}, {x}, {low}, {high}, {r});");
                break;
            case DenseBackward.Square:
                code.Line("// R_i = sum_j w_ij^2 s_j");
                code.Line($"{K}Dense.BackwardSquare(s, {w}, {r}, {CodeWriter.Number(plan.Inputs)});");
                break;
        }
    }

    private static List<QuotientLoop> Quotients(DensePlan plan) =>
        plan.Branches.Items.Select((branch, k) => new QuotientLoop(plan, branch, plan.Branches.Count == 1 ? "" : CodeWriter.Number(k + 1))).ToList();

    private static string Mixture(List<QuotientLoop> branches, System.Func<BranchPlan, float> factor) =>
        string.Join(" + ", branches.Where(branch => factor(branch.Branch) != 0).Select(branch => Scaled(branch.Branch.Coefficient * factor(branch.Branch), branch.Name + "_j")));

    private static string MixtureCode(List<QuotientLoop> branches, System.Func<BranchPlan, float> factor) =>
        string.Join(" + ", branches.Where(branch => factor(branch.Branch) != 0).Select(branch => Product(branch.Branch.Coefficient * factor(branch.Branch), branch.Quotient)));

    private static string Scaled(float factor, string name) => factor == 1 ? name : factor == -1 ? "-" + name : CodeWriter.Plain(factor) + " " + name;

    private static string Product(float factor, string code) => factor == 1 ? code : $"{CodeWriter.Literal(factor)} * {code}";

    private static string Loop(DensePlan plan) => $"for (int j = 0; j < {CodeWriter.Number(plan.Stride)}; j += {K}Simd.Width)";

    private static string Weights(DensePlan plan) => Read(plan.Weights, plan.WeightCount);

    private static string Bias(DensePlan plan) => plan.Bias is { } bias ? Read(bias, plan.Stride) : "default";

    private static string Read(long start, int count) => $"Parameters({CodeWriter.Number(start)}, {CodeWriter.Number(count)})";

    private static string Block(long start, int count) => $"weights.Slice({CodeWriter.Number(start)}, {CodeWriter.Number(count)})";

    /// <summary>The quotient <c>s_j = R_j / stab(D_j)</c> of one branch: its comment, its vector code, its line in the books.</summary>
    private sealed class QuotientLoop(DensePlan plan, BranchPlan branch, string suffix)
    {
        public BranchPlan Branch => branch;

        /// <summary>The quotient's name in formulas: s, or s1 and s2.</summary>
        public string Name => "s" + suffix;

        /// <summary>The variable that holds the quotient of a vector of outputs.</summary>
        public string Quotient => "quotient" + suffix;

        public bool ReadsPreactivation =>
            branch.Source is DenominatorSource.Preactivation or DenominatorSource.WithoutBias or DenominatorSource.LessConstants
            || branch.Condition != BranchCondition.Always
            || branch.Stabilizer.IsRms;

        private string Prepared => "d" + suffix;

        private string Epsilon => branch.Stabilizer.IsRms ? "e" + suffix : CodeWriter.Literal(branch.Stabilizer.Value);

        public void EmitInputs(CodeWriter code)
        {
            switch (branch.Source)
            {
                case DenominatorSource.Prepared:
                    code.Line($"var {Prepared} = {code.Slot(branch.Preparation!.Result)};");
                    break;
                case DenominatorSource.WithoutBias:
                    code.Line($"var b = {Bias(plan)};");
                    break;
                case DenominatorSource.LessConstants or DenominatorSource.Constants:
                    code.Line($"var constants = {Read(plan.Constants!.Value, plan.Stride)};");
                    break;
            }

            if (!branch.Stabilizer.IsRms)
                return;
            string n = CodeWriter.Number(plan.Outputs);
            string c = CodeWriter.Literal(branch.Stabilizer.Value);
            code.Line(branch.Source == DenominatorSource.WithoutBias
                ? $"float {Epsilon} = {c} * {K}Elementwise.RootMeanSquareOfDifference(z[..{n}], b[..{n}]);"
                : $"float {Epsilon} = {c} * {K}Elementwise.RootMeanSquare(z[..{n}]);");
        }

        public void EmitFormula(CodeWriter code)
        {
            string denominator = branch.Source switch
            {
                DenominatorSource.Preactivation => "z_j",
                DenominatorSource.WithoutBias => "z_j - b_j",
                DenominatorSource.LessConstants => "z_j - constant_j",
                DenominatorSource.Constants => "constant_j",
                _ => "D" + suffix + "_j",
            };
            string epsilon = branch.Stabilizer.IsRms ? $"e, e = {CodeWriter.Plain(branch.Stabilizer.Value)} rms(z)" : CodeWriter.Plain(branch.Stabilizer.Value);
            string where = branch.Condition switch
            {
                BranchCondition.OutputPositive => " where z_j > 0, else 0",
                BranchCondition.OutputNegative => " where z_j < 0, else 0",
                _ => branch.Stabilizer.CanBeZero ? ", 0 where that divides by 0" : "",
            };
            code.Line($"// {Name}_j = R_j / stab({denominator}){where}; stab(d) = d + s(d) {epsilon}");
        }

        public void EmitQuotient(CodeWriter code)
        {
            string denominator = branch.Source switch
            {
                DenominatorSource.Preactivation => $"{K}Simd.Load(z, j)",
                DenominatorSource.WithoutBias => $"{K}Simd.Load(z, j) - {K}Simd.Load(b, j)",
                DenominatorSource.LessConstants => $"{K}Simd.Load(z, j) - {K}Simd.Load(constants, j)",
                DenominatorSource.Constants => $"{K}Simd.Load(constants, j)",
                _ => $"{K}Simd.Load({Prepared}, j)",
            };
            string stabilized = $"{K}Simd.Stabilize({denominator}, {Epsilon})";
            string relevance = $"{K}Simd.Load(relevance, j)";
            string quotient = branch.Stabilizer.CanBeZero ? $"{K}Simd.SafeQuotient({relevance}, {stabilized})" : $"{relevance} / {stabilized}";
            string conditional = branch.Condition switch
            {
                BranchCondition.OutputPositive => $"{K}Simd.WherePositive({K}Simd.Load(z, j), {quotient})",
                BranchCondition.OutputNegative => $"{K}Simd.WhereNegative({K}Simd.Load(z, j), {quotient})",
                _ => quotient,
            };
            code.Line($"var {Quotient} = {conditional};");
        }

        public void EmitBooks(CodeWriter code)
        {
            string denominator = branch.Source switch
            {
                DenominatorSource.Preactivation => "z[j]",
                DenominatorSource.WithoutBias => "z[j] - b[j]",
                DenominatorSource.LessConstants => "z[j] - constants[j]",
                DenominatorSource.Constants => "constants[j]",
                DenominatorSource.Count => CodeWriter.Literal(plan.Inputs),
                _ => Prepared + "[j]",
            };
            string condition = branch.Condition switch
            {
                BranchCondition.OutputPositive => "if (z[j] > 0)",
                BranchCondition.OutputNegative => "if (z[j] < 0)",
                _ => "",
            };
            using CodeWriter.Block block = code.Open(condition);
            code.Line($"float denominator = {denominator};");
            code.Line($"float stabilized = denominator + (denominator >= 0 ? {Epsilon} : -{Epsilon});");
            string share = Product(branch.Coefficient, "relevance[j]");
            if (branch.Stabilizer.CanBeZero)
            {
                code.Line("if (stabilized == 0)");
                code.Line($"    dropped += {share};");
                code.Line($"double quotient = stabilized == 0 ? 0 : {share} / (double)stabilized;");
            }
            else
            {
                code.Line($"double quotient = {share} / (double)stabilized;");
            }

            code.Line("taken += quotient * ((double)stabilized - denominator);");
            if (BiasTerm() is { } bias)
                code.Line($"absorbed += quotient * {bias};");
        }

        /// <summary>Where the vector that the books need for the bias stands, or null where the bias absorbs nothing.</summary>
        public long? BookedBias => branch.BiasPart.Form switch
        {
            WeightForm.None => null,
            WeightForm.Rho => plan.RhoBias,
            _ => plan.Bias,
        };

        private string? BiasTerm() => BookedBias is null ? null : branch.BiasPart switch
        {
            { Form: WeightForm.Square } => "bias[j] * (double)bias[j]",
            { Form: WeightForm.BySign, Positive: var p, Negative: var n } when p != n =>
                $"bias[j] * (bias[j] > 0 ? {CodeWriter.Literal(p)} : {CodeWriter.Literal(n)})",
            { Form: WeightForm.BySign, Positive: var p } => Product(p, "bias[j]"),
            _ => "bias[j]",
        };
    }
}
