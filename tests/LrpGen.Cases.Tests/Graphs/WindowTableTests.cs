using System.Reflection;
using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Convolutions that make the largest-value pooling behind them, in networks that keep no books.</summary>
public sealed class WindowTableTests
{
    // Every way still comes before several things behind it.
    private const int Thinned = 2;

    private const string Note = "pooled as it is made";

    private static readonly Axis Padded = new(3, 1, 1, 1);

    private static readonly Axis Halving = new(2, 2);

    private static readonly Size Picture = Size.Of(16, 12, 10);

    private static readonly ReferenceRule ZPlus = Rule("zplus");

    private static readonly ReferenceRule Gamma = Rule("gamma") with { Gamma = 0.25 };

    private static readonly ReferenceRule Epsilon = Rule("epsilon") with { Epsilon = 0.05f };

    // An average takes a rule's positive part alone; gamma has one denominator where no input is below zero and the rectifier stands between.
    private static readonly (ReferenceRule Rule, WayBack Way, string? Between)[] Ways =
    [
        (ZPlus, WayBack.Winner, "relu"), (ZPlus with { Stabilizer = 0.25f }, WayBack.Winner, null), (ZPlus with { IgnoreBias = true }, WayBack.Winner, "relu"),
        (Gamma, WayBack.Winner, "relu"), (Epsilon, WayBack.Winner, "relu"), (Epsilon, WayBack.Winner, null),
        (Rule("generic") with { Rho = GraphDeclaration.Rho }, WayBack.Winner, null),
        (ZPlus, WayBack.Rule, "relu"), (ZPlus with { Stabilizer = 0.25f, IgnoreBias = true }, WayBack.Rule, null), (Gamma, WayBack.Rule, "relu"),
        (Rule("generic") with { Rho = GraphDeclaration.Rho }, WayBack.Rule, null),
    ];

    public static TheoryData<int> Behinds => [.. Enumerable.Range(0, 5)];

    [Theory]
    [MemberData(nameof(Behinds))]
    public void Both_ways_of_relevance_agree_with_the_engine_under_every_rule(int behind) =>
        Table.Check(
            Ways.Where((_, k) => (k + behind) % Thinned == 0).Select(way => Network(way.Rule, way.Way, way.Between, behind)), note: Note, keepsAll: behind >= 3);

    [Fact]
    public void Sizes_and_paddings_agree_with_the_engine() => Table.Check(
        from shape in new[] { (Size.Of(17, 10, 14), 1), (Size.Of(16, 14, 11), 0), (Size.Of(20, 10, 8), 2) }
        from way in new[] { Ways[0], Ways[7] }
        select Stack(shape.Item1, new(3, 1, shape.Item2, shape.Item2), new(3, 1, shape.Item2, shape.Item1.Width % 2 == 1 ? shape.Item2 + 1 : shape.Item2), way.Rule, way.Way),
        note: Note);

    [Fact]
    public void A_stack_of_both_ways_agrees_with_the_engine() => Table.Check([Deep(16, WayBack.Winner), Deep(16, WayBack.Rule)], note: Note);

