using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>
/// Batch normalization with the statistics of training. The fold pass replaces it where a linear layer takes it in; where none does it is a
/// depthwise convolution of one pixel.
/// </summary>
/// <param name="WeightName">The part of its tensors' names before ".weight"; null for the step's.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsAffine">Whether it has weights and biases.</param>
/// <param name="Anchor">The attribute's place.</param>
internal sealed record BatchNormLayer(string? WeightName, float Epsilon, bool IsAffine, int Anchor) : LayerSpec(Anchor)
{
    public override string Name => "BatchNorm";

    public override LinearKind Linear => LinearKind.Affine;

    public override bool IsNamedByStep => WeightName is null;

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        float epsilon = attribute.Float("Epsilon", 1e-5f);
        string? weights = attribute.String("Weights");
        bool isNamed = weights != "";
        if (!isNamed)
            attribute.Report(Diagnostics.Descriptors.ParameterOutOfRange, attribute.AnchorOf("Weights"), "Weights", "[BatchNorm]", "empty", "the part of the tensors' names before '.weight'");
        return RuleReader.Positive(attribute, "Epsilon", epsilon) && isNamed
            ? new BatchNormLayer(weights, epsilon, attribute.Bool("Affine", true), attribute.Anchor)
            : null;
    }

    public override string Formula(string x, string y) => $"{y}_c = k_c {x}_c + shift_c for each channel c";

    public override Layout? InputLayout(Dims input) => input.Rank == 1 ? Layout.Plain : Layout.Blocked;

    public override ValueRange OutputRange(ValueRange input) => ValueRange.Unknown;

    public override long Parameters(Dims input) => IsAffine ? 4L * input.Channels : 2L * input.Channels;

    public override long MultiplyAdds(Dims input) => input.Count;

    /// <summary>The norm as it is loaded.</summary>
    public NormFold Fold(Dims input, string stepName, bool isBefore) => new(WeightName ?? stepName, input.Channels, Epsilon, IsAffine, isBefore);

    /// <summary>The convolution that it is.</summary>
    public static ConvGeometry Geometry(Dims input) => new(
        input.Channels, input.Height, input.Width, input.Channels, input.Height, input.Width, 1, 1, 1, 1, 0, 0, 1, 1, input.Channels);

    public override bool IsExplained(LoweredNode node) => ConvEmitter.IsExplained(node);

    public override (string Type, string Value)? Constant(LoweredNode node) => ConvEmitter.Constant(node);

    public override void EmitLoad(CodeWriter code, LoweredNode node) => ConvEmitter.EmitLoad(code, node);

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        body.Line($"// {Formula("x", "z")}");
        ConvEmitter.EmitForward(body, node);
    }

    public override bool HasPreparation(LoweredNode node) => ConvEmitter.HasPreparation(node);

    public override void EmitPrepare(MethodBody body, LoweredNode node) => ConvEmitter.EmitPrepare(body, node);

    public override void EmitExplain(MethodBody body, LoweredNode node) => ConvEmitter.EmitExplain(body, node);

    public override void EmitLedger(MethodBody body, LoweredNode node, int step) => ConvEmitter.EmitLedger(body, node, step);
}
