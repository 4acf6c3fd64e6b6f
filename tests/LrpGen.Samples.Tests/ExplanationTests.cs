using System.Runtime.InteropServices;
using LrpGen.Imaging;
using LrpGen.Samples.Mnist;

namespace LrpGen.Samples.Tests;

public class ExplanationTests
{
    // Worked out in float64 from the weight file and the picture: the logits of a 7 and of a 2.
    private const double Seven = 8.81463;
    private const double Two = 8.15996;

    public static TheoryData<string> RuleNames => [.. RuleSets.Names];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_set_takes_the_2_for_a_7_and_accounts_for_the_score(string rules)
    {
        using INetwork network = RuleSets.Load(rules, MnistData.Weights);
        Explanation seven = Explain(network, "2-taken-for-7", null);
        Explanation two = Explain(network, "2-taken-for-7", 2);
        Assert.Equal((7, 7, 7, 2), (seven.Predicted, seven.Explained, two.Predicted, two.Explained));
        Assert.Equal(Seven, seven.Score, 1e-4);
        Assert.Equal(Two, two.Score, 1e-4);

        // What does not reach the pixels stayed in biases and stabilizers, layer by layer: the ledger has it all.
        network.Explain(7);
        double lost = network.Ledger!.Sum(static entry => entry.AbsorbedByBias + entry.TakenByStabilizer + entry.Dropped);
        Assert.Equal(Seven, seven.RelevanceSum + lost, 1e-3);
        Assert.InRange(seven.RelevanceSum, 0.5 * Seven, 1.5 * Seven);

        // A rule that gives every pixel the same would pass all that, and explain nothing; flat under a dense layer is that rule.
        int colors = MemoryMarshal.Cast<byte, int>(seven.Heatmap.Pixels).ToArray().Distinct().Count();
        Assert.True(rules == "epsilon-plus-flat" ? colors == 1 : colors > 20);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_set_knows_the_other_digits(string rules)
    {
        using INetwork network = RuleSets.Load(rules, MnistData.Weights);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(digit, Explain(network, $"{digit}", null).Predicted));
    }

    [Fact]
    public void Rule_sets_explain_differently()
    {
        Picture[] pictures =
        [
            .. RuleSets.Names.Select(static rules =>
            {
                using INetwork network = RuleSets.Load(rules, MnistData.Weights);
                return Explain(network, "3", null).Heatmap;
            }),
        ];
        Assert.Equal(pictures.Length, pictures.Select(static picture => Convert.ToHexString(picture.Pixels)).Distinct().Count());
    }

    [Fact]
    public void Pictures_of_one_name_get_sheets_of_their_own() =>
        Assert.Equal(["a", "A-2", "b", "a-3", "overview-2"], SheetNames.Of(["a.png", "x/A.png", "b.jpg", "y/a.png", "overview.png"]));

    internal static Explanation Explain(INetwork network, string digit, int? asked) =>
        Explanation.Of(network, ImageReader.Load(MnistData.Digit(digit), network.Info.InputShape), digit, asked);
}
