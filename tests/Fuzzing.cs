using System.Globalization;
using CsCheck;

namespace LrpGen.Tests;

/// <summary>
/// How much random tests do. A normal run repeats the same few cases, so that its result means something about the change and not
/// about luck; LRPGEN_FUZZ asks for as many new ones.
/// </summary>
internal static class Fuzzing
{
    private const string SameAgain = "0000KPZ5_1s2";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("LRPGEN_FUZZ");

    /// <summary>How many cases to try: a few, or as many as LRPGEN_FUZZ says.</summary>
    public static int Cases(int few) => Asked is null ? few : int.Parse(Asked, CultureInfo.InvariantCulture);

    /// <summary>Checks the same few cases, or as many new ones as LRPGEN_FUZZ says.</summary>
    public static void Check<T>(this Gen<T> cases, int few, Action<T> check)
    {
        if (Asked is null)
            cases.Array[few].Sample(all => Array.ForEach(all, check), seed: SameAgain, iter: 1);
        else
            cases.Sample(check, iter: Cases(few));
    }
}
