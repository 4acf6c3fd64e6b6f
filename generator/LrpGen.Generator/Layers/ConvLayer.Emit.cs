using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

internal sealed partial record ConvLayer
{
    public override bool IsExplained(LoweredNode node) => ConvEmitter.IsExplained(node);

    public override (string Type, string Value)? Constant(LoweredNode node) => ConvEmitter.Constant(node);

    public override void EmitLoad(CodeWriter code, LoweredNode node) => ConvEmitter.EmitLoad(code, node);

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        body.Line($"// {Formula("x", "z")} over the inputs under the kernel");
        ConvEmitter.EmitForward(body, node);
    }

    public override bool HasPreparation(LoweredNode node) => ConvEmitter.HasPreparation(node);

    public override void EmitPrepare(MethodBody body, LoweredNode node) => ConvEmitter.EmitPrepare(body, node);

    public override void EmitExplain(MethodBody body, LoweredNode node) => ConvEmitter.EmitExplain(body, node);

    public override void EmitLedger(MethodBody body, LoweredNode node, int step) => ConvEmitter.EmitLedger(body, node, step);
}
