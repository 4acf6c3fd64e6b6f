using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

internal sealed partial record LinearLayer
{
    /// <summary>
    /// The quotient <c>s_j = R_j / stab(D_j)</c> of one branch of a rule: its comment, its vector code, its lines in the books.
    /// </summary>
    private sealed class Quotient(DensePlan plan, BranchPlan branch, string suffix)
    {
        public BranchPlan Branch => branch;

        /// <summary>Its name in formulas: s_j, or s1_j and s2_j.</summary>
        public string Name => "s" + suffix + "_j";

        /// <summary>The variable that holds a vector of it.</summary>
        public string Variable => "quotient" + suffix;

        /// <summary>The denominator's name in formulas.</summary>
        public string DenominatorName => "D" + suffix + "_j";

        /// <summary>The buffer of the prepared denominator.</summary>
        public string Prepared(MethodBody body) => body.Padded(branch.Preparation!.Result, "d" + suffix);

        /// <summary>What must hold for a scalar j, or null where the branch always does.</summary>
        public string? ScalarCondition(MethodBody body, LoweredNode node) => branch.Condition switch
        {
            BranchCondition.OutputPositive => $"{body.Padded(node.Output, "z")}[j] > 0",
            BranchCondition.OutputNegative => $"{body.Padded(node.Output, "z")}[j] < 0",
            _ => null,
        };

        public void EmitFormula(MethodBody body, LoweredNode node)
        {
            string denominator = branch.Source switch
            {
                DenominatorSource.Preactivation => "z_j",
                DenominatorSource.WithoutBias => "z_j - b_j",
                DenominatorSource.LessConstants => "z_j - offset_j",
                _ => DenominatorName,
            };
            string where = branch.Condition switch
            {
                BranchCondition.OutputPositive => " where z_j > 0, else 0",
                BranchCondition.OutputNegative => " where z_j < 0, else 0",
                _ => branch.Stabilizer.CanBeZero ? ", 0 where that would divide by 0" : "",
            };
            string epsilon = branch.Stabilizer.IsRms ? Epsilon(body, node) : CodeWriter.Plain(branch.Stabilizer.Value);
            if (branch.Source == DenominatorSource.LessConstants)
                body.Line($"// offset_j = {OffsetFormula(plan)}, made at load");
            if (branch.Source == DenominatorSource.Constants)
                body.Line($"// {DenominatorName} = sum_i w_ij^2{(branch.BiasPart.Form == WeightForm.Square && plan.Bias is not null ? " + b_j^2" : "")}, made at load");
            body.Line($"// {Name} = R_j / stab({denominator}){where}; stab(d) = d + s(d) {epsilon}");
        }

        public void EmitCode(MethodBody body, LoweredNode node)
        {
            string z = NeedsPreactivation ? Load(body.Padded(node.Output, "z")) : "";
            string denominator = branch.Source switch
            {
                DenominatorSource.Preactivation => z,
                DenominatorSource.WithoutBias => Load(Sum(body, plan)),
                DenominatorSource.LessConstants => $"{z} - {Load(Constants(body))}",
                DenominatorSource.Constants => Load(Constants(body)),
                _ => Load(Prepared(body)),
            };
            string relevance = Load(body.Padded(node.OutputRelevance!.Value, "relevance"));
            string stabilized = $"{K}Simd.Stabilize({denominator}, {Epsilon(body, node)})";
            string quotient = branch.Stabilizer.CanBeZero ? $"{K}Simd.SafeQuotient({relevance}, {stabilized})" : $"{relevance} / {stabilized}";
            string conditional = branch.Condition switch
            {
                BranchCondition.OutputPositive => $"{K}Simd.WherePositive({z}, {quotient})",
                BranchCondition.OutputNegative => $"{K}Simd.WhereNegative({z}, {quotient})",
                _ => quotient,
            };
            body.Line($"var {Variable} = {conditional};");
        }

