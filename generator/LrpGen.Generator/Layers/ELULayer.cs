using System;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>The exponential linear unit.</summary>
internal sealed record ELULayer(float Alpha, int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "ELU";

    public override string Wording => $"ELU({CodeWriter.Plain(Alpha)})";

    public override string Formula(string x, string y) => $"{y} = {x} where {x} > 0, {(Alpha == 1 ? $"exp({x}) - 1" : $"{CodeWriter.Plain(Alpha)} (exp({x}) - 1)")} elsewhere";

    protected override string Kernel => "Elu";

    protected override string KernelArgument => CodeWriter.Literal(Alpha);

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        float alpha = attribute.Float("alpha", 1);
        return RuleReader.NotNegative(attribute, "alpha", alpha) ? new ELULayer(alpha, attribute.Anchor) : null;
    }

    public override ValueRange OutputRange(ValueRange input) =>
        new(input.IsNeverNegative ? input.Low : -Alpha, Math.Max(input.High, 0));
}
