using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Which convolutions read a picture as it comes, and when it is laid out in blocks.</summary>
public class PlainInputTests
{
    [Theory]
    [InlineData("Network(3, 16, 16, Precision = Precision.Fast)", "Conv2d(16, 3, Padding = 1)", "")]
    [InlineData("Network(1, 16, 16, Precision = Precision.Fast)", "Conv2d(6, 5, Stride = 2)", "[Epsilon]")]
    [InlineData("Network(4, 16, 16, Precision = Precision.Fast)", "ReLU, Conv2d(5, 1)", "[Gamma]")]
    public void A_picture_of_few_channels_waits_for_an_explanation(string network, string conv, string rule) =>
        AssertPlain(network, conv, rule, Deferral.UntilExplained);

    [Theory]
    [InlineData("[Flat]")]
    [InlineData("[WSquare]")]
    public void Blocks_that_no_rule_reads_are_never_laid_out(string rule) =>
        AssertPlain("Network(3, 16, 16, Precision = Precision.Fast)", "Conv2d(16, 3, Padding = 1)", rule, Deferral.Forever);

    [Theory]
    [InlineData("Network(5, 16, 16, Precision = Precision.Fast)", "Conv2d(16, 3, Padding = 1)")]
    [InlineData("Network(4, 16, 16, Precision = Precision.Fast)", "Conv2d(16, 3, Padding = 1, Groups = 2)")]
    [InlineData("Network(4, 16, 16, Precision = Precision.Fast)", "Conv2d(4, 3, Padding = 1)")]
    [InlineData("Network(3, 16, 16, Precision = Precision.Fast)", "ConvTranspose2d(16, 3)")]
    [InlineData("Network(3, 16, 16, Precision = Precision.Fast)", "AvgPool(2), Conv2d(16, 3)")]
    [InlineData("Network(3, 16, 16, Precision = Precision.Strict)", "Conv2d(16, 3, Padding = 1)")]
    [InlineData("Network(3, 16, 16)", "Conv2d(16, 3, Padding = 1)")]
    public void Others_take_blocks(string network, string conv)
    {
        LoweredNode[] nodes = Lower(network, [$"[{conv}]", "[Flatten, Linear(3)]"]);
        Assert.All(nodes, static node => Assert.True(node is { PlainInput: null, Deferral: Deferral.None }));
        Assert.Contains(nodes, static node => node.Layer is PackLayer);
    }

    [Fact]
    public void All_that_read_a_picture_read_it_plainly_or_none()
    {
        string[] steps = ["[Conv2d(16, 3, Padding = 1)]", "[Conv2d(16, 1, From = Step.Input)]", "[Add(nameof(A), nameof(B)), Flatten, Linear(3)]"];
        Assert.Equal(2, Lower("Network(3, 16, 16, Precision = Precision.Fast)", steps).Count(static node => node.PlainInput is not null));
        steps[1] = "[ConvTranspose2d(16, 1, From = Step.Input)]";
        Assert.DoesNotContain(Lower("Network(3, 16, 16, Precision = Precision.Fast)", steps), static node => node.PlainInput is not null);
    }

    [Theory]
    [InlineData("ReLU, MaxPool(3, Stride = 2)", "")]
    [InlineData("MaxPool(2), Dropout", "")]
    [InlineData("ReLU, MaxPool(2, Relevance = MaxRelevance.Split)", "")]
    [InlineData("ReLU, MaxPool(2)", "Ledger = true, ")]
    public void Under_a_largest_value_a_box_starts_from_live_outputs(string behind, string setting)
    {
        LoweredNode[] nodes = LowerBox("Conv2d(16, 5, Stride = 2)", behind, setting);
        LoweredNode pack = nodes.First(static node => node.Layer is PackLayer), conv = nodes.First(static node => node.Layer is ConvLayer);
        Assert.NotNull(((ConvPlan)conv.Plan!).Box!.Plain);
        Assert.Equal((true, false, Deferral.Forever), (pack.IsPassedOver, pack.IsExplained, pack.Deferral));
        Assert.Equal(pack.Edges[0].Written, conv.Edges[0].Written);
        Assert.Equal(3 * 30 * 30, conv.Edges[0].Written.Count);
    }

    [Theory]
    [InlineData("Conv2d(16, 5, Stride = 2)", "ReLU")]
    [InlineData("Conv2d(16, 5, Stride = 2)", "ReLU, AvgPool(2)")]
    [InlineData("Conv2d(16, 5, Stride = 2)", "ReLU, MaxPool(3, Stride = 1)")]
    [InlineData("Conv2d(16, 5, Stride = 2)", "ReLU, MaxPool(2, Relevance = MaxRelevance.Average)")]
    [InlineData("Conv2d(16, 5, Stride = 2)", "ReLU, AvgPool(2), MaxPool(2)")]
    [InlineData("Conv2d(16, 5)", "ReLU, MaxPool(2)")]
    [InlineData("Conv2d(16, 3, Stride = 2)", "ReLU, MaxPool(2)")]
    [InlineData("Conv2d(16, 5, Stride = 2, Dilation = 2)", "ReLU, MaxPool(2)")]
    public void Other_boxes_read_blocks(string conv, string behind)
    {
        LoweredNode[] nodes = LowerBox(conv, behind, "");
        Assert.Null(((ConvPlan)nodes.First(static node => node.Layer is ConvLayer).Plan!).Box!.Plain);
        Assert.DoesNotContain(nodes, static node => node.IsPassedOver);
    }

    [Fact]
    public void A_box_leaves_blocks_to_others_that_read_them()
    {
        string[] steps =
        [
            "[Conv2d(16, 5, Stride = 2), MaxPool(2)] [ZBox(-1, 1)]", "[Conv2d(16, 5, Stride = 2, From = Step.Input), MaxPool(2)] [ZBox(-1, 1)]",
            "[Concat(nameof(A), nameof(B)), Flatten, Linear(3)]",
        ];
        Assert.DoesNotContain(Lower("Network(3, 30, 30, Precision = Precision.Fast)", steps), static node => node.IsPassedOver);
    }

    private static LoweredNode[] LowerBox(string conv, string behind, string setting) =>
        Lower($"Network(3, 30, 30, {setting}Precision = Precision.Fast)", [$"[{conv}, {behind}] [ZBox(-1, 1)]", "[Flatten, Linear(3)]"]);

    private static void AssertPlain(string network, string conv, string rule, Deferral deferral)
    {
        LoweredNode[] nodes = Lower(network, [$"[{conv}] {rule}", "[Flatten, Linear(3)]"]);
        LoweredNode pack = nodes.First(static node => node.Layer is PackLayer), reader = nodes.First(static node => node.Layer is ConvLayer);
        Assert.Equal(pack.Input, reader.PlainInput);
        Assert.Equal(pack.Output, reader.Input);
        Assert.Equal(deferral, pack.Deferral);
    }

    private static LoweredNode[] Lower(string network, string[] steps) =>
        [.. new Passes(steps, $"[{network}] [Composite(Composite.EpsilonPlus)]").Lowered.Steps.Items.SelectMany(static step => step.Nodes.Items)];
}
