using LrpGen.Kernels;

namespace LrpGen.Tests.Kernels;

/// <summary>A convolution's sizes, and what it connects, said in the plainest way.</summary>
public sealed record ConvSize(
    int In, int InHeight, int InWidth, int Out, int OutHeight, int OutWidth, int KernelHeight, int KernelWidth,
    int StrideY = 1, int StrideX = 1, int PadTop = 0, int PadLeft = 0, int DilationY = 1, int DilationX = 1, int Groups = 1)
{
    internal ConvShape Shape(bool winograd = false) => new(
        In, InHeight, InWidth, Out, OutHeight, OutWidth, KernelHeight, KernelWidth,
        StrideY, StrideX, PadTop, PadLeft, DilationY, DilationX, Groups, winograd);

    public int Weights => Out * (In / Groups) * KernelHeight * KernelWidth;

    /// <summary>Every connection once: input channel and pixel, output channel and pixel, number of the weight.</summary>
    public void ForEach(Action<int, int, int, int, int> visit)
    {
        int inPerGroup = In / Groups, outPerGroup = Out / Groups;
        for (int o = 0; o < Out; o++)
        {
            for (int i = 0; i < inPerGroup; i++)
            {
                for (int tap = 0; tap < KernelHeight * KernelWidth; tap++)
                {
                    (int ky, int kx) = Math.DivRem(tap, KernelWidth);
                    for (int pixel = 0; pixel < OutHeight * OutWidth; pixel++)
                    {
                        (int oy, int ox) = Math.DivRem(pixel, OutWidth);
                        int y = (oy * StrideY) - PadTop + (ky * DilationY), x = (ox * StrideX) - PadLeft + (kx * DilationX);
                        int weight = (((o * inPerGroup) + i) * KernelHeight * KernelWidth) + tap;
                        if (y >= 0 && y < InHeight && x >= 0 && x < InWidth)
                            visit((o / outPerGroup * inPerGroup) + i, (y * InWidth) + x, o, pixel, weight);
                    }
                }
            }
        }
    }
}

/// <summary>A picture in blocks of 16 channels, by channel and pixel.</summary>
internal sealed class ConvPicture(int channels, int pixels)
{
    public float[] Values { get; } = new float[(channels + 15) / 16 * 16 * pixels];

    public static ConvPicture Of(int channels, int pixels, Func<float> next)
    {
        var picture = new ConvPicture(channels, pixels);
        picture.Visit(index => picture.Values[index] = next());
        return picture;
    }

    public int IndexOf(int channel, int pixel) => (((channel / 16 * pixels) + pixel) * 16) + (channel % 16);

    public float this[int channel, int pixel] => Values[IndexOf(channel, pixel)];

    /// <summary>The index of every value that is not padding.</summary>
    public void Visit(Action<int> visit)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                visit(IndexOf(channel, pixel));
        }
    }
}

/// <summary>A sum in float64 for every value of a picture, and the size of what was added.</summary>
internal sealed class ConvSums(int channels, int pixels)
{
    private readonly ConvPicture _layout = new(channels, pixels);
    private readonly double[] _sums = new double[(channels + 15) / 16 * 16 * pixels];
    private readonly double[] _sizes = new double[(channels + 15) / 16 * 16 * pixels];

    public void Add(int channel, int pixel, double value)
    {
        int index = _layout.IndexOf(channel, pixel);
        _sums[index] += value;
        _sizes[index] += Math.Abs(value);
    }

    public void AddAll(Func<int, double> valueOfChannel)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                Add(channel, pixel, valueOfChannel(channel));
        }
    }

    public void AddAll(float[] values) => _layout.Visit(index =>
    {
        _sums[index] += values[index];
        _sizes[index] += Math.Abs(values[index]);
    });

    /// <summary>
    /// A sum in float32 may be off by some roundings of the size of what was added, and of nothing if that is nothing.
    /// </summary>
    public void Check(float[] found, string what) => Check(found, what, 1e-6);

    /// <summary>Where sums round by what lies near a pixel, the largest size in the picture counts for all.</summary>
    public void Check(float[] found, string what, WinogradMap map)
    {
        double largest = _sizes.Max();
        _layout.Visit(index => _sizes[index] = largest);
        Check(found, what, map.TileSide == WinogradMap.LargeTileSide ? 6e-6 : 2e-6);
    }

    private void Check(float[] found, string what, double tolerance)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            if (!(Math.Abs(found[i] - _sums[i]) <= tolerance * _sizes[i]))
                Assert.Fail($"{what} at {i}: expected {_sums[i]}, found {found[i]}.");
        }
    }
}

/// <summary>A layer with random weights, biases and pictures on both sides.</summary>
internal sealed class ConvLayer
{
    public static readonly int[] Widths = [128, 256, 512];

    public ConvLayer(ConvSize size, bool winograd = false)
    {
        Size = size;
        var random = new Random(size.In + (size.Out * 100) + (size.InWidth * 10_000));
        Shape = size.Shape(winograd);
        InPixels = size.InHeight * size.InWidth;
        OutPixels = size.OutHeight * size.OutWidth;
        X = ConvPicture.Of(size.In, InPixels, Next);
        Z = ConvPicture.Of(size.Out, OutPixels, Next);
        InBias = ConvPicture.Of(size.In, 1, Next).Values;
        OutBias = ConvPicture.Of(size.Out, 1, Next).Values;
        Weights = [.. Enumerable.Range(0, size.Weights).Select(_ => Next())];
        Forward = new float[Shape.ForwardFloats];
        Adjoint = new float[Shape.AdjointFloats];
        Forward.AsSpan().Fill(float.NaN);
        Adjoint.AsSpan().Fill(float.NaN);
        Conv.PackForward(Shape, Weights, Forward);
        Conv.PackAdjoint(Shape, Weights, Adjoint);
        float Next() => random.NextSingle() - 0.5f;
    }

    public ConvSize Size { get; }

    public ConvShape Shape { get; }

    public int InPixels { get; }

    public int OutPixels { get; }

    public ConvPicture X { get; }

    public ConvPicture Z { get; }

    public float[] InBias { get; }

    public float[] OutBias { get; }

    public float[] Weights { get; }

    public float[] Forward { get; }

    public float[] Adjoint { get; }

    /// <summary>What a kernel must overwrite.</summary>
    public static float[] Noise(ConvPicture like)
    {
        float[] values = new float[like.Values.Length];
        values.AsSpan().Fill(float.NaN);
        return values;
    }
}
