using LrpGen.Kernels;

namespace LrpGen.Tests.Kernels;

/// <summary>What a branch keeps is, value by value, what the ledger's formula says.</summary>
public class BranchSumsTests
{
    [Theory]
    [InlineData(0, 1e-6f, 1f, true)]
    [InlineData(1, 0f, 2f, true)]
    [InlineData(-1, 0f, -1f, false)]
    [InlineData(0, 0f, 1f, false)]
    public void Sums_are_the_formulas(int sign, float epsilon, float coefficient, bool hasBias)
    {
        const int channels = 32, pixels = 21;
        var random = new Random(7);
        float[] relevance = Noise(random, channels * pixels), d = Noise(random, channels * pixels), bias = hasBias ? Noise(random, channels) : [];
        float[] z = sign == 0 ? [] : Noise(random, channels * pixels);
        for (int k = 0; k < d.Length; k += 5)
            d[k] = k % 2 == 0 ? 0 : -0f;
        for (int k = 0; k < z.Length; k += 7)
            z[k] = 0;

        double absorbed = 0, taken = 0, dropped = 0, size = 0;
        for (int k = 0; k < relevance.Length; k++)
        {
            if (sign != 0 && !(z[k] * sign > 0))
                continue;
            float stabilized = d[k] + (d[k] < 0 ? -epsilon : epsilon);
            double share = (double)coefficient * relevance[k];
            if (stabilized == 0)
            {
                dropped += share;
                continue;
            }

            double q = share / stabilized;
            taken += q * ((double)stabilized - d[k]);
            absorbed += hasBias ? q * bias[(k / (pixels * 16) * 16) + (k % 16)] : 0;
            size += Math.Abs(q);
        }

        BranchSums found = BranchSums.Of(relevance, d, z, sign, epsilon, coefficient, bias);
        Assert.Equal(absorbed, found.AbsorbedByBias, 1e-12 * size);
        Assert.Equal(taken, found.TakenByStabilizer, 1e-12 * size);
        Assert.Equal(dropped, found.Dropped, 1e-12 * size);
        Assert.Equal(epsilon == 0, found.Dropped != 0);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        float[] values = new float[32], less = new float[16], odd = new float[15];
        Assert.Throws<ArgumentException>(() => BranchSums.Of(odd, odd, [], 0, 0, 1, []));
        Assert.Throws<ArgumentException>(() => BranchSums.Of(values, less, [], 0, 0, 1, []));
        Assert.Throws<ArgumentException>(() => BranchSums.Of(values, values, less, 1, 0, 1, []));
    }

    private static float[] Noise(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
