using System;
using System.Collections.Generic;
using System.Globalization;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Poolings of pictures and sequences; how they are printed is in PoolLayer.Emit.cs.</summary>
/// <param name="Kind">What becomes of a window.</param>
/// <param name="Sliding">Its windows, for sliding ones.</param>
/// <param name="Size">The output's size, for adaptive ones.</param>
/// <param name="CountsPadding">Whether padding counts in an average's divisor.</param>
/// <param name="Relevance">For the largest value: how relevance goes back; null where the network decides.</param>
/// <param name="Anchor">The attribute's place.</param>
internal sealed partial record PoolLayer(PoolKind Kind, Sliding? Sliding, (int Height, int Width)? Size, bool CountsPadding, MaxRelevance? Relevance, int Anchor)
    : LayerSpec(Anchor)
{
    /// <summary>A setting for rows alone that is given, for sliding windows.</summary>
    public string? RowSetting { get; init; }

    public override string Name => (Kind, Sliding, Size) switch
    {
        (PoolKind.Sum, _, _) => "SumPool",
        (PoolKind.Max, null, _) => "GlobalMaxPool",
        (PoolKind.Max, _, _) => "MaxPool",
        (_, null, (1, 1)) => "GlobalAvgPool",
        (_, null, _) => "AdaptiveAvgPool",
        _ => "AvgPool",
    };

    public override string Wording
    {
        get
        {
            if (Sliding is not { } s)
                return Size is (1, 1) or null ? Name : $"{Name}({Both(Size.Value.Height, Size.Value.Width)})";
            var parts = new List<string> { Both(s.KernelY, s.KernelX) };
            if (s.StrideY != s.KernelY || s.StrideX != s.KernelX)
                parts.Add("stride " + Both(s.StrideY, s.StrideX));
            if (s.IsSame)
                parts.Add("same");
            else if (s.IsPadded)
                parts.Add("padding " + Both(s.Top, s.Left));
            if (s.IsCeil)
                parts.Add("ceil");
            if (Kind == PoolKind.Max && Relevance is { } way && way != MaxRelevance.Winner)
                parts.Add("relevance as " + way.ToString().ToLowerInvariant());
            return $"{Name}({string.Join(", ", parts)})";
        }
    }

    public override bool IsNormed => Kind != PoolKind.Max || Relevance == MaxRelevance.Average;

    public static LayerSpec? ParseMax(AttributeReader attribute) => Slide(attribute, PoolKind.Max);

    public static LayerSpec? ParseAvg(AttributeReader attribute) => Slide(attribute, PoolKind.Average);

    public static LayerSpec? ParseSum(AttributeReader attribute) => Slide(attribute, PoolKind.Sum);

    public static LayerSpec? ParseGlobalAvg(AttributeReader attribute) => new PoolLayer(PoolKind.Average, null, (1, 1), false, null, attribute.Anchor);

    public static LayerSpec? ParseGlobalMax(AttributeReader attribute) =>
        new PoolLayer(PoolKind.Max, null, (1, 1), false, (MaxRelevance?)attribute.OptionalEnum("Relevance"), attribute.Anchor);

    public static LayerSpec? ParseAdaptiveAvg(AttributeReader attribute)
    {
        int height = attribute.Int("height", 0);
        int width = attribute.Int("width", 0);
        if (!SlidingReader.AtLeastOne(attribute, "height", height) || !SlidingReader.NotNegative(attribute, "width", width))
            return null;
        return new PoolLayer(PoolKind.Average, null, (height, width == 0 ? height : width), false, null, attribute.Anchor);
    }

    public override string Formula(string x, string y) => Kind switch
    {
        PoolKind.Max => $"{y}_j = the largest {x}_i of window j",
        PoolKind.Sum => $"{y}_j = the sum of {x}_i over window j",
        _ => $"{y}_j = the mean of {x}_i over window j",
    };

    public override Layout? InputLayout(Dims input) => Layout.Blocked;

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        if (input.Rank is not (2 or 3))
        {
            report("[channels, height, width] or [channels, length]", "put it before [Flatten], or [Reshape] before it");
            return null;
        }

        if (input.Rank == 2 && RowSetting is not null)
        {
            report($"a picture, since {RowSetting} is told", $"a sequence has no rows; leave {RowSetting} out");
            return null;
        }

        (int height, int width) = OutputSize(input);
        if (height < 1 || width < 1)
        {
            SlidingFor(input)!.Value.ReportRoom(input, "window", report);
            return null;
        }

        if (SlidingFor(input) is { } s && (s.Top >= s.KernelY || s.Bottom >= s.KernelY || s.Left >= s.KernelX || s.Right >= s.KernelX))
        {
            report("less padding than its window is large", "a window of padding alone has no value; pad less");
            return null;
        }

        return input.Rank == 2 ? new Dims(input.Channels, width) : new Dims(input.Channels, height, width);
    }

    public override ValueRange OutputRange(ValueRange input) => Kind switch
    {
        PoolKind.Max => input,
        PoolKind.Sum => new ValueRange(input.IsNeverNegative ? 0 : float.NegativeInfinity, input.IsNeverPositive ? 0 : float.PositiveInfinity),
        _ => new ValueRange(Math.Min(input.Low, CountsPadding ? 0 : input.Low), Math.Max(input.High, CountsPadding ? 0 : input.High)),
    };

    /// <summary>Whether every window holds one element, so that nothing changes.</summary>
    public bool IsIdentityFor(Dims input)
    {
        (int height, int width) = OutputSize(input);
        if (height != input.Height || width != input.Width)
            return false;
        return SlidingFor(input) is not { } s
            || (HoldsOne(input.Height, s.KernelY, s.StrideY, s.Top, s.Bottom) && HoldsOne(input.Width, s.KernelX, s.StrideX, s.Left, s.Right));
    }

    /// <summary>Whether windows of 2x2 places cut a picture without a rest.</summary>
    public bool IsCutInFours(Dims input) =>
        input.Rank == 3
        && SlidingFor(input) is { KernelY: 2, KernelX: 2, StrideY: 2, StrideX: 2, Top: 0, Bottom: 0, Left: 0, Right: 0 }
        && input.Height % 2 == 0 && input.Width % 2 == 0;

    /// <summary>Whether each window along a side holds one place, with as many windows as places, and padding that counts in none.</summary>
    private bool HoldsOne(int size, int kernel, int stride, int before, int behind)
    {
        for (int k = 0; k < size; k++)
        {
            int start = (k * stride) - before;
            (int first, int end) = CountsPadding ? (start, Math.Min(start + kernel, size + behind)) : (Math.Max(start, 0), Math.Min(start + kernel, size));
            if (end - first != 1)
                return false;
        }

        return true;
    }

    /// <summary>The sliding windows for a shape: along a sequence they are one row high.</summary>
    private Sliding? SlidingFor(Dims input) => Sliding is not { } s
        ? null
        : (input.Rank == 2 ? s with { KernelY = 1, StrideY = 1, Top = 0, Bottom = 0 } : s).For(input);

    private (int Height, int Width) OutputSize(Dims input)
    {
        if (SlidingFor(input) is { } s)
            return (s.OutHeight(input.Height), s.OutWidth(input.Width));
        (int height, int width) = Size!.Value;
        return input.Rank == 2 ? (1, width) : (height, width);
    }

    private static LayerSpec? Slide(AttributeReader attribute, PoolKind kind)
    {
        int kernel = attribute.Int("kernel", 0);
        string rows = attribute.OptionalInt("KernelY") is null ? "kernel" : "KernelY";
        string columns = attribute.OptionalInt("KernelX") is null ? "kernel" : "KernelX";
        if (SlidingReader.Read(attribute, (rows, attribute.OptionalInt("KernelY") ?? kernel), (columns, attribute.OptionalInt("KernelX") ?? kernel), isPool: true) is not { } sliding)
            return null;
        return new PoolLayer(
            kind,
            sliding,
            null,
            kind == PoolKind.Average && attribute.Bool("CountPadding", true),
            kind == PoolKind.Max ? (MaxRelevance?)attribute.OptionalEnum("Relevance") : null,
            attribute.Anchor)
        {
            RowSetting = SlidingReader.RowSetting(attribute),
        };
    }

    private static string Both(int y, int x) => y == x ? Text(y) : Text(y) + "x" + Text(x);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What becomes of a window.</summary>
internal enum PoolKind
{
    Max,
    Average,
    Sum,
}

/// <summary>How relevance goes back through the largest value of a window; the order is that of the attribute's enumeration.</summary>
internal enum MaxRelevance
{
    Winner,
    Average,
    Split,
}
