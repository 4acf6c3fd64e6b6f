using System.Runtime.InteropServices;

namespace LrpGen.Conformance;

/// <summary>Whether a network predicts what its forward pass gives.</summary>
internal static class Predictions
{
    /// <summary>Zero if the outputs are the same bit for bit, behind a forward pass and behind a prediction; infinity if not.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample.</param>
    public static double Error(INetwork network, ReadOnlySpan<float> input)
    {
        float[] output = network.Forward(input).ToArray();
        return IsSame(network.Predict(input), output) && IsSame(network.Predict(input), output) ? 0 : double.PositiveInfinity;
    }

    private static bool IsSame(ReadOnlySpan<float> found, ReadOnlySpan<float> expected) =>
        MemoryMarshal.Cast<float, uint>(found).SequenceEqual(MemoryMarshal.Cast<float, uint>(expected));
}
