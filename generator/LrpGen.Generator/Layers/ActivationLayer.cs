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

    public override void EmitForward(CodeWriter code, LoweredNode node)
    {
        code.Line($"// {Formula}");
        string argument = KernelArgument.Length == 0 ? "" : ", " + KernelArgument;
        code.Line($"{CodeWriter.Kernels}Activations.{Kernel}({code.Slot(node.Input)}, {code.Slot(node.Output)}{argument});");
    }
}
