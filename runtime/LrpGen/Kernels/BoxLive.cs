using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>A pixel of the output that has values other than zero.</summary>
/// <param name="Place">Where its rows of sums begin.</param>
/// <param name="Count">How many values.</param>
internal readonly record struct BoxPixel(nuint Place, int Count);

/// <summary>Values other than zero of a row of outputs, pixel after pixel, and where their weights lie.</summary>
internal ref struct BoxLive(Span<float> values, Span<nuint> weights, Span<BoxPixel> pixels)
{
    /// <summary>Values that are looked at together: one bit of a word for each.</summary>
    public const int Word = 64;

    private readonly Span<float> _values = values;
    private readonly Span<nuint> _weights = weights;
    private readonly Span<BoxPixel> _pixels = pixels;
    private int _count;
    private int _ended;
    private int _pixelCount;

    public readonly ReadOnlySpan<float> Values => _values;

    public readonly ReadOnlySpan<nuint> Weights => _weights;

    public readonly ReadOnlySpan<BoxPixel> Pixels => _pixels[.._pixelCount];

    /// <summary>Whether one more pixel fits, with a word of values.</summary>
    public readonly bool HasRoom => _count + Word <= _values.Length && _pixelCount < _pixels.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float value, nuint weight)
    {
        _values[_count] = value;
        _weights[_count++] = weight;
    }

    /// <summary>What was added since the last pixel belongs to this one.</summary>
    public void EndPixel(nuint place)
    {
        if (_count == _ended)
            return;
        _pixels[_pixelCount++] = new BoxPixel(place, _count - _ended);
        _ended = _count;
    }

    public void Clear() => _count = _ended = _pixelCount = 0;
}
