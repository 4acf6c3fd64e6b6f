using System.ComponentModel;
using System.Runtime.ExceptionServices;
using LrpGen.Kernels;
using LrpGen.Memory;

namespace LrpGen.Weights;

/// <summary>
/// Fills the weights of a network from a file, for generated code: what is large is read and packed by several threads, and without a
/// copy of all that the file holds.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightLoader : IDisposable
{
    /// <summary>Weights from which on threads are worth starting: some tenths of a millisecond.</summary>
    private const long WorthSharing = 1 << 18;

    private readonly WeightFile _file;
    private readonly NetworkWeights _weights;
    private readonly ParallelOptions _options;
    private NativeFloats? _room;

    internal WeightLoader(WeightFile file, NetworkWeights weights, int threads)
    {
        _file = file;
        _weights = weights;
        _options = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    /// <summary>The file.</summary>
    public WeightFile File => _file;

    /// <summary>A part of the network's weights.</summary>
    public Span<float> Slice(long start, int length) => _weights.Slice(start, length);

    /// <summary>The weights of a dense layer that have been read.</summary>
    public DenseWeights DenseWeights(long start, int length) => _weights.Dense(start, length);

    /// <summary>
    /// Reads a matrix of shape [rows, columns] and writes its transpose, each row of <paramref name="stride"/> values: bfloat16 where the
    /// file has them so, which leaves the other half of the place untouched, and floats otherwise.
    /// </summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="rows">The rows of the matrix in the file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="start">Where the transpose starts.</param>
    /// <param name="stride">The length of its rows.</param>
    /// <exception cref="WeightFileException">The tensor is missing, has another shape or a type that is not read.</exception>
    public void ReadTransposed(string tensor, int rows, int columns, long start, int stride)
    {
        if (_file.HasBFloat16(tensor))
        {
            TransposedTensor<BFloat16> halves = _file.Transposed<BFloat16>(tensor, rows, columns, stride);
            _weights.HoldBFloat16(start);
            Share(halves.Parts, (long)rows * columns, part => halves.Read(part, _weights.Halves(start, columns * stride)));
            return;
        }

        TransposedTensor<float> floats = _file.Transposed<float>(tensor, rows, columns, stride);
        Share(floats.Parts, (long)rows * columns, part => floats.Read(part, _weights.Slice(start, columns * stride)));
    }

    /// <summary>Reads <c>NAME.weight</c>, and <c>NAME.bias</c> where the layer has one. Valid until the next is read.</summary>
    /// <param name="name">The part of the tensors' names before ".weight".</param>
    /// <param name="shape">The shape of the weights.</param>
    /// <param name="biases">The number of biases; 0 for none.</param>
    /// <exception cref="WeightFileException">A tensor is missing, or has another shape or a type that is not read.</exception>
    public LayerWeights Read(string name, ReadOnlySpan<int> shape, int biases) => LayerWeights.Read(_file, name, shape, biases, Room);

    /// <summary>Packs weights for <see cref="Conv.Forward"/>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="start">Where the packed weights start.</param>
    public void PackForward(ConvShape shape, LayerWeights weights, long start)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Pack(new ConvPacking(shape, isAdjoint: false), weights, start);
    }

    /// <summary>Packs weights for <see cref="Conv.Adjoint"/>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="start">Where the packed weights start.</param>
    public void PackAdjoint(ConvShape shape, LayerWeights weights, long start)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Pack(new ConvPacking(shape, isAdjoint: true), weights, start);
    }

    /// <summary>Packs weights for <see cref="Conv.AdjointBoxPlain"/>.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="start">Where the packed weights start.</param>
    public void PackBox(ConvShape shape, LayerWeights weights, long start)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(weights);
        Conv.PackBoxBySign(shape, weights.Weights, weights.Signs, _weights.Slice(start, shape.BoxFloats));
    }

    /// <summary>Frees what was needed for loading.</summary>
    public void Dispose()
    {
        ((IDisposable?)_room)?.Dispose();
        _room = null;
    }

    private void Pack(ConvPacking packing, LayerWeights weights, long start)
    {
        ArgumentNullException.ThrowIfNull(weights);
        packing.Check(weights.Weights.Length, packing.Floats);
        Share(packing.Items, packing.Floats, item => packing.Pack(item, weights.Weights, weights.Signs, _weights.Slice(start, packing.Floats)));
    }

    private void Share(int items, long floats, Action<int> item)
    {
        if (floats < WorthSharing || _options.MaxDegreeOfParallelism == 1)
        {
            for (int k = 0; k < items; k++)
                item(k);
            return;
        }

        try
        {
            Parallel.For(0, items, _options, item);
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>The same memory for one layer after the other.</summary>
    private Memory<float> Room(long floats)
    {
        if (_room is null || _room.Floats < floats)
        {
            Dispose();
            _room = new NativeFloats(checked((int)floats));
        }

        return _room.Memory[..(int)floats];
    }
}
