using System.Globalization;

namespace LrpGen.Tests;

/// <summary>
/// How much random tests do. A normal run repeats the same few cases, so that its result means something about the change and not
/// about luck; LRPGEN_FUZZ asks for as many new ones.
/// </summary>
internal static class Fuzzing
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("LRPGEN_FUZZ");

    /// <summary>The seed of a normal run; null, a new one each time, for a long run.</summary>
    public static string? Seed => Asked is null ? "0000KPZ5_1s2" : null;

    /// <summary>How many cases to try: a few, or as many as LRPGEN_FUZZ says.</summary>
    public static int Cases(int few) => Asked is null ? few : int.Parse(Asked, CultureInfo.InvariantCulture);
}
