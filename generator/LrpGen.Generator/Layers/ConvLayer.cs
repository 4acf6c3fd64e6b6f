using System;
using System.Collections.Generic;
using System.Globalization;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Layers;

/// <summary>Convolutions of pictures and sequences, and transposed ones; how they are printed is in ConvLayer.Emit.cs.</summary>
internal sealed partial record ConvLayer(ConvKind Kind, int Channels, Sliding Sliding, int Groups, bool HasBias, int OutputPadding, int Anchor) : LayerSpec(Anchor), IFoldable
{
    public EquatableArray<NormFold> Folds { get; init; } = EquatableArray<NormFold>.Empty;

    /// <summary>How it makes the pooling behind it too; null where it does not, as before lowering.</summary>
    public ConvWindows? Windows { get; init; }

    public override string Name => Kind switch
    {
        ConvKind.Conv1d => "Conv1d",
        ConvKind.ConvTranspose2d => "ConvTranspose2d",
        _ => "Conv2d",
    };

    public override string Wording
    {
        get
        {
            Sliding s = Sliding;
            var parts = new List<string> { Text(Channels), Size(s.KernelY, s.KernelX) };
            if (s.StrideY != 1 || s.StrideX != 1)
                parts.Add("stride " + Size(s.StrideY, s.StrideX));
            if (s.IsSame)
                parts.Add("same");
            else if (s.IsPadded)
                parts.Add("padding " + (s.Top == s.Bottom && s.Left == s.Right ? Size(s.Top, s.Left) : $"{Text(s.Top)},{Text(s.Bottom)},{Text(s.Left)},{Text(s.Right)}"));
            if (s.DilationY != 1 || s.DilationX != 1)
                parts.Add("dilation " + Size(s.DilationY, s.DilationX));
            if (Groups != 1)
                parts.Add("groups " + Text(Groups));
            return $"{Name}({string.Join(", ", parts)})";
        }
    }

    public override LinearKind Linear => LinearKind.Convolution;

    public bool IsTransposed => Kind == ConvKind.ConvTranspose2d;

    public bool CanFoldBefore => !Sliding.IsPadded && Groups == 1 && !IsTransposed;

    public LayerSpec WithFold(NormFold fold) => this with { Folds = Folds.Items.Add(fold) };

    public static LayerSpec? ParseConv2d(AttributeReader attribute) => Parse(attribute, ConvKind.Conv2d);

    public static LayerSpec? ParseConv1d(AttributeReader attribute) => Parse(attribute, ConvKind.Conv1d);

    public static LayerSpec? ParseConvTranspose2d(AttributeReader attribute) => Parse(attribute, ConvKind.ConvTranspose2d);

    /// <summary>Whether anything is added to its sums: a bias, or what a folded norm leaves.</summary>
    public bool AddsBias => HasBias || Folds.Count > 0;

    public override string Formula(string x, string y) => AddsBias ? $"{y}_j = sum_i {x}_i w_ij + b_j" : $"{y}_j = sum_i {x}_i w_ij";

    public override Layout? InputLayout(Dims input) => Layout.Blocked;

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        int rank = Kind == ConvKind.Conv1d ? 2 : 3;
        if (input.Rank != rank)
        {
            report(
                rank == 2 ? "[channels, length]" : "[channels, height, width]",
                input.Rank == 1 ? "put it before [Flatten], or [Reshape] before it" : rank == 2 ? "use [Conv2d]" : "use [Conv1d]");
            return null;
        }

        if (input.Channels % Groups != 0 || Channels % Groups != 0)
        {
            report(
                $"channels that {Text(Groups)} groups divide, in and out",
                $"{Text(input.Channels)} channels come in and {Text(Channels)} go out; choose groups that divide both");
            return null;
        }

        (int height, int width) = OutputSize(input);
        if (height < 1 || width < 1)
        {
            if (IsTransposed)
                report("less padding", $"its output would have {Text(height)}x{Text(width)} places; pad less");
            else
                Sliding.For(input).ReportRoom(input, "kernel", report);
            return null;
        }