    [Theory]
    [InlineData(WayBack.Winner)]
    [InlineData(WayBack.Rule)]
    public void Targets_one_after_the_other_and_threads_change_no_bit(WayBack way)
    {
        var declaration = new GraphDeclaration("Net", Deep(96, way)) { IsFast = true, HasBooks = false };
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + declaration.Write());
        var graph = new RandomGraph(0, 3);
        Dictionary<string, double[]> weights = graph.Weights(declaration.Network);
        using INetwork alone = InProcess.Load(
            assembly, "Net", declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));
        float[] x = RandomWeights.ToFloat(graph.Input(declaration, 0)), other = RandomWeights.ToFloat(graph.Input(declaration, 1));
        using INetwork single = alone.Fork(1), shared = alone.Fork(2);
        Assert.Equal((1, 2), (single.Threads, shared.Threads));
        Assert.Contains(single.Info.Layers, static layer => layer.Notes.Contains(Note, StringComparison.Ordinal));
        float[][] expected = [.. Enumerable.Range(0, 3).Select(target =>
        {
            single.Forward(x);
            return single.Explain(target).ToArray();
        })];
        Assert.Equal(3, expected.DistinctBy(static relevance => relevance.Sum(Math.Abs)).Count());
        foreach (INetwork network in new[] { single, shared })
        {
            network.Forward(other);
            network.Explain(2);
            float[] output = network.Forward(x).ToArray();
            foreach (int target in new[] { 1, 0, 2, 1 })
                Assert.Equal(expected[target], network.Explain(target).ToArray());
            Assert.Equal(output, network.Forward(x).ToArray());
        }
    }

    /// <summary>A convolution of rectified values, its pooling, and one of several things behind it.</summary>
    private static GraphNetwork Network(ReferenceRule rule, WayBack way, string? between, int behind)
    {
        List<GraphNode> nodes = [new("Start", new Activation("relu"), [0])];
        void Add(string step, Operation operation, ReferenceRule? its = null) => nodes.Add(new GraphNode(step, operation, [nodes.Count], its));
        Add("Windows", new Convolution(18, Padded, Padded), rule);
        if (between is not null)
            Add("Windows", new Activation(between));
        Add("Windows", new Pooling(PoolingKind.Max, Halving, Halving, Largest: way));
        int pooled = nodes.Count;
        switch (behind)
        {
            case 0:
                Add("Above", new Convolution(5, Padded, Padded), Gamma);
                break;
            case 1:
                Add("Above", new Convolution(18, Padded, Padded), Epsilon);
                nodes.Add(new GraphNode("Both", new Sum(), [pooled, pooled + 1]));
                break;
            case 2:
                Add("Windows", new Activation("dropout"));
                break;
            case 3:
                Add("Above", new Pooling(PoolingKind.Average, Halving, Halving));
                break;
            default:
                Add("Above", new BatchNorm(1e-3f), Epsilon);
                Add("Bend", new Activation("tanh"));
                break;
        }

        return Scored(Picture, nodes);
    }

    private static GraphNetwork Stack(Size size, Axis y, Axis x, ReferenceRule rule, WayBack way) => Scored(
        size,
        [
            new("Start", new Activation("relu"), [0]),
            new("Windows", new Convolution(17, y, x), [1], rule),
            new("Windows", new Activation("relu"), [2]),
            new("Windows", new Pooling(PoolingKind.Max, Halving, Halving, Largest: way), [3]),
        ]);

    /// <summary>Two poolings made by the convolutions before them, the first of which reads another's output.</summary>
    private static GraphNetwork Deep(int channels, WayBack way)
    {
        List<GraphNode> nodes = [];
        void Add(string step, Operation operation, ReferenceRule? its = null) => nodes.Add(new GraphNode(step, operation, [nodes.Count], its));
        Add("First", new Convolution(channels, Padded, Padded), Rule("zbox") with { Low = [-1.5], High = [2] });
        Add("First", new Activation("relu"));
        foreach (string step in new[] { "Second", "Third" })
        {
            Add(step, new Convolution(channels, Padded, Padded), ZPlus);
            Add(step, new Activation("relu"));
            Add(step, new Pooling(PoolingKind.Max, Halving, Halving, Largest: way));
        }

        return Scored(Size.Of(2, 20, 24), nodes);
    }

    private static GraphNetwork Scored(Size input, List<GraphNode> nodes) => new(
        input, [.. nodes, new GraphNode("Flat", new Flatten(), [nodes.Count]), new GraphNode("Scores", new Dense(3), [nodes.Count + 1], Rule("epsilon") with { Epsilon = 1e-3f })]);

    private static ReferenceRule Rule(string name) => new(name) { Stabilizer = 1e-6f };
}
