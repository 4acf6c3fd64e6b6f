using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpGen.Kernels;

/// <summary>What one branch of a rule does not pass on, added up in float64.</summary>
/// <param name="AbsorbedByBias"><c>sum_j q_j b_j</c></param>
/// <param name="TakenByStabilizer"><c>sum_j q_j (stab(d_j) - d_j)</c></param>
/// <param name="Dropped"><c>sum_j c R_j</c> where <c>stab(d_j) = 0</c></param>
internal readonly record struct BranchSums(double AbsorbedByBias, double TakenByStabilizer, double Dropped)
{
    /// <summary><see cref="RelevanceLedger.KeepOfBranch"/>'s sums; <c>q = c R / stab(d)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BranchSums Of(
        ReadOnlySpan<float> relevance, ReadOnlySpan<float> d, ReadOnlySpan<float> z, int sign, float epsilon, float coefficient, ReadOnlySpan<float> bias)
    {
        Require.Stride(relevance.Length);
        Require.Length(d.Length, relevance.Length);
        Require.EmptyOrLength(z.Length, relevance.Length);
        int block = bias.IsEmpty ? 0 : relevance.Length / (bias.Length / Blocks.Lanes);
        Vector<double> absorbed = Vector<double>.Zero, taken = absorbed, dropped = absorbed;
        for (int k = 0; k < relevance.Length; k += Simd.Width)
        {
            Vector<float> r = Simd.Load(relevance, k), denominator = Simd.Load(d, k), stabilized = Simd.Stabilize(denominator, epsilon);
            if (!z.IsEmpty)
                r = sign > 0 ? Simd.WherePositive(Simd.Load(z, k), r) : Simd.WhereNegative(Simd.Load(z, k), r);
            Vector<int> isZero = Vector.Equals(stabilized, Vector<float>.Zero);
            Vector.Widen(Vector.ConditionalSelect(isZero, r, Vector<float>.Zero), out Vector<double> r0, out Vector<double> r1);
            dropped += r0 + r1;
            Vector.Widen(Vector.ConditionalSelect(isZero, Vector<float>.Zero, r), out r0, out r1);
            Vector.Widen(Vector.ConditionalSelect(isZero, Vector<float>.One, stabilized), out Vector<double> s0, out Vector<double> s1);
            Vector.Widen(denominator, out Vector<double> d0, out Vector<double> d1);
            Vector<double> q0 = r0 / s0, q1 = r1 / s1;
            taken += (q0 * (s0 - d0)) + (q1 * (s1 - d1));
            if (bias.IsEmpty)
                continue;
            Vector.Widen(Simd.Load(bias, (k / block * Blocks.Lanes) + (k % Blocks.Lanes)), out Vector<double> b0, out Vector<double> b1);
            absorbed += (q0 * b0) + (q1 * b1);
        }

        return new BranchSums(coefficient * Vector.Sum(absorbed), coefficient * Vector.Sum(taken), coefficient * Vector.Sum(dropped));
    }
}
