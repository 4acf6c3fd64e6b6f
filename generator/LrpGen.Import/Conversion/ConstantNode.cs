using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Conversion;

/// <summary>A node that is a constant.</summary>
internal static class ConstantNode
{
    public static Constant Read(OnnxNode node)
    {
        if (node.Constant("value") is { } tensor)
            return tensor;
        if (node.Has("value_float"))
            return ComputedConstant.Of(Tensor.Of([], [node.Float("value_float", 0)]), ElementType.Float);
        if (node.Has("value_int"))
            return ComputedConstant.Of(Tensor.Of([], [node.Int("value_int", 0)]), ElementType.Int64);
        if (node.Floats("value_floats") is { } floats)
            return ComputedConstant.Of(Tensor.Of([floats.Count], [.. floats]), ElementType.Float);
        if (node.Ints("value_ints") is { } integers)
            return ComputedConstant.Of([.. integers]);
        throw node.Fail("holds no numbers");
    }
}
