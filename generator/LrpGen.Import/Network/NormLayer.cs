using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Network;

/// <summary>A batch norm. The compiler folds it into a linear layer where it can.</summary>
internal class NormLayer(Value input, OnnxNode node, float epsilon, IReadOnlyList<NamedTensor> tensors) : NetworkLayer([input], input.Shape, node)
{
    private const string WeightEnding = ".weight";
    private const float UsualEpsilon = 1e-5f;

    public override string Kind => "BatchNorm";

    public override LayerRole Role => LayerRole.Affine;

    /// <summary>Whether a linear layer takes it in, so that it needs no rule.</summary>
    public bool IsFolded { get; set; }

    /// <summary>Whether that is the layer behind it.</summary>
    public bool IsFoldedAhead { get; set; }

    /// <summary>Whether it shares a step with a layer whose tensors have the step's name, so that it must name its own.</summary>
    public bool NamesItsWeights { get; set; }

    public override AttributeText Attribute
    {
        get
        {
            AttributeText text = AttributeText.Of(Kind);
            if (NamesItsWeights)
                text = text.Named("Weights", Literals.Quote(WeightName));
            return epsilon == UsualEpsilon ? text : text.Named("Epsilon", AttributeText.Text(epsilon));
        }
    }

    public override long Parameters => Tensors.Sum(static tensor => tensor.Elements.Count);

    public override string? ModelWeights => tensors is [{ Elements.Name: var name }, ..] && name.EndsWith(WeightEnding, StringComparison.Ordinal) && name.Length > WeightEnding.Length
        ? name[..^WeightEnding.Length]
        : null;

    public override IEnumerable<NamedTensor> Tensors => tensors;
}

/// <summary>What scales and shifts each channel by constants of the model, declared as the batch norm that does the same.</summary>
internal sealed class ScaleLayer(Value input, OnnxNode node, double[] scale, double[] shift) : NormLayer(input, node, NoEpsilon, [])
{
    // What is added to a variance of 1 without changing it.
    private const float NoEpsilon = 1e-30f;

    private double[] _scale = scale;
    private double[] _shift = shift;

    /// <summary>What it scales each channel by, where it does not shift.</summary>
    public double[]? PureScale => _shift.All(static value => value == 0) ? _scale : null;

    public override IEnumerable<NamedTensor> Tensors =>
    [
        Vector("weight", _scale),
        Vector("bias", _shift),
        Vector("running_mean", new double[_scale.Length]),
        Vector("running_var", [.. _scale.Select(static _ => 1.0)]),
    ];

    /// <summary>Takes in what scales and shifts its output.</summary>
    public void FoldBehind(double[] scale, double[] shift)
    {
        _shift = [.. _shift.Select((value, k) => (value * scale[k]) + shift[k])];
        _scale = [.. _scale.Select((value, k) => value * scale[k])];
    }

    private static NamedTensor Vector(string ending, double[] values) =>
        new(ending, ComputedConstant.Of(Tensor.Of([values.Length], [.. values.Select(static value => (float)value)]), ElementType.Float));
}
