using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>Prints how a convolution's weights are read, changed as rules need them, and packed.</summary>
internal static class ConvLoadEmitter
{
    private const string K = CodeWriter.Kernels;

    public static void Emit(CodeWriter code, LoweredNode node, ConvPlan plan)
    {
        string name = LayerLoad.Variable(node.StepName);
        if (plan.Norm is { } norm)
        {
            name += "Norm";
            code.Line($"// {node.StepName}: a batch norm as one weight and one bias for each channel");
            code.Line($"var {name} = {LayerLoad.FromNorm(norm)};");
        }
        else
        {
            code.Line($"// {node.StepName}: [{string.Join(", ", plan.WeightShape.Items.Select(static size => CodeWriter.Number(size)))}] in the file");
            LayerLoad.EmitRead(code, name, plan.WeightName, plan.WeightShape.Items, plan.FileBiases, plan.Folds, plan.IsTransposed, plan.Geometry.Groups);
        }

        if (plan.Unpacked is { } unpacked)
        {
            code.Line("// kept as they are, and packed when they are used");
            code.Line($"{name}.Weights.CopyTo({Block(unpacked.Start, unpacked.Floats)});");
        }

        int version = 0;
        foreach (WeightPart part in plan.Packed.Items.Select(static packed => packed.Part).Concat(plan.Biases.Items.Select(static bias => bias.Part)).Distinct())
            EmitPart(code, node, plan, name, part, ref version);
        EmitConstants(code, node, plan, name);
    }

    private static void EmitPart(CodeWriter code, LoweredNode node, ConvPlan plan, string name, WeightPart part, ref int versions)
    {
        string source = part switch
        {
            { Form: WeightForm.Square } => $"{name}.Square()",
            { Form: WeightForm.Rho } => $"{name}.Map({plan.RhoMethod})",
            _ when part == WeightPart.Whole => name,
            _ => $"{name}.BySign({CodeWriter.Literal((float)part.Positive)}, {CodeWriter.Literal((float)part.Negative)})",
        };
        List<PackedWeights> packed = plan.Packed.Items.Where(weights => weights.Part == part).ToList();
        List<PlacedBias> biases = plan.Biases.Items.Where(bias => bias.Part == part).ToList();
        if (source != name && packed.Count + biases.Count > 1)
        {
            string version = name + "Rule" + (++versions == 1 ? "" : CodeWriter.Number(versions));
            code.Line($"var {version} = {source};");
            source = version;
        }

        foreach (PackedWeights weights in packed)
            code.Line($"load.{(plan.IsTransposed != weights.IsBack ? "PackAdjoint" : "PackForward")}({node.Field}, {source}, {CodeWriter.Number(weights.Start)});");
        foreach (PlacedBias bias in biases)
            code.Line($"{source}.Bias.CopyTo({Block(bias.Start, Dims.Pad(plan.OutputChannels))});");
    }

    private static void EmitConstants(CodeWriter code, LoweredNode node, ConvPlan plan, string name)
    {
        string transposed = plan.IsTransposed ? "true" : "false";
        if (plan.Box is { } box)
        {
            string channels = CodeWriter.Number(plan.InputChannels);
            string low = Block(box.LowVector!.Value, Dims.Pad(plan.InputChannels));
            string high = Block(box.HighVector!.Value, Dims.Pad(plan.InputChannels));
            code.Line("// the bounds of each channel, and what z_j holds beside the box's terms: b_j + sum_i (low_i w_ij+ + high_i w_ij-)");
            code.Line($"{K}ConvLoad.Bounds([{Literals(box.Low)}], {channels}, {low});");
            code.Line($"{K}ConvLoad.Bounds([{Literals(box.High)}], {channels}, {high});");
            code.Line($"{K}ConvLoad.BoxOffset({node.Field}, {transposed}, {name}, {low}, {high}, {Block(plan.Constants!.Value, node.Output.Padded)});");
            if (box.Plain is not { } plain)
                return;
            code.Line("// the weights of each output, those above zero beside those below: the way back starts from live outputs");
            code.Line($"load.PackBox({node.Field}, {name}, {CodeWriter.Number(plain.Start)});");
        }
        else if (plan.Backward == ConvBackward.Square)
        {
            bool hasBias = plan.Branches[0].Bias.Form == WeightForm.Square;
            code.Line(hasBias ? "// sum_i w_ij^2 + b_j^2" : "// sum_i w_ij^2");
            code.Line($"{K}ConvLoad.SquareSums({node.Field}, {transposed}, {name}, {(hasBias ? "true" : "false")}, {Block(plan.Constants!.Value, node.Output.Padded)});");
        }
        else if (plan.Backward == ConvBackward.Flat)
        {
            code.Line("// n_j, the number of inputs that output j sees");
            code.Line($"{K}Conv.{(plan.IsTransposed ? "CountOutputs" : "CountInputs")}({node.Field}, {Block(plan.Constants!.Value, node.Output.Padded)});");
        }
    }

    private static string Literals(EquatableArray<float> values) => string.Join(", ", values.Items.Select(CodeWriter.Literal));

    private static string Block(long start, int count) => $"load.Slice({CodeWriter.Number(start)}, {CodeWriter.Number(count)})";
}
