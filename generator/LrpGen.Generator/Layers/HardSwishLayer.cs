using System;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>The hard swish (Howard et al. 2019).</summary>
internal sealed record HardSwishLayer(int Anchor) : ActivationLayer(Anchor)
{
    // At x = -1.5.
    private const float Minimum = -0.375f;

    public override string Name => "HardSwish";

    public override string Formula(string x, string y) => $"{y} = {x} min(max({x} + 3, 0), 6) / 6";

    protected override string Kernel => "HardSwish";

    public static LayerSpec? Parse(AttributeReader attribute) => new HardSwishLayer(attribute.Anchor);

    public override ValueRange OutputRange(ValueRange input) => new(input.IsNeverNegative ? 0 : Minimum, Math.Max(input.High, 0));
}
