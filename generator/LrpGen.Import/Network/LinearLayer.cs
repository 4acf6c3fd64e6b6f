using LrpGen.Import.Constants;
using LrpGen.Import.Graph;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Network;

/// <summary>A layer with weights and, perhaps, biases. Scales and shifts that come before or behind it go into them.</summary>
internal abstract class LinearLayer(Value input, int[] outputShape, OnnxNode node, Constant weight, Constant? bias) : NetworkLayer([input], outputShape, node)
{
    private const string WeightEnding = ".weight";

    public Constant Weight { get; private set; } = weight;

    public Constant? Bias { get; private set; } = bias;

    public override long Parameters => Weight.Count + (Bias?.Count ?? 0);

    public override string? ModelWeights => Weight.Name.EndsWith(WeightEnding, StringComparison.Ordinal) && Weight.Name.Length > WeightEnding.Length
        ? Weight.Name[..^WeightEnding.Length]
        : null;

    public override IEnumerable<NamedTensor> Tensors => Bias is null
        ? [new NamedTensor("weight", Weight)]
        : [new NamedTensor("weight", Weight), new NamedTensor("bias", Bias)];

    /// <summary>Whether zeros around its input stand for padding, so that only what maps zero to zero can be taken in before it.</summary>
    public abstract bool IsPadded { get; }

    /// <summary>Takes in what scales and shifts each channel of its output.</summary>
    public void FoldBehind(double[] scale, double[] shift)
    {
        Constant? bias = Bias;
        if (scale.Any(static factor => factor != 1))
            Scale(scale, OutputChannel);
        if (bias is not null || shift.Any(static value => value != 0))
            Bias = Vector(k => (float)(((bias?.Read()[k] ?? 0) * scale[k]) + shift[k]), shift.Length, bias?.Name ?? "");
    }

    /// <summary>Takes in what scales each channel of its input.</summary>
    public void FoldBefore(double[] scale) => Scale(scale, InputChannel);

    /// <summary>The channel of the output that a weight belongs to.</summary>
    protected abstract int OutputChannel(int weight);

    /// <summary>The channel of the input that a weight belongs to.</summary>
    protected abstract int InputChannel(int weight);

    private static ComputedConstant Vector(Func<int, float> element, int count, string name) => new(ElementType.Float, [count], name, () =>
    {
        var values = new float[count];
        for (int k = 0; k < count; k++)
            values[k] = element(k);
        return Tensor.Of([count], values);
    });

    private void Scale(double[] factors, Func<int, int> channel)
    {
        Constant before = Weight;
        Weight = new ComputedConstant(before.Type, before.Shape, before.Name, () =>
        {
            Tensor weights = before.Read();
            return weights.Computed(before.Shape, k => weights[k] * factors[channel(k)]);
        });
    }
}

/// <summary>A dense layer; its weights are [features, inputs].</summary>
internal sealed class DenseLayer(Value input, OnnxNode node, Constant weight, Constant? bias) : LinearLayer(input, [weight.Shape[0]], node, weight, bias)
{
    public override string Kind => "Linear";

    public override LayerRole Role => LayerRole.Dense;

    public override bool IsPadded => false;

    public override AttributeText Attribute
    {
        get
        {
            AttributeText text = AttributeText.Of(Kind).With(Weight.Shape[0], "Features");
            return Bias is null ? text.Named("Bias", "false") : text;
        }
    }

    protected override int OutputChannel(int weight) => weight / Weight.Shape[1];

    protected override int InputChannel(int weight) => weight % Weight.Shape[1];
}
