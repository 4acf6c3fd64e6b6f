using System.ComponentModel;
using System.Runtime.InteropServices;
using LrpGen.Kernels;
using LrpGen.Threading;
using LrpGen.Weights;

namespace LrpGen.Memory;

/// <summary>
/// The weights of a network as its kernels read them: one aligned native block, made at load and never changed after, shared
/// by a network and its forks and freed with the last of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkWeights : SafeHandle
{
    private const int Alignment = 64;

    private readonly long _floats;
    private readonly float* _start;

    // Where weights stand that are bfloat16; a handful at most.
    private readonly List<long> _halves = [];
    private int _owners = 1;

    private NetworkWeights(long floats)
        : base(0, ownsHandle: true)
    {
        // Zeros as the operating system gives them: a page becomes memory when whoever loads writes to it.
        _floats = floats;
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)(floats * sizeof(float)) + Alignment));
        _start = (float*)((handle + Alignment - 1) / Alignment * Alignment);
        LargePages.Ask(_start, (nuint)Bytes);
    }

    /// <summary>The size of the block.</summary>
    internal long Bytes => sizeof(float) * _floats;

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Makes the block of a network from its weight file.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="floats">The size of the block.</param>
    /// <param name="threads">How many threads load; 0 for one on each core.</param>
    /// <param name="fill">Reads the tensors into their places.</param>
    /// <exception cref="WeightFileException">The file does not hold what the network needs.</exception>
    public static NetworkWeights Load(WeightFile file, long floats, int threads, Action<WeightLoader> fill)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fill);
        int loading = ThreadCount.Of(threads);
        var weights = new NetworkWeights(floats);
        try
        {
            using var loader = new WeightLoader(file, weights, loading);
            fill(loader);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>A part of the block; the bounds are checked. Valid while the network that reads it is not disposed.</summary>
    public Span<float> Slice(long start, int length)
    {
        if ((ulong)start > (ulong)_floats || (uint)length > (ulong)(_floats - start))
            throw new ArgumentOutOfRangeException(nameof(start));
        return new Span<float>(_start + start, length);
    }

    /// <summary>The weights of a dense layer, of the type in which they were loaded; the bounds are checked.</summary>
    internal DenseWeights Dense(long start, int length) => _halves.Contains(start) ? new DenseWeights(Halves(start, length)) : Slice(start, length);

    /// <summary>Says, while the block is filled, that the weights of a dense layer are bfloat16.</summary>
    internal void HoldBFloat16(long start) => _halves.Add(start);

    /// <summary>The first half of a place, which holds as many weights of half the size.</summary>
    internal Span<BFloat16> Halves(long start, int length) => MemoryMarshal.Cast<float, BFloat16>(Slice(start, length)[..((length + 1) / 2)])[..length];

    /// <summary>Adds an owner, unless the last one has let go already.</summary>
    internal bool TryShare()
    {
        while (true)
        {
            int owners = Volatile.Read(ref _owners);
            if (owners == 0)
                return false;
            if (Interlocked.CompareExchange(ref _owners, owners + 1, owners) == owners)
                return true;
        }
    }

    /// <summary>Lets go for one owner; the last one frees the block.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
            Dispose();
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
