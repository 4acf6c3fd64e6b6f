using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpGen.Threading;

namespace LrpGen.Kernels;

/// <summary>A function of one value; a parameter is a field of the struct.</summary>
internal interface IFunction
{
    TVector Apply<TVector, TLanes>(TVector x)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>Applies a function to each value, possibly in place, and writes nothing beyond the last one.</summary>
internal static class Map
{
    public static void Run<TFunction>(ReadOnlySpan<float> x, Span<float> y, TFunction function, Worker worker)
        where TFunction : struct, IFunction
    {
        Require.Length(y.Length, x.Length);
        foreach (Worker.Part part in worker.Parts(x.Length))
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Vector512<float>, Lanes512, TFunction>(x[part.Start..part.End], y[part.Start..part.End], function);
            else if (Vector256.IsHardwareAccelerated)
                Run<Vector256<float>, Lanes256, TFunction>(x[part.Start..part.End], y[part.Start..part.End], function);
            else
                Run<Vector128<float>, Lanes128, TFunction>(x[part.Start..part.End], y[part.Start..part.End], function);
        }

        worker.Sync();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TLanes, TFunction>(ReadOnlySpan<float> x, Span<float> y, TFunction function)
        where TVector : struct
        where TLanes : struct, ILanes<TVector>
        where TFunction : struct, IFunction
    {
        ref readonly float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        int k = 0;
        for (; k <= x.Length - TLanes.Count; k += TLanes.Count)
            TLanes.Store(function.Apply<TVector, TLanes>(TLanes.Load(in from, (nuint)k)), ref to, (nuint)k);
        if (k == x.Length)
            return;

        // The rest passes through a full vector of its own: an overlapping last vector would apply the function twice in place.
        Span<float> rest = stackalloc float[16];
        rest.Clear();
        x[k..].CopyTo(rest);
        ref float buffer = ref MemoryMarshal.GetReference(rest);
        TLanes.Store(function.Apply<TVector, TLanes>(TLanes.Load(in buffer, 0)), ref buffer, 0);
        rest[..(x.Length - k)].CopyTo(y[k..]);
    }
}
