using System;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>The rectifier with a slope for negative values.</summary>
internal sealed record LeakyReLULayer(float Slope, int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "LeakyReLU";

    public override string Wording => $"LeakyReLU({CodeWriter.Plain(Slope)})";

    public override string Formula(string x, string y) => $"{y} = {x} where {x} > 0, {CodeWriter.Plain(Slope)} {x} elsewhere";

    protected override string Kernel => "LeakyRelu";

    protected override string KernelArgument => CodeWriter.Literal(Slope);

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        float slope = attribute.Float("slope", 0.01f);
        return RuleReader.Finite(attribute, "slope", slope) ? new LeakyReLULayer(slope, attribute.Anchor) : null;
    }

    public override ValueRange OutputRange(ValueRange input)
    {
        // On the negative side the function is linear, so its ends are those of the range; 0 times infinity counts as 0.
        float atLow = input.Low >= 0 ? input.Low : Slope == 0 ? 0 : Slope * input.Low;
        float atHigh = input.High >= 0 ? input.High : Slope == 0 ? 0 : Slope * input.High;
        bool crosses = input.Low < 0 && input.High > 0;
        float low = Math.Min(atLow, atHigh);
        return new ValueRange(crosses ? Math.Min(low, 0) : low, Math.Max(atLow, atHigh));
    }
}
