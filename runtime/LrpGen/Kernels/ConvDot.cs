using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpGen.Kernels;

/// <summary>
/// Few result channels, as on the way back to a picture: a vector of source channels against a vector of weights, added up
/// over the lanes at the end. A vector of result channels would be mostly padding.
/// </summary>
internal readonly struct ConvDot<TVector, TLanes, TChannels> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TChannels : struct, INumber
{
    public static int MostPixels => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        ConvSums<TVector> s = default;
        nuint step = lines.SourceStep, blocks = ((nuint)chunk.To + ConvImage.Lanes - 1) / ConvImage.Lanes;
        ref readonly int taps = ref MemoryMarshal.GetReference(lines.Taps);
        ref readonly int sources = ref MemoryMarshal.GetReference(lines.Sources);
        int tapCount = lines.Taps.Length;
        for (nuint block = 0; block < blocks; block++)
        {
            nuint first = source + (block * chunk.SourceBlock), weights = block * (nuint)chunk.Taps;
            for (int t = 0; t < tapCount; t++)
            {
                nuint tap = (nuint)Unsafe.Add(ref Unsafe.AsRef(in taps), t), pixel = (nuint)Unsafe.Add(ref Unsafe.AsRef(in sources), t);
                ref readonly float x = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Source), first + (pixel * ConvImage.Lanes));
                nuint panel = (weights + tap) * (nuint)Unsafe.SizeOf<TChannels>() * ConvImage.Lanes;
                ref readonly float w = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Weights), panel);
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                {
                    TVector w0 = TLanes.Load(in w, lane), w1 = w0, w2 = w0, w3 = w0;
                    if (Unsafe.SizeOf<TChannels>() > 1)
                        w1 = TLanes.Load(in w, lane + ConvImage.Lanes);
                    if (Unsafe.SizeOf<TChannels>() > 2)
                        w2 = TLanes.Load(in w, lane + (2 * ConvImage.Lanes));
                    if (Unsafe.SizeOf<TChannels>() > 3)
                        w3 = TLanes.Load(in w, lane + (3 * ConvImage.Lanes));
                    Add(TLanes.Load(in x, lane), w0, w1, w2, w3, ref s.A0, ref s.A4, ref s.A8, ref s.B0);
                    if (Unsafe.SizeOf<TPixels>() > 1)
                        Add(TLanes.Load(in x, lane + step), w0, w1, w2, w3, ref s.A1, ref s.A5, ref s.A9, ref s.B1);
                    if (Unsafe.SizeOf<TPixels>() > 2)
                        Add(TLanes.Load(in x, lane + (2 * step)), w0, w1, w2, w3, ref s.A2, ref s.A6, ref s.A10, ref s.B2);
                    if (Unsafe.SizeOf<TPixels>() > 3)
                        Add(TLanes.Load(in x, lane + (3 * step)), w0, w1, w2, w3, ref s.A3, ref s.A7, ref s.A11, ref s.B3);
                }
            }
        }

        Put(ref chunk, result, s.A0, s.A4, s.A8, s.B0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Put(ref chunk, result + lines.ResultStep, s.A1, s.A5, s.A9, s.B1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Put(ref chunk, result + (2 * lines.ResultStep), s.A2, s.A6, s.A10, s.B2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Put(ref chunk, result + (3 * lines.ResultStep), s.A3, s.A7, s.A11, s.B3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        TVector x, TVector w0, TVector w1, TVector w2, TVector w3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TLanes.MultiplyAdd(x, w0, s0);
        if (Unsafe.SizeOf<TChannels>() > 1)
            s1 = TLanes.MultiplyAdd(x, w1, s1);
        if (Unsafe.SizeOf<TChannels>() > 2)
            s2 = TLanes.MultiplyAdd(x, w2, s2);
        if (Unsafe.SizeOf<TChannels>() > 3)
            s3 = TLanes.MultiplyAdd(x, w3, s3);
    }

    /// <summary>One pixel: four channels, and zeros beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(scoped ref ConvChunk chunk, nuint pixel, TVector s0, TVector s1, TVector s2, TVector s3)
    {
        ref float target = ref Unsafe.Add(ref chunk.Result, pixel);
        Vector128<float> sum = RowDot<TVector, TLanes>.AddUp(s0, s1, s2, s3);
        if (chunk.HasBias)
            sum += Vector128.LoadUnsafe(in chunk.Bias);
        if (chunk.Accumulate)
        {
            (Vector128.LoadUnsafe(ref target) + sum).StoreUnsafe(ref target);
            return;
        }

        sum.StoreUnsafe(ref target);
        Vector128<float>.Zero.StoreUnsafe(ref target, 4);
        Vector128<float>.Zero.StoreUnsafe(ref target, 8);
        Vector128<float>.Zero.StoreUnsafe(ref target, 12);
    }
}

/// <summary>
/// The last step of a z-box in one reading of its source: <c>(x - low) sum w+ s + (x - high) sum w- s</c>, for up to three channels.
/// </summary>
internal readonly struct ConvDotBox<TVector, TLanes, TChannels> : IConvKernel<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TChannels : struct, INumber
{
    public static int MostPixels => TLanes.Count == ConvImage.Lanes ? 4 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPixels>(scoped ref ConvChunk chunk, ref readonly ConvLines lines, nuint source, nuint result)
        where TPixels : struct, INumber
    {
        // Sums of weights above zero are A, of those below B; channel after channel, four pixels each.
        ConvSums<TVector> s = default;
        nuint step = lines.SourceStep, blocks = ((nuint)chunk.To + ConvImage.Lanes - 1) / ConvImage.Lanes;
        ref readonly int taps = ref MemoryMarshal.GetReference(lines.Taps);
        ref readonly int sources = ref MemoryMarshal.GetReference(lines.Sources);
        int tapCount = lines.Taps.Length;
        for (nuint block = 0; block < blocks; block++)
        {
            nuint first = source + (block * chunk.SourceBlock), weights = block * (nuint)chunk.Taps;
            for (int t = 0; t < tapCount; t++)
            {
                nuint tap = (nuint)Unsafe.Add(ref Unsafe.AsRef(in taps), t), pixel = (nuint)Unsafe.Add(ref Unsafe.AsRef(in sources), t);
                ref readonly float x = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Source), first + (pixel * ConvImage.Lanes));
                nuint panel = (weights + tap) * (nuint)Unsafe.SizeOf<TChannels>() * ConvImage.Lanes;
                ref readonly float positive = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Weights), panel);
                ref readonly float negative = ref Unsafe.Add(ref Unsafe.AsRef(in chunk.NegativeWeights), panel);
                for (nuint lane = 0; lane < ConvImage.Lanes; lane += (nuint)TLanes.Count)
                {
                    TVector x0 = TLanes.Load(in x, lane), x1 = x0, x2 = x0, x3 = x0;
                    if (Unsafe.SizeOf<TPixels>() > 1)
                        x1 = TLanes.Load(in x, lane + step);
                    if (Unsafe.SizeOf<TPixels>() > 2)
                        x2 = TLanes.Load(in x, lane + (2 * step));
                    if (Unsafe.SizeOf<TPixels>() > 3)
                        x3 = TLanes.Load(in x, lane + (3 * step));
                    Add<TPixels>(TLanes.Load(in positive, lane), x0, x1, x2, x3, ref s.A0, ref s.A1, ref s.A2, ref s.A3);
                    Add<TPixels>(TLanes.Load(in negative, lane), x0, x1, x2, x3, ref s.B0, ref s.B1, ref s.B2, ref s.B3);
                    if (Unsafe.SizeOf<TChannels>() > 1)
                    {
                        Add<TPixels>(TLanes.Load(in positive, lane + ConvImage.Lanes), x0, x1, x2, x3, ref s.A4, ref s.A5, ref s.A6, ref s.A7);
                        Add<TPixels>(TLanes.Load(in negative, lane + ConvImage.Lanes), x0, x1, x2, x3, ref s.B4, ref s.B5, ref s.B6, ref s.B7);
                    }

                    if (Unsafe.SizeOf<TChannels>() > 2)
                    {
                        Add<TPixels>(TLanes.Load(in positive, lane + (2 * ConvImage.Lanes)), x0, x1, x2, x3, ref s.A8, ref s.A9, ref s.A10, ref s.A11);
                        Add<TPixels>(TLanes.Load(in negative, lane + (2 * ConvImage.Lanes)), x0, x1, x2, x3, ref s.B8, ref s.B9, ref s.B10, ref s.B11);
                    }
                }
            }
        }

        Put(ref chunk, result, s.A0, s.A4, s.A8, s.B0, s.B4, s.B8);
        if (Unsafe.SizeOf<TPixels>() > 1)
            Put(ref chunk, result + lines.ResultStep, s.A1, s.A5, s.A9, s.B1, s.B5, s.B9);
        if (Unsafe.SizeOf<TPixels>() > 2)
            Put(ref chunk, result + (2 * lines.ResultStep), s.A2, s.A6, s.A10, s.B2, s.B6, s.B10);
        if (Unsafe.SizeOf<TPixels>() > 3)
            Put(ref chunk, result + (3 * lines.ResultStep), s.A3, s.A7, s.A11, s.B3, s.B7, s.B11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TPixels>(
        TVector w, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
        where TPixels : struct, INumber
    {
        s0 = TLanes.MultiplyAdd(x0, w, s0);
        if (Unsafe.SizeOf<TPixels>() > 1)
            s1 = TLanes.MultiplyAdd(x1, w, s1);
        if (Unsafe.SizeOf<TPixels>() > 2)
            s2 = TLanes.MultiplyAdd(x2, w, s2);
        if (Unsafe.SizeOf<TPixels>() > 3)
            s3 = TLanes.MultiplyAdd(x3, w, s3);
    }

    /// <summary>One pixel: up to three channels, and zeros beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(scoped ref ConvChunk chunk, nuint pixel, TVector p0, TVector p1, TVector p2, TVector n0, TVector n1, TVector n2)
    {
        Vector128<float> positive = RowDot<TVector, TLanes>.AddUp(p0, p1, p2, TLanes.Zero), negative = RowDot<TVector, TLanes>.AddUp(n0, n1, n2, TLanes.Zero);
        Vector128<float> x = Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in chunk.Input), pixel));
        Vector128<float> r = ((x - Vector128.LoadUnsafe(in chunk.Low)) * positive) + ((x - Vector128.LoadUnsafe(in chunk.High)) * negative);
        ref float target = ref Unsafe.Add(ref chunk.Result, pixel);
        r.StoreUnsafe(ref target);
        Vector128<float>.Zero.StoreUnsafe(ref target, 4);
        Vector128<float>.Zero.StoreUnsafe(ref target, 8);
        Vector128<float>.Zero.StoreUnsafe(ref target, 12);
    }
}
