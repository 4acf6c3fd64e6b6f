using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Does nothing when a network is used rather than trained.</summary>
internal sealed record DropoutLayer(int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "Dropout";

    public override string Formula(string x, string y) => $"{y} = {x}";

    public override bool IsIdentity => true;

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        float probability = attribute.Float("probability", 0.5f);
        if (probability is >= 0 and < 1)
            return new DropoutLayer(attribute.Anchor);
        attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf("probability"), "probability", "[Dropout]", probability, "at least 0 and below 1");
        return null;
    }

    public override ValueRange OutputRange(ValueRange input) => input;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
    }
}
