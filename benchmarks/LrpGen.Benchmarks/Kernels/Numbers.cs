using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>Data for kernels, the same in every run.</summary>
internal static class Numbers
{
    /// <summary>Values in [-bound, bound].</summary>
    public static float[] Random(int count, double bound = 1)
    {
        var random = new Random(count);
        var values = new float[count];
        for (int k = 0; k < count; k++)
            values[k] = (float)(((2 * random.NextDouble()) - 1) * bound);
        return values;
    }

    /// <summary>A plain picture as kernels take it.</summary>
    public static Floats Blocked(float[] plain, int channels)
    {
        int pixels = plain.Length / channels;
        var blocked = new Floats(Blocks.Count(channels, pixels));
        Blocks.Pack(plain, channels, pixels, blocked, Worker.Alone);
        return blocked;
    }

    /// <summary>A blocked picture laid out plainly.</summary>
    public static float[] Plain(Floats blocked, int channels, int pixels)
    {
        var plain = new float[channels * pixels];
        Blocks.Unpack(blocked, channels, pixels, plain, Worker.Alone);
        return plain;
    }

    /// <summary>Rounded up to whole blocks.</summary>
    public static int Padded(int count) => (count + Blocks.Lanes - 1) / Blocks.Lanes * Blocks.Lanes;
}
