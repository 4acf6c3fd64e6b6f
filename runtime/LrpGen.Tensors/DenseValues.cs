using System.Buffers;
using System.Numerics.Tensors;

namespace LrpGen;

/// <summary>A tensor's values in row-major order: its own memory where it lies so, otherwise a copy that is given back at the end.</summary>
internal readonly ref struct DenseValues
{
    private readonly float[]? _rented;

    public DenseValues(in ReadOnlyTensorSpan<float> tensor)
    {
        int count = checked((int)tensor.FlattenedLength);
        if (count == 0)
            return;
        Span<nint> start = stackalloc nint[tensor.Rank];
        start.Clear();
        if (tensor.TryGetSpan(start, count, out ReadOnlySpan<float> values))
        {
            Values = values;
            return;
        }

        _rented = ArrayPool<float>.Shared.Rent(count);
        tensor.FlattenTo(_rented.AsSpan(0, count));
        Values = _rented.AsSpan(0, count);
    }

    public ReadOnlySpan<float> Values { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<float>.Shared.Return(_rented);
    }
}

/// <summary>Room for a tensor's values in row-major order: its own memory where it lies so, otherwise memory to be copied from.</summary>
internal readonly ref struct DenseResults
{
    private readonly float[]? _rented;

    public DenseResults(in TensorSpan<float> tensor)
    {
        int count = checked((int)tensor.FlattenedLength);
        if (count == 0)
            return;
        Span<nint> start = stackalloc nint[tensor.Rank];
        start.Clear();
        if (tensor.TryGetSpan(start, count, out Span<float> values))
        {
            Values = values;
            return;
        }

        _rented = ArrayPool<float>.Shared.Rent(count);
        Values = _rented.AsSpan(0, count);
    }

    public Span<float> Values { get; }

    /// <summary>Puts the values into the tensor, unless they are its own memory.</summary>
    public void CopyTo(in TensorSpan<float> tensor)
    {
        if (_rented is not null)
            new ReadOnlyTensorSpan<float>(Values, tensor.Lengths).CopyTo(tensor);
    }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<float>.Shared.Return(_rented);
    }
}