        public void EmitBooks(MethodBody body, LoweredNode node)
        {
            if (ScalarCondition(body, node) is not { } condition)
            {
                EmitBooksOfOutput(body, node);
                return;
            }

            using (body.Open($"if ({condition})"))
                EmitBooksOfOutput(body, node);
        }

        private void EmitBooksOfOutput(MethodBody body, LoweredNode node)
        {
            string z = NeedsPreactivation ? body.Padded(node.Output, "z") + "[j]" : "";
            string value = branch.Source switch
            {
                DenominatorSource.Preactivation => z,
                DenominatorSource.WithoutBias => $"{Sum(body, plan)}[j]",
                DenominatorSource.LessConstants => $"{z} - {Constants(body)}[j]",
                DenominatorSource.Constants => $"{Constants(body)}[j]",
                DenominatorSource.Count => CodeWriter.Literal(plan.Inputs),
                _ => Prepared(body) + "[j]",
            };
            string denominator = "denominator" + suffix;
            string stabilized = "stabilized" + suffix;
            string epsilon = Epsilon(body, node);
            string share = Product(branch.Coefficient, body.Padded(node.OutputRelevance!.Value, "relevance") + "[j]");
            body.Line($"float {denominator} = {value};");

            // The quotients of the flat rule are divided in double, those of all others in float.
            string type = branch.Source == DenominatorSource.Count ? "double" : "float";
            body.Line($"{type} {stabilized} = {denominator} + ({denominator} >= 0 ? {epsilon} : -{epsilon});");
            if (branch.Stabilizer.CanBeZero)
            {
                body.Line($"if ({stabilized} == 0)");
                body.Line($"    dropped += {share};");
                body.Line($"double {Variable} = {stabilized} == 0 ? 0 : {share} / (double){stabilized};");
            }
            else
            {
                body.Line($"double {Variable} = {share} / (double){stabilized};");
            }

            body.Line($"taken += {Variable} * ((double){stabilized} - {denominator});");
            if (BookedBias(body) is { } bias)
                body.Line($"absorbed += {Variable} * {bias};");
        }

        /// <summary>The bias's part of the denominator for the books, or null where it absorbs nothing.</summary>
        private string? BookedBias(MethodBody body)
        {
            if (branch.BiasPart.Form == WeightForm.Rho)
                return plan.RhoBias is { } rhoBias ? body.Parameters(rhoBias, plan.Stride, "rhoB") + "[j]" : null;
            if (plan.Bias is null || branch.BiasPart.Form == WeightForm.None)
                return null;
            string b = Bias(body, plan) + "[j]";
            return branch.BiasPart switch
            {
                { Form: WeightForm.Square } => $"{b} * (double){b}",
                { Positive: var p, Negative: var n } when p != n => $"{b} * ({b} > 0 ? {CodeWriter.Literal((float)p)} : {CodeWriter.Literal((float)n)})",
                { Positive: var p } => Product((float)p, b),
            };
        }

        private bool NeedsPreactivation =>
            branch.Source is DenominatorSource.Preactivation or DenominatorSource.LessConstants
            || branch.Condition != BranchCondition.Always;

        private string Constants(MethodBody body) => body.Parameters(plan.Constants!.Value, plan.Stride, branch.Source == DenominatorSource.LessConstants ? "offset" : "d");

        /// <summary>The stabilizer's e: a literal, or for epsilon-rms a local made from the pre-activations.</summary>
        private string Epsilon(MethodBody body, LoweredNode node)
        {
            if (!branch.Stabilizer.IsRms)
                return CodeWriter.Literal(branch.Stabilizer.Value);
            string n = CodeWriter.Number(plan.Outputs);
            string z = branch.Source == DenominatorSource.WithoutBias ? Sum(body, plan) : body.Padded(node.Output, "z");
            return body.Declare("e", $"{CodeWriter.Literal(branch.Stabilizer.Value)} * {K}Elementwise.RootMeanSquare({z}[..{n}])");
        }
    }
}
