using LrpGen.Imaging;
using LrpGen.Tool.Compiling;

namespace LrpGen.Tool.Explaining;

/// <summary>What is done with each input: fixed before the first is read.</summary>
/// <param name="Loaded">The network.</param>
/// <param name="Target">Which outputs are explained.</param>
/// <param name="Layer">The layer whose relevance is wanted; the input's where null.</param>
/// <param name="KeepsBooks">Whether the books are wanted.</param>
/// <param name="Pictures">How pictures become inputs.</param>
/// <param name="Colormap">The color map of heat maps.</param>
internal sealed record ExplainPlan(LoadedNetwork Loaded, TargetChoice Target, string? Layer, bool KeepsBooks, PictureSettings Pictures, Colormap Colormap)
{
    // Pictures of few pixels are enlarged until they can be seen.
    private const int LeastSide = 224;

    // In pictures of more, single pixels would make all the rest pale.
    private const int ManyPixels = 64 * 64;
    private const double PercentileOfMany = 99.5;

    /// <summary>The shape of the relevances of one sample.</summary>
    public Shape RelevanceShape => Layer is null ? Loaded.Model.Input : new Shape(Loaded.Model.Find(Layer)!.OutputShape);

    /// <summary>Opens an input.</summary>
    public InputFile Open(string path) => InputFile.Open(path, Loaded.Model.Input, Loaded.Model.IsInputChannelsLast, Pictures);

    public SampleExplainer Explainer(INetwork fork) => new(fork, Target, Layer is null ? null : Loaded.StepOf(Layer), KeepsBooks);

    /// <summary>The sizes of the array of relevances for an input.</summary>
    public long[] SizesFor(InputFile file)
    {
        if (Layer is null)
            return file.Sizes;
        long[] sample = [.. RelevanceShape.Sizes.ToArray().Select(static size => (long)size)];
        return file.IsBatch ? [file.Samples, .. sample] : sample;
    }

    /// <summary>Paints the relevances of one sample.</summary>
    public Picture Paint(ReadOnlySpan<float> relevance) => Paint(relevance, RelevanceShape, Colormap);

    /// <summary>Paints relevances of any shape: values without a height are one row, and more than three sizes are folded into the channels.</summary>
    public static Picture Paint(ReadOnlySpan<float> relevance, Shape shape, Colormap colormap)
    {
        Shape plane = PlaneOf(shape);
        int side = Math.Max(plane[1], plane[2]);
        return Heatmap.Render(relevance, plane, new HeatmapOptions { Colormap = colormap, Percentile = PercentileFor(plane), Zoom = Math.Max(1, (LeastSide + side - 1) / side) });
    }

    /// <summary>The percentile of relevances at which colors saturate.</summary>
    public static double PercentileFor(Shape shape) => PlaneOf(shape) is var plane && plane[1] * plane[2] > ManyPixels ? PercentileOfMany : 100;

    private static Shape PlaneOf(Shape shape) => shape.Rank switch
    {
        0 => new Shape(1, 1, 1),
        1 => new Shape(1, 1, shape[0]),
        2 => new Shape(1, shape[0], shape[1]),
        _ => new Shape(shape.Count / shape[shape.Rank - 1] / shape[shape.Rank - 2], shape[shape.Rank - 2], shape[shape.Rank - 1]),
    };
}