        return rank == 2 ? new Dims(Channels, width) : new Dims(Channels, height, width);
    }

    public override ValueRange OutputRange(ValueRange input) => ValueRange.Unknown;

    public override long Parameters(Dims input) => WeightCount(input) + (HasBias ? Channels : 0);

    public override long MultiplyAdds(Dims input)
    {
        (int height, int width) = OutputSize(input);
        long pixels = IsTransposed ? input.Pixels : (long)height * width;
        return WeightCount(input) * pixels;
    }

    /// <summary>The shape of the weights in the file.</summary>
    public EquatableArray<int> WeightShape(Dims input)
    {
        int first = IsTransposed ? input.Channels : Channels;
        int second = (IsTransposed ? Channels : input.Channels) / Groups;
        return Kind == ConvKind.Conv1d
            ? EquatableArray.Of(first, second, Sliding.KernelX)
            : EquatableArray.Of(first, second, Sliding.KernelY, Sliding.KernelX);
    }

    /// <summary>The convolution whose map this is, or whose transposed map it is.</summary>
    public ConvGeometry Geometry(Dims input)
    {
        Sliding s = Sliding.For(input);
        (int height, int width) = OutputSize(input);
        return IsTransposed
            ? new ConvGeometry(Channels, height, width, input.Channels, input.Height, input.Width, s.KernelY, s.KernelX, s.StrideY, s.StrideX, s.Top, s.Left, s.DilationY, s.DilationX, Groups)
            : new ConvGeometry(input.Channels, input.Height, input.Width, Channels, height, width, s.KernelY, s.KernelX, s.StrideY, s.StrideX, s.Top, s.Left, s.DilationY, s.DilationX, Groups);
    }

    private static LayerSpec? Parse(AttributeReader attribute, ConvKind kind)
    {
        int channels = attribute.Int("channels", 0);
        bool isSquare = attribute.OptionalInt("kernel") is not null;
        string rows = isSquare ? "kernel" : "kernelHeight";
        string columns = isSquare ? "kernel" : "kernelWidth";
        int kernelY = kind == ConvKind.Conv1d ? 1 : attribute.Int(rows, 0);
        int groups = attribute.Int("Groups", 1);
        int outputPadding = attribute.Int("OutputPadding", 0);
        bool good = SlidingReader.AtLeastOne(attribute, "channels", channels)
            & SlidingReader.AtLeastOne(attribute, "Groups", groups)
            & SlidingReader.Slides(attribute, "OutputPadding", outputPadding, 0);
        if (SlidingReader.Read(attribute, (rows, kernelY), (columns, attribute.Int(columns, 0)), isPool: false) is not { } sliding || !good)
            return null;
        if (kind == ConvKind.Conv1d)
        {
            if (SlidingReader.RowSetting(attribute) is { } rowSetting)
            {
                attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf(rowSetting), rowSetting, "[Conv1d]", attribute.Int(rowSetting, 0), "left out: a sequence has no rows");
                return null;
            }

            sliding = sliding with { StrideY = 1, DilationY = 1, Top = 0, Bottom = 0 };
        }

        if (kind == ConvKind.ConvTranspose2d && sliding.IsSame)
        {
            attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf("Same"), "Same", "[ConvTranspose2d]", "true", "left out: say the padding that the forward convolution had");
            return null;
        }

        if (outputPadding > 0 && outputPadding >= Math.Min(Math.Max(sliding.StrideY, sliding.DilationY), Math.Max(sliding.StrideX, sliding.DilationX)))
        {
            attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf("OutputPadding"), "OutputPadding", "[ConvTranspose2d]", outputPadding, "less than the stride or the dilation, in either direction");
            return null;
        }

        return new ConvLayer(kind, channels, sliding, groups, attribute.Bool("Bias", true), outputPadding, attribute.Anchor);
    }

    private (int Height, int Width) OutputSize(Dims input)
    {
        Sliding s = Sliding.For(input);
        return IsTransposed
            ? (Spread(input.Height, s.StrideY, s.SpanY - s.Top - s.Bottom), Spread(input.Width, s.StrideX, s.SpanX - s.Left - s.Right))
            : (s.OutHeight(input.Height), s.OutWidth(input.Width));
    }

    private int Spread(int size, int stride, int rest) => (int)Math.Min(((size - 1L) * stride) + rest + OutputPadding, int.MaxValue);

    /// <summary>The weights; more than any buffer holds where they are more than a number holds.</summary>
    private long WeightCount(Dims input) => (long)Math.Min((double)input.Channels * Channels / Groups * Sliding.KernelY * Sliding.KernelX, long.MaxValue / 1024);

    private string Size(int y, int x) => y == x || Kind == ConvKind.Conv1d ? Text(x) : Text(y) + "x" + Text(x);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which convolution it is.</summary>
internal enum ConvKind
{
    Conv1d,
    Conv2d,
    ConvTranspose2d,
}
