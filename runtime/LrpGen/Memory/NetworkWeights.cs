using System.ComponentModel;
using System.Runtime.InteropServices;

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
    private int _owners = 1;

    private NetworkWeights(long floats)
        : base(0, ownsHandle: true)
    {
        _floats = floats;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)(floats * sizeof(float)), Alignment));
        NativeMemory.Clear((void*)handle, (nuint)(floats * sizeof(float)));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Makes the block of a network from its weight file.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="floats">The size of the block; at least 1.</param>
    /// <param name="fill">Reads the tensors into their places.</param>
    /// <exception cref="WeightFileException">The file does not hold what the network needs.</exception>
    public static NetworkWeights Load(WeightFile file, long floats, Action<WeightFile, NetworkWeights> fill)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fill);
        var weights = new NetworkWeights(Math.Max(floats, 1));
        try
        {
            fill(file, weights);
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
        return new Span<float>((float*)handle + start, length);
    }

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
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
