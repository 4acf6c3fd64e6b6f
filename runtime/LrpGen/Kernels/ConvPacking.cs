using LrpGen.Weights;

namespace LrpGen.Kernels;

/// <summary>How the weights of a convolution are packed for one direction: block after block of result channels, each by itself.</summary>
internal readonly struct ConvPacking
{
    private readonly ConvMap _map;
    private readonly WinogradMap? _winograd;
    private readonly int _weights;
    private readonly int _resultStride;
    private readonly int _sourceStride;
    private readonly bool _isAdjoint;

    public ConvPacking(ConvShape shape, bool isAdjoint)
    {
        _isAdjoint = isAdjoint;
        _map = isAdjoint ? shape.Adjoint : shape.Forward;
        _winograd = isAdjoint ? shape.AdjointWinograd : shape.ForwardWinograd;
        _weights = shape.WeightFloats;
        int outStride = (isAdjoint ? _map.ResultsPerGroup : _map.SourcesPerGroup) * _map.Taps;
        (_resultStride, _sourceStride) = isAdjoint ? (_map.Taps, outStride) : (outStride, _map.Taps);
    }

    /// <summary>How many blocks there are.</summary>
    public int Items => _map.Panels.Length;

    /// <summary>The length of the packed weights.</summary>
    public int Floats => _winograd?.Floats ?? _map.Floats;

    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Check(int weights, int packed)
    {
        Require.Length(weights, _weights);
        Require.Length(packed, Floats);
    }

    /// <summary>Packs a block.</summary>
    /// <param name="item">Which.</param>
    /// <param name="weights">All weights, in the file's order.</param>
    /// <param name="signs">What they are multiplied by.</param>
    /// <param name="packed">Takes all packed weights.</param>
    public void Pack(int item, ReadOnlySpan<float> weights, WeightSigns signs, Span<float> packed)
    {
        if (_winograd is null)
            _map.Pack(item, weights, _resultStride, _sourceStride, signs, packed);
        else if (_winograd.IsSmall)
            WinogradSmallWeights.Pack(_winograd, item, weights, _resultStride, _sourceStride, flip: _isAdjoint, signs, packed);
        else
            WinogradWeights.Pack(_winograd, item, weights, _resultStride, _sourceStride, flip: _isAdjoint, signs, packed);
    }
}
