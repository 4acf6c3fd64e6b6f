using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>Where each pixel of a result comes from: padding, cropping, upsampling. Relevance goes back the same way.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PixelMap
{
    private const int Nothing = -1;

    private readonly int _inPixels;
    private readonly int[] _sources;

    private PixelMap(int inPixels, int[] sources) => (_inPixels, _sources) = (inPixels, sources);

    /// <summary>A frame around the picture, cut off where a side is negative.</summary>
    /// <param name="height">The picture's rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="top">Rows before it.</param>
    /// <param name="bottom">Rows behind it.</param>
    /// <param name="left">Columns before it.</param>
    /// <param name="right">Columns behind it.</param>
    /// <param name="mode">What the frame holds.</param>
    public static PixelMap Frame(int height, int width, int top, int bottom, int left, int right, FrameMode mode) =>
        Make(height, width, height + top + bottom, width + left + right, (y, x) => (Inside(y - top, height, mode), Inside(x - left, width, mode)));

    /// <summary>Each pixel of the result takes the nearest of the picture: <c>floor(k * size / result size)</c>.</summary>
    public static PixelMap Nearest(int height, int width, int outHeight, int outWidth) =>
        Make(height, width, outHeight, outWidth, (y, x) => ((int)((long)y * height / outHeight), (int)((long)x * width / outWidth)));

    /// <summary>Takes the pixels of the result, and zero where they come from nowhere.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ReadOnlySpan<float> x, Span<float> z, Worker worker)
    {
        int blocks = CountBlocks(x.Length, z.Length);
        foreach (int block in worker.Share(blocks, Worker.WorkPerFloat * z.Length))
        {
            ReadOnlySpan<float> from = x.Slice(block * _inPixels * Blocks.Lanes, _inPixels * Blocks.Lanes);
            Span<float> to = z.Slice(block * _sources.Length * Blocks.Lanes, _sources.Length * Blocks.Lanes);
            for (int p = 0; p < _sources.Length; p++)
            {
                Span<float> pixel = to.Slice(p * Blocks.Lanes, Blocks.Lanes);
                if (_sources[p] == Nothing)
                    pixel.Clear();
                else
                    from.Slice(_sources[p] * Blocks.Lanes, Blocks.Lanes).CopyTo(pixel);
            }
        }

        worker.Sync();
    }

    /// <summary>Adds up, for each pixel of the picture, the relevance of all that came from it.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scatter(ReadOnlySpan<float> relevance, Span<float> r, Worker worker)
    {
        int blocks = CountBlocks(r.Length, relevance.Length);
        foreach (int block in worker.Share(blocks, Worker.WorkPerFloat * relevance.Length))
        {
            ReadOnlySpan<float> from = relevance.Slice(block * _sources.Length * Blocks.Lanes, _sources.Length * Blocks.Lanes);
            Span<float> to = r.Slice(block * _inPixels * Blocks.Lanes, _inPixels * Blocks.Lanes);
            to.Clear();
            for (int p = 0; p < _sources.Length; p++)
            {
                if (_sources[p] == Nothing)
                    continue;
                for (int lane = 0; lane < Blocks.Lanes; lane += Simd.Width)
                {
                    int at = (_sources[p] * Blocks.Lanes) + lane;
                    Vector<float> sum = Simd.Load(to, at) + Simd.Load(from, (p * Blocks.Lanes) + lane);
                    Simd.Store(sum, to, at);
                }
            }
        }

        worker.Sync();
    }

    private static PixelMap Make(int height, int width, int outHeight, int outWidth, Func<int, int, (int Y, int X)> source)
    {
        var sources = new int[outHeight * outWidth];
        for (int y = 0; y < outHeight; y++)
        {
            for (int x = 0; x < outWidth; x++)
            {
                (int fromY, int fromX) = source(y, x);
                sources[(y * outWidth) + x] = fromY < 0 || fromX < 0 ? Nothing : (fromY * width) + fromX;
            }
        }

        return new PixelMap(height * width, sources);
    }

    private static int Inside(int place, int size, FrameMode mode)
    {
        if (place >= 0 && place < size)
            return place;
        return mode switch
        {
            FrameMode.Reflect => place < 0 ? -place : (2 * (size - 1)) - place,
            FrameMode.Replicate => Math.Clamp(place, 0, size - 1),
            _ => Nothing,
        };
    }

    private int CountBlocks(int inFloats, int outFloats)
    {
        int blocks = inFloats / (_inPixels * Blocks.Lanes);
        Require.Length(inFloats, blocks * _inPixels * Blocks.Lanes);
        Require.Length(outFloats, blocks * _sources.Length * Blocks.Lanes);
        return blocks;
    }
}

/// <summary>What a frame around a picture holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FrameMode
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The picture mirrored at its outermost pixels, which are not repeated.</summary>
    Reflect,

    /// <summary>The outermost pixels again and again.</summary>
    Replicate,
}
