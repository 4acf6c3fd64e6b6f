using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>A function of each value by itself, printed as one call of a runtime kernel. Relevance passes unchanged.</summary>
internal abstract record ActivationLayer(int Anchor) : LayerSpec(Anchor)
{
    /// <summary>The kernel's name in <c>LrpGen.Kernels.Activations</c>.</summary>
    protected abstract string Kernel { get; }

    /// <summary>The kernel's argument after input and output, or empty.</summary>
    protected virtual string KernelArgument => "";

    public override bool IsComputed(LoweredNode node) => !node.IsRectified;

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        string x = body.Padded(node.Input, "x");
        string y = body.Padded(node.Output, "a");
        string argument = KernelArgument.Length == 0 ? "" : ", " + KernelArgument;
        body.Line($"// {Formula(x, y)}");
        body.Line($"{CodeWriter.Kernels}Activations.{Kernel}({x}, {y}{argument}, worker);");
        if (!KeepsZero)
            EmitClear(body, node, y);
    }

    /// <summary>Padding is zero everywhere: means over whole vectors count on it.</summary>
    private static void EmitClear(MethodBody body, LoweredNode node, string y)
    {
        Dims shape = node.OutputShape;
        if (node.Layout == Layout.Blocked && Dims.Pad(shape.Channels) != shape.Channels)
            body.Line($"{CodeWriter.Kernels}Blocks.ClearPadding({y}, {CodeWriter.Number(shape.Channels)}, {CodeWriter.Number(shape.Pixels)}, worker);");
        else if (node.Layout == Layout.Plain && shape.Padded != shape.Count)
            body.First(() => body.Line($"{y}[{CodeWriter.Number(shape.Count)}..].Clear();"));
    }
}
