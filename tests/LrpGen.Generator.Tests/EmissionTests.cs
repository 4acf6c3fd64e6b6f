using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

public class EmissionTests
{
    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void What_is_emitted_compiles_under_the_strictest_options(string sample) =>
        Assert.Empty(Harness.Run(Samples.Source(sample)).CompilerDiagnostics);

    [Theory]
    [InlineData(nameof(Samples.Perceptron))]
    [InlineData(nameof(Samples.SignedInputs))]
    [InlineData(nameof(Samples.OwnRho))]
    [InlineData(nameof(Samples.Stabilized), "LRPG0051")]
    [InlineData(nameof(Samples.Ranges), "LRPG0051")]
    [InlineData(nameof(Samples.Blocks), "LRPG0047")]
    [InlineData(nameof(Samples.Wrong), "LRPG0040")]
    public void A_sample_is_told_what_it_should_be(string sample, params string[] ids) =>
        Assert.Equal(ids, Harness.Run(Samples.Source(sample)).Diagnostics.Select(static diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("Obsolete", "Linear(4)")]
    [InlineData("Obsolete(\"Too steep.\")", "Linear(4)")]
    [InlineData("Obsolete(\"Too steep.\")", "Reshape(1, 2, 2), Conv2d(4, 2)")]
    public void An_obsolete_rho_is_no_warning_in_the_generated_half(string attribute, string layers) => Assert.Empty(Harness.Run($$"""
        using LrpGen;

        [Network(4)]
        internal sealed partial class Net
        {
            [{{layers}}] [Generic(nameof(Rho))] internal partial Layer Scores { get; }

            [System.{{attribute}}]
            private static float Rho(float w) => w;
        }
        """).CompilerDiagnostics);

    [Theory]
    [InlineData("[Gamma] [InputRange(0, 1)]", 1)]
    [InlineData("[ZPlus] [InputRange(-1, 1)]", 0)]
    [InlineData("[Epsilon]", 0)]
    public void Denominators_made_by_one_sum_are_read_later(string rules, int count)
    {
        RunResult result = Harness.Run($$"""
            using LrpGen;
            [Network(16, 12, 12, Precision = Precision.Fast)] {{rules}}
            public sealed partial class Net
            {
                [Conv2d(16, 3), ReLU] public partial Layer A { get; }
            }
            """);
        Assert.Equal(count, result.Sources.Sum(static source => Regex.Count(source.SourceText.ToString(), @", d\w*, accumulate: false, LrpKernels::Tail\.Later, worker\);")));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_changes_neither_text_nor_message(string culture)
    {
        if (AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) && isInvariant
            || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true")
            Assert.Skip("This process runs in the globalization-invariant mode, which has no cultures.");
        foreach (string sample in Samples.Names.Select(static row => row.Data))
        {
            string expected = In(CultureInfo.InvariantCulture, sample);
            Assert.Equal(expected, In(CultureInfo.GetCultureInfo(culture), sample));
        }
    }

    /// <summary>All that the generator prints and says.</summary>
    private static string In(CultureInfo culture, string sample)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            RunResult result = Harness.Run(Samples.Source(sample));
            return string.Join(
                "\n",
                [
                    .. result.Sources.Select(static source => source.SourceText.ToString()),
                    .. result.Diagnostics.Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
                ]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
