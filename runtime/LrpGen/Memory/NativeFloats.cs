using System.Buffers;
using System.Runtime.InteropServices;

namespace LrpGen.Memory;

/// <summary>Native memory for what is needed for a short time and is large: the garbage collector would keep it for a long one.</summary>
internal sealed unsafe class NativeFloats(int floats) : MemoryManager<float>
{
    private float* _start = (float*)NativeMemory.Alloc((nuint)floats, sizeof(float));

    public int Floats => floats;

    public override Span<float> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new(_start, floats);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_start);
        _start = null;
    }
}
