using System;
using System.Globalization;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>The exponential linear unit.</summary>
internal sealed record ELULayer(float Alpha, int Anchor) : ActivationLayer(Anchor)
{
    public override string Name => "ELU";

    public override string Wording => $"ELU({Text(Alpha)})";

    public override string Formula(string x, string y) => $"{y} = {x} where {x} > 0, {Text(Alpha)} (exp({x}) - 1) elsewhere";

    protected override string Kernel => "Elu";

    protected override string KernelArgument => Text(Alpha) + "f";

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        float alpha = attribute.Float("alpha", 1);
        return RuleReader.NotNegative(attribute, "alpha", alpha) ? new ELULayer(alpha, attribute.Anchor) : null;
    }

    public override ValueRange OutputRange(ValueRange input) =>
        new(input.IsNeverNegative ? input.Low : -Alpha, Math.Max(input.High, 0));

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
