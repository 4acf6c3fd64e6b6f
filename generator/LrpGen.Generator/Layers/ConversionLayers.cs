using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>Lays a picture out in blocks of channels. No attribute asks for it: the layout pass puts it where it is needed.</summary>
internal sealed record PackLayer(Dims Shape) : LayerSpec(0)
{
    public override string Name => "Pack";

    public override string Formula(string x, string y) => $"{y} = {x}, in blocks of 16 channels";

    public override bool IsIdentity => Shape.Pixels == 1;

    public override bool IsConversion => true;

    public override Layout? InputLayout(Dims input) => Layout.Plain;

    public override Layout OutputLayout(Dims input) => Layout.Blocked;

    public override ValueRange OutputRange(ValueRange input) => input;

    public override bool IsExplained(LoweredNode node) => !IsIdentity && !node.IsPassedOver;

    public override bool IsComputed(LoweredNode node) => !IsIdentity && node.Deferral == Deferral.None;

    public override void EmitForward(MethodBody body, LoweredNode node) =>
        body.Line($"{CodeWriter.Kernels}Blocks.Pack({body.Values(node.Input, "x")}, {Sizes(Shape)}, {body.Padded(node.Output, "blocks")}, worker);");

    public override bool HasPreparation(LoweredNode node) => node.Deferral == Deferral.UntilExplained;

    public override void EmitPrepare(MethodBody body, LoweredNode node) => EmitForward(body, node);

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        Slot written = node.Edges[0].Written;
        body.ClearPadding(written, "r");
        body.Line($"{CodeWriter.Kernels}Blocks.Unpack({body.Padded(node.OutputRelevance!.Value, "relevance")}, {Sizes(Shape)}, {body.Values(written, "r")}, worker);");
    }

    internal static string Sizes(Dims shape) => $"{CodeWriter.Number(shape.Channels)}, {CodeWriter.Number(shape.Pixels)}";
}

/// <summary>Lays a blocked picture out plainly. No attribute asks for it: the layout pass puts it where it is needed.</summary>
internal sealed record UnpackLayer(Dims Shape) : LayerSpec(0)
{
    public override string Name => "Unpack";

    public override string Formula(string x, string y) => $"{y} = {x}, channel by channel";

    public override bool IsIdentity => Shape.Pixels == 1;

    public override bool IsConversion => true;

    public override Layout? InputLayout(Dims input) => Layout.Blocked;

    public override Layout OutputLayout(Dims input) => Layout.Plain;

    public override ValueRange OutputRange(ValueRange input) => input;

    public override bool IsExplained(LoweredNode node) => !IsIdentity;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        if (node.ClearsPadding)
            body.ClearPadding(node.Output, "y");
        body.Line($"{CodeWriter.Kernels}Blocks.Unpack({body.Padded(node.Input, "blocks")}, {PackLayer.Sizes(Shape)}, {body.Values(node.Output, "y")}, worker);");
    }

    public override void EmitExplain(MethodBody body, LoweredNode node) =>
        body.Line($"{CodeWriter.Kernels}Blocks.Pack({body.Values(node.OutputRelevance!.Value, "relevance")}, {PackLayer.Sizes(Shape)}, {body.Padded(node.Edges[0].Written, "r")}, worker);");
}

/// <summary>What is left of a batch norm that a linear layer has taken in.</summary>
internal sealed record FoldedNormLayer(string Of, int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "BatchNorm";

    public override string Formula(string x, string y) => $"{y} = {x}, folded into {Of}";

    public override bool IsIdentity => true;

    public override ValueRange OutputRange(ValueRange input) => input;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
    }
}
