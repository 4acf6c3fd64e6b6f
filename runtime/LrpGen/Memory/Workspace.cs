using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LrpGen.Memory;

/// <summary>
/// The buffers of one network object: one pinned array whose used part starts at a multiple of 64 bytes. Managed rather than
/// native, so that a span that the user holds after <c>Dispose</c> is stale but never dangling.
/// </summary>
internal sealed class Workspace
{
    private const int Alignment = 64;

    private readonly float[] _memory;
    private readonly int _start;

    public unsafe Workspace(int floats)
    {
        Floats = floats;
        _memory = GC.AllocateArray<float>(floats + (Alignment / sizeof(float)), pinned: true);
        void* address = Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _start = (int)((Alignment - ((nuint)address % Alignment)) % Alignment) / sizeof(float);
        LargePages.Ask(address, (nuint)_memory.Length * sizeof(float));
    }

    public int Floats { get; }

    /// <summary>A part of the workspace; the bounds are checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> Slice(int start, int length) => _memory.AsSpan(_start + start, length);
}
