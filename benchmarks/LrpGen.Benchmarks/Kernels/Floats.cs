using System.Runtime.InteropServices;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>Memory that starts where a vector may start, as that of networks does. Zero at first.</summary>
internal sealed class Floats
{
    private const int Alignment = 64;

    private readonly float[] _memory;
    private readonly int _start;

    public Floats(int count)
    {
        Length = count;
        _memory = GC.AllocateArray<float>(count + (Alignment / sizeof(float)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(float);
    }

    /// <summary>A copy of values, and zeros behind them.</summary>
    public Floats(ReadOnlySpan<float> values, int count)
        : this(count) => values.CopyTo(Span);

    public int Length { get; }

    public Span<float> Span => _memory.AsSpan(_start, Length);

    public float this[int index] => _memory[_start + index];

    public static implicit operator Span<float>(Floats floats) => floats.Span;

    public static implicit operator ReadOnlySpan<float>(Floats floats) => floats.Span;
}
