using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Which quotients the layer above writes in place of relevance.</summary>
public class QuotientTests
{
    private const string Picture = "[Network(16, 8, 8, Precision = Precision.Fast)] [InputRange(0, 1)]";
    private const string Conv = "Conv2d(16, 3, Padding = 1)";

    [Theory]
    [InlineData("[Gamma]", 2.25f)]
    [InlineData("[Gamma(1)]", 3f)]
    [InlineData("[Gamma(Bias = Bias.Ignore)]", null)]
    public void Both_signs_of_an_output_are_divided_at_once(string rule, float? both)
    {
        (LoweredNode conv, LoweredNode above) = Lower(rule, Picture);
        QuotientPlan first = above.Belows[0].Quotient!, second = first.Negative!;
        Assert.True(conv.IsDivided);
        Assert.Equal((BranchCondition.OutputPositive, BranchCondition.OutputNegative), (first.Condition, second.Condition));
        Assert.Equal(both, second.Both);
        Assert.NotEqual(conv.OutputRelevance!.Value.Start, first.NegativeResult.Start);
    }

    [Theory]
    [InlineData("[Epsilon]")]
    [InlineData("[ZPlus]")]
    public void Outputs_of_any_sign_have_one_quotient(string rule)
    {
        (LoweredNode conv, LoweredNode above) = Lower(rule, Picture);
        Assert.True(conv.IsDivided);
        Assert.Null(above.Belows[0].Quotient!.Negative);
    }

    [Fact]
    public void Signed_inputs_have_a_denominator_for_each_sign()
    {
        (_, LoweredNode above) = Lower("[Gamma]", Picture.Replace("(0, 1)", "(-1, 1)"));
        QuotientPlan first = above.Belows[0].Quotient!;
        Assert.Null(first.Negative!.Both);
        Assert.NotEqual(first.Denominator, first.Negative.Denominator);
    }

    [Theory]
    [InlineData("[AlphaBeta(2, 1)]", Picture)]
    [InlineData("[Gamma]", "[Network(16, 8, 8, Precision = Precision.Fast, Ledger = true)] [InputRange(0, 1)]")]
    public void What_is_more_is_divided_by_the_layer_itself(string rule, string network)
    {
        (LoweredNode conv, LoweredNode above) = Lower(rule, network);
        Assert.False(conv.IsDivided);
        Assert.Null(above.Belows[0].Quotient);
    }

    private static (LoweredNode Conv, LoweredNode Above) Lower(string rule, string network)
    {
        LoweredNode[] nodes =
            [.. new Passes([$"[{Conv}] {rule}", $"[{Conv}] [Epsilon]", "[Flatten, Linear(3)] [Epsilon]"], network).Lowered.Steps.Items.SelectMany(static step => step.Nodes.Items)];
        LoweredNode[] convs = [.. nodes.Where(static node => node.Layer is ConvLayer)];
        return (convs[0], convs[1]);
    }
}
