using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>A layer that changes nothing for the shape it gets.</summary>
internal sealed record SameLayer(string Of, int Anchor) : LayerSpec(Anchor)
{
    public override string Name => Of;

    public override string Formula(string x, string y) => $"{y} = {x}";

    public override bool IsIdentity => true;

    public override ValueRange OutputRange(ValueRange input) => input;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
    }
}
