using System.Collections.Generic;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>
/// One layer as declared, and what its kind knows: shapes, ranges, parameters, how its forward pass is printed. Each kind
/// is one file (a pair where the printing is long); <see cref="LayerRegistry"/> lists them.
/// </summary>
/// <param name="Anchor">The attribute's place.</param>
internal abstract record LayerSpec(int Anchor)
{
    /// <summary>The attribute without its ending: <c>Linear</c>.</summary>
    public abstract string Name { get; }

    /// <summary>With its parameters: <c>Linear(300)</c>.</summary>
    public virtual string Wording => Name;

    /// <summary>What it computes, for comments: <c>y = max(x, 0)</c>, with the names that its input and output have there.</summary>
    public abstract string Formula(string x, string y);

    /// <summary>Whether it is a linear layer, which needs a rule, and of what kind.</summary>
    public virtual LinearKind Linear => LinearKind.None;

    /// <summary>Whether its tensors have the name of its step.</summary>
    public virtual bool IsNamedByStep => Linear != LinearKind.None;

    /// <summary>Whether it shares relevance out by the norm rule, unless another stands beside it: sums and averages.</summary>
    public virtual bool IsNormed => false;

    /// <summary>How its inputs must lie in memory, or null where it takes either and gives what it takes.</summary>
    public virtual Layout? InputLayout(Dims input) => null;

    /// <summary>How its output lies in memory, where <see cref="InputLayout"/> says how its inputs do.</summary>
    public virtual Layout OutputLayout(Dims input) => InputLayout(input) ?? Layout.Plain;

    /// <summary>Whether its output is its input in another shape: nothing is computed and nothing moves.</summary>
    public virtual bool IsIdentity => false;

    /// <summary>Whether it only changes how a value lies in memory; such a layer is no step's own and keeps no books.</summary>
    public virtual bool IsConversion => false;

    /// <summary>Whether it maps zero to zero.</summary>
    public virtual bool KeepsZero => true;

    /// <summary>Whether it is negative or zero exactly where its input is not positive, and zero there.</summary>
    public virtual bool IsRectifier => false;

    /// <summary>For a rectifier that leaves what is above zero as it is: the most that it gives, or infinity; null for other layers.</summary>
    public virtual float? Ceiling => null;

    /// <summary>Whether it turns logits into probabilities, so that it is left out of the explanation at the network's end.</summary>
    public virtual HeadRole Head => HeadRole.Never;

    /// <summary>The shape of its output; null where the input does not fit, which is then reported.</summary>
    public virtual Dims? OutputShape(Dims input, ShapeReport report) => input;

    /// <summary>The shape of its output from those of all its inputs.</summary>
    public virtual Dims? OutputShape(IReadOnlyList<Dims> inputs, ShapeReport report) => OutputShape(inputs[0], report);

    /// <summary>Bounds of its output.</summary>
    public abstract ValueRange OutputRange(ValueRange input);

    /// <summary>Bounds of its output from those of all its inputs.</summary>
    public virtual ValueRange OutputRange(IReadOnlyList<ValueRange> inputs) => OutputRange(inputs[0]);

    /// <summary>The number of weights and biases.</summary>
    public virtual long Parameters(Dims input) => 0;

    /// <summary>The multiply-adds of a forward pass.</summary>
    public virtual long MultiplyAdds(Dims input) => 0;

    /// <summary>Whether the forward pass has anything to do for it: no layer before it has made its output.</summary>
    public virtual bool IsComputed(LoweredNode node) => !IsIdentity;

    /// <summary>Prints its part of a step's forward pass, where <see cref="IsComputed"/>.</summary>
    public abstract void EmitForward(MethodBody body, LoweredNode node);

    /// <summary>Whether it takes relevance back in a way of its own; otherwise it passes on unchanged.</summary>
    public virtual bool IsExplained(LoweredNode node) => false;

    /// <summary>The type and arguments of what it needs as a constant of the class, or null.</summary>
    public virtual (string Type, string Value)? Constant(LoweredNode node) => null;

    /// <summary>Prints how its weights are read and what is made of them once.</summary>
    public virtual void EmitLoad(CodeWriter code, LoweredNode node)
    {
    }

    /// <summary>Whether it has something to compute once for each input, before the first explanation.</summary>
    public virtual bool HasPreparation(LoweredNode node) => false;

    /// <summary>Prints what <see cref="HasPreparation"/> announces.</summary>
    public virtual void EmitPrepare(MethodBody body, LoweredNode node)
    {
    }

    /// <summary>Prints its way back, where <see cref="IsExplained"/>: from the relevance of its output to what each of its edges takes.</summary>
    public virtual void EmitExplain(MethodBody body, LoweredNode node)
    {
    }

    /// <summary>Prints what it does not pass on, for the books.</summary>
    public virtual void EmitLedger(MethodBody body, LoweredNode node, int step)
    {
    }
}

/// <summary>Whether a layer can be the end that an explanation leaves out.</summary>
internal enum HeadRole
{
    /// <summary>It is explained like any other.</summary>
    Never,

    /// <summary>At the end it is left out; further inside it is an activation.</summary>
    AtEnd,

    /// <summary>It may stand at the end alone.</summary>
    OnlyAtEnd,
}

/// <summary>How a layer says that a shape does not fit.</summary>
/// <param name="expected">What it takes: "one dimension".</param>
/// <param name="advice">What to do: "put [Flatten] before it".</param>
internal delegate void ShapeReport(string expected, string advice);
