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

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        if (node.IsRectified)
            return;
        string x = body.Padded(node.Input, "x");
        string y = body.Padded(node.Output, "a");
        string argument = KernelArgument.Length == 0 ? "" : ", " + KernelArgument;
        body.Line($"// {Formula(x, y)}");
        body.Line($"{CodeWriter.Kernels}Activations.{Kernel}({x}, {y}{argument}, worker);");
    }
}
