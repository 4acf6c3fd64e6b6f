using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Which sums and rectifiers the layer before them does while its results are in the cache.</summary>
public class CompanionTests
{
    private const string Picture = "[Network(16, 8, 8, Precision = Precision.Fast)] [Composite(Composite.EpsilonPlus)]";
    private const string Conv = "Conv2d(16, 3, Padding = 1)";

    [Fact]
    public void A_convolution_adds_the_shortcut_and_rectifies_the_sum_beside_it()
    {
        LoweredNetwork network = Lower(
            [$"[{Conv}]", $"[{Conv}, Add(nameof(A))]", $"[ReLU, {Conv}]", $"[{Conv}, Add(nameof(B))]", "[Flatten, Linear(3)]"]);
        LoweredNode conv = Node<ConvLayer>(network, "B"), add = Node<AddLayer>(network, "B"), relu = Node<ReLULayer>(network, "C");
        Assert.Equal(new SumBeside(Node<ConvLayer>(network, "A").Output, add.Output, Rectifies: false), conv.Sum);
        Assert.Equal(new CopyBeside(relu.Output, float.PositiveInfinity), conv.Copy);
        Assert.Null(conv.RectifiesTo);
        Assert.True(add.IsSummed && relu.IsRectified);
        Assert.Equal(new SumBeside(add.Output, Node<AddLayer>(network, "D").Output, Rectifies: false), Node<ConvLayer>(network, "D").Sum);
    }

    [Fact]
    public void The_last_summand_adds_and_rectifies_where_the_rectifier_may_overwrite_the_sum()
    {
        LoweredNetwork network = Lower([$"[{Conv}]", $"[{Conv}]", "[Add(nameof(A), nameof(B)), ReLU]", $"[{Conv}]", "[Flatten, Linear(3)]"]);
        Assert.Null(Node<ConvLayer>(network, "A").Sum);
        Assert.Equal(
            new SumBeside(Node<ConvLayer>(network, "A").Output, Node<AddLayer>(network, "C").Output, Rectifies: true),
            Node<ConvLayer>(network, "B").Sum);
        Assert.Equal(Node<AddLayer>(network, "C").Output, Node<ReLULayer>(network, "C").Output);
    }

    [Fact]
    public void A_convolution_rectifies_beside_its_output_if_others_take_that()
    {
        LoweredNetwork network = Lower([$"[{Conv}]", $"[ReLU6, {Conv}]", "[Add(nameof(A), nameof(B))]", "[Flatten, Linear(3)]"]);
        LoweredNode conv = Node<ConvLayer>(network, "A"), relu = Node<ReLU6Layer>(network, "B");
        Assert.Equal(new CopyBeside(relu.Output, 6), conv.Copy);
        Assert.NotEqual(conv.Output, relu.Output);
        Assert.True(relu.IsRectified);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("[Flat]", true)]
    [InlineData("[Zero]", false)]
    [InlineData("[Gamma]", true)]
    [InlineData("[AlphaBeta(2, 1)]", true)]
    [InlineData("[EpsilonRms]", false)]
    [InlineData("[ZBox(-1, 1)]", false)]
    public void A_rectifier_with_a_ceiling_overwrites_what_no_denominator_is(string rule, bool overwrites)
    {
        LoweredNetwork network = Lower([$"[{Conv}, ReLU6] {rule}", $"[{Conv}]", "[Flatten, Linear(3)]"]);
        LoweredNode conv = Node<ConvLayer>(network, "A"), relu = Node<ReLU6Layer>(network, "A");
        Assert.Equal(overwrites ? 6f : null, conv.RectifiesTo);
        Assert.Equal(overwrites, conv.Output == relu.Output);
        Assert.Equal(overwrites ? null : new CopyBeside(relu.Output, 6), conv.Copy);
        Assert.True(relu.IsRectified);
    }

    [Fact]
    public void A_sum_waits_for_a_summand_that_no_convolution_makes()
    {
        LoweredNetwork network = Lower([$"[{Conv}]", $"[{Conv}]", "[Tanh(From = nameof(A))]", "[Add(nameof(B), nameof(C))]", "[Flatten, Linear(3)]"]);
        Assert.False(Node<AddLayer>(network, "D").IsSummed);
        Assert.Null(Node<ConvLayer>(network, "B").Sum);
    }

    [Fact]
    public void A_value_added_to_itself_or_to_two_others_is_no_tail()
    {
        LoweredNetwork network = Lower(
            [$"[{Conv}]", "[Add(nameof(A), nameof(A))]", $"[{Conv}]", "[Add(nameof(A), nameof(B), nameof(C))]", "[Flatten, Linear(3)]"]);
        Assert.All(Nodes(network), static node => Assert.Null(node.Sum));
    }

    [Fact]
    public void One_layer_writes_one_sum()
    {
        LoweredNetwork network = Lower(
            [$"[{Conv}]", $"[{Conv}]", "[Add(nameof(A), nameof(B))]", "[Add(nameof(C), nameof(B))]", "[Flatten, Linear(3)]"]);
        Assert.True(Node<AddLayer>(network, "C").IsSummed);
        Assert.False(Node<AddLayer>(network, "D").IsSummed);
    }

    [Fact]
    public void What_a_concatenation_takes_is_made_when_its_place_is_there()
    {
        LoweredNetwork network = Lower(
            [$"[{Conv}]", $"[{Conv}, Add(nameof(A))]", "[Concat(nameof(A), nameof(B))]", "[Flatten, Linear(3)]"]);
        Assert.False(Node<AddLayer>(network, "B").IsSummed);
    }

    [Fact]
    public void Exact_sums_are_followed_by_passes_of_their_own()
    {
        LoweredNetwork network = Lower(
            [$"[{Conv}]", $"[{Conv}, Add(nameof(A))]", $"[ReLU, {Conv}]", "[Add(nameof(B), nameof(C))]", "[Flatten, Linear(3)]"],
            Picture.Replace("Fast", "Strict"));
        Assert.All(Nodes(network).Where(static node => node.Layer is ConvLayer), static node => Assert.True(node is { Sum: null, Copy: null }));
        Assert.Equal(new CopyBeside(Node<ReLULayer>(network, "C").Output, float.PositiveInfinity), Node<AddLayer>(network, "B").Copy);
    }

    private static LoweredNetwork Lower(string[] steps, string classAttributes = Picture) => new Passes(steps, classAttributes).Lowered;

    private static IEnumerable<LoweredNode> Nodes(LoweredNetwork network) => network.Steps.Items.SelectMany(static step => step.Nodes.Items);

    private static LoweredNode Node<TLayer>(LoweredNetwork network, string step) =>
        Nodes(network).First(node => node.StepName == step && node.Layer is TLayer);
}
