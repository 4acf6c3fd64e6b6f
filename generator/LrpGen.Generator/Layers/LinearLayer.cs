using System.Globalization;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>A dense layer; how it is printed is in LinearLayer.Emit.cs.</summary>
internal sealed partial record LinearLayer(int Features, bool HasBias, int Anchor) : LayerSpec(Anchor), IFoldable
{
    public EquatableArray<NormFold> Folds { get; init; } = EquatableArray<NormFold>.Empty;

    public LayerSpec WithFold(NormFold fold) => this with { Folds = Folds.Items.Add(fold) };

    public bool CanFoldBefore => true;

    public override string Name => "Linear";

    public override string Wording => $"Linear({Features.ToString(CultureInfo.InvariantCulture)})";

    public override string Formula(string x, string y) => HasBias ? "z_j = sum_i x_i w_ij + b_j" : "z_j = sum_i x_i w_ij";

    public override LinearKind Linear => LinearKind.Dense;

    public override Layout? InputLayout(Dims input) => Layout.Plain;

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        int features = attribute.Int("features", 0);
        if (features >= 1)
            return new LinearLayer(features, attribute.Bool("Bias", true), attribute.Anchor);
        attribute.Report(Descriptors.SizeNotPositive, attribute.AnchorOf("features"), "features", "[Linear]", features);
        return null;
    }

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        if (input.Rank == 1)
            return new Dims(Features);
        report("one dimension", "put [Flatten] before it");
        return null;
    }

    public override ValueRange OutputRange(ValueRange input) => ValueRange.Unknown;

    public override long Parameters(Dims input) => ((long)input.Count * Features) + (HasBias ? Features : 0);

    public override long MultiplyAdds(Dims input) => (long)input.Count * Features;
}
