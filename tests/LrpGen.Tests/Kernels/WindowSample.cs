using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>A convolution below a pooling over windows of 2x2, and what both come to one after the other.</summary>
internal sealed class WindowSample
{
    /// <param name="size">The convolution.</param>
    /// <param name="hasNaN">Whether an input is not a number, for whose sake some windows hold numbers and others.</param>
    public WindowSample(ConvSize size, bool hasNaN = false)
    {
        Layer = new ConvLayer(size, winograd: true);
        Assert.True(Layer.Shape.HasWindows);
        int rows = size.OutHeight / 2, columns = size.OutWidth / 2;
        Pool = PoolShape.Sliding(size.OutHeight, size.OutWidth, rows, columns, 2, 2, 2, 2, 0, 0, 0, 0, countPadding: false);
        Places = [.. Enumerable.Range(0, Layer.Z.Values.Length / 4).Select(window =>
        {
            (int block, int rest) = Math.DivRem(window, rows * columns * 16);
            (int row, int column) = Math.DivRem(rest / 16, columns);
            int first = (((block * Layer.OutPixels) + (2 * row * size.OutWidth) + (2 * column)) * 16) + (rest % 16), below = first + (size.OutWidth * 16);
            return new[] { first, first + 16, below, below + 16 };
        })];

        // Where inputs are zero all outputs of a channel are equal; those of one are zero. The other input is the corner of a tile's patch.
        for (int channel = 0; channel < size.In; channel++)
        {
            for (int pixel = 0; pixel < Layer.InPixels; pixel++)
            {
                if (pixel / size.InWidth < ForwardMap.PatchSide && pixel % size.InWidth < ForwardMap.PatchSide)
                    X[Layer.X.IndexOf(channel, pixel)] = 0;
            }
        }

        Layer.OutBias[1] = 0;
        int corner = 2 * ForwardMap.TileSide;
        if (hasNaN)
            X[Layer.X.IndexOf(0, ((corner - size.PadTop) * size.InWidth) + corner - size.PadLeft)] = float.NaN;
        var random = new Random(5);
        A = [.. Layer.Z.Values];
        S = [.. Places.Select(_ => random.NextSingle() - 0.5f)];
    }

    public ConvLayer Layer { get; }

    public PoolShape Pool { get; }

    /// <summary>The four places of each window and channel, in the order of rows.</summary>
    public int[][] Places { get; }

    public float[] X => Layer.X.Values;

    /// <summary>A picture like the output.</summary>
    public float[] A { get; }

    /// <summary>One value for each window.</summary>
    public float[] S { get; }

    public WinogradMap ForwardMap => Layer.Shape.ForwardWinograd!;

    public WinogradMap AdjointMap => Layer.Shape.AdjointWinograd!;

    /// <summary>What a kernel must overwrite, one value for each window.</summary>
    public float[] Noise() => [.. S.Select(static _ => float.NaN)];

    /// <summary>All outputs.</summary>
    public float[] Forward(int width, Tail tail)
    {
        float[] z = ConvLayer.Noise(Layer.Z);
        Run(width, ForwardMap, new WholePicture(X), Layer.Forward, new WholeResult(Layer.OutBias, z, Placing.Set, tail));
        return z;
    }

    /// <summary>The way back of a whole picture.</summary>
    public float[] Adjoint(int width, float[] s, Tail tail)
    {
        float[] r = ConvLayer.Noise(Layer.X);
        Run(width, AdjointMap, new WholePicture(s), Layer.Adjoint, new WholeResult([], r, Placing.Set, tail));
        return r;
    }

    /// <summary>The largest output of each window, and its place.</summary>
    public (float[] Largest, float[] Winners) WinnersOf(float[] z)
    {
        float[] largest = [.. Places.Select(places => places.Max(place => float.IsNaN(z[place]) ? float.PositiveInfinity : z[place]))];
        var winners = new float[largest.Length];
        for (int k = 0; k < winners.Length; k++)
        {
            if (Places[k].Any(place => float.IsNaN(z[place])))
                (largest[k], winners[k]) = (float.NaN, 4);
            else
                winners[k] = Array.FindIndex(Places[k], place => z[place] == largest[k]);
        }

        return (largest, winners);
    }

    /// <summary>A kernel at a width of vectors, for one worker.</summary>
    public static void Run<TSource, TResult>(int width, WinogradMap map, scoped TSource source, float[] packed, scoped TResult result)
        where TSource : struct, IWinogradSource, allows ref struct
        where TResult : struct, IWinogradResult, allows ref struct
    {
        // What scratch memory holds must not matter.
        Worker worker = Worker.Alone;
        worker.Scratch(map.ScratchFloats).Fill(float.NaN);
        switch (width)
        {
            case 512: Winograd.Run<Vector512<float>, Lanes512, TSource, TResult>(map, in source, packed, in result, worker); break;
            case 256: Winograd.Run<Vector256<float>, Lanes256, TSource, TResult>(map, in source, packed, in result, worker); break;
            default: Winograd.Run<Vector128<float>, Lanes128, TSource, TResult>(map, in source, packed, in result, worker); break;
        }
    }
}
