using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Every layer that starts its way back with quotients, below every layer that may write them for it, in networks that keep no books.</summary>
public sealed class FusedTableTests
{
    private static readonly Size Input = Size.Of(3, 6, 5);

    // All of them would take minutes; every seventh still has nearly every two of a kind together.
    private const int Thinned = 7;

    private static readonly Axis Padded = new(3, 1, 1, 1);

    private static readonly Axis Strided = new(3, 2, 1, 1);

    // What jumps further than it reaches leaves places between that no relevance comes to.
    private static readonly Axis Gaps = new(2, 3);

    private static readonly Operation[] Belows =
    [
        new Convolution(18, Padded, Padded), new Convolution(5, Padded, new Axis(1), HasBias: false), new Convolution(2, new Axis(1), Padded), new Convolution(3, Padded, Padded, Groups: 3),
        new Convolution(5, new Axis(2, 2), Padded, IsTransposed: true), new BatchNorm(1e-3f), new Pooling(PoolingKind.Average, Padded, Padded, CountsPadding: true),
    ];

    private static readonly ReferenceRule[] Rules =
    [
        Rule("gamma") with { Gamma = 0.25 }, Rule("gamma") with { Gamma = 0.5, IgnoreBias = true, Stabilizer = 1e-4f }, Rule("gamma"),
        Rule("epsilon") with { Epsilon = 0.05f }, Rule("epsilon-rms") with { Factor = 0.25 }, Rule("zplus"),
    ];

    private static readonly Operation[] Aboves =
    [
        new Convolution(6, Padded, Padded), new Convolution(6, Gaps, new Axis(1, 2)), new Convolution(3, Strided, Padded, IsTransposed: true), new BatchNorm(1e-3f),
        new Pooling(PoolingKind.Max, Gaps, Gaps), new Pooling(PoolingKind.Max, new Axis(2, 2), new Axis(2, 2)), new Pooling(PoolingKind.Max, Strided, Strided, Largest: WayBack.Split),
        new Pooling(PoolingKind.Max, Gaps, Gaps, Largest: WayBack.Rule), new Pooling(PoolingKind.Average, Gaps, Gaps), new Pooling(PoolingKind.Sum, Padded, Padded),
        new Pooling(PoolingKind.Average, Cut: (1, 1)), new Pooling(PoolingKind.Max, Cut: (1, 1)), new Sum(), new Concat(),
    ];

    [Fact]
    public void Every_quotient_agrees_with_the_engine_whichever_layer_writes_it() => Table.Check(
        from b in Enumerable.Range(0, Belows.Length)
        from r in Enumerable.Range(0, Rules.Length)
        from a in Enumerable.Range(0, Aboves.Length)
        from isPositive in new[] { false, true }
        where (b + r + a + (isPositive ? 2 : 0)) % Thinned == 0 && (Belows[b].IsLinear || Rules[r].Name.StartsWith("epsilon", StringComparison.Ordinal))
        select Network(Belows[b], Rules[r], Aboves[a], isPositive));

    private static ReferenceRule Rule(string name) => new(name) { Stabilizer = 1e-6f };

    /// <summary>The layer on the input, or on its rectified values, or two such layers if what is above joins them; a dense layer at the end.</summary>
    private static GraphNetwork Network(Operation below, ReferenceRule rule, Operation above, bool isPositive)
    {
        List<GraphNode> nodes = [new("Start", new Activation(isPositive ? "relu" : "leakyrelu", 0.5), [0]), new("Below", below, [1], rule)];
        void Add(string step, Operation operation, ReferenceRule? its = null) => nodes.Add(new GraphNode(step, operation, [nodes.Count], its));
        if (above is Sum or Concat)
        {
            nodes.Add(new GraphNode("Beside", below, [1], rule));
            nodes.Add(new GraphNode("Above", above, above is Sum && below.Output([Input]) == Input ? [2, 3, 1] : [2, 3]));
            Add("Last", new Convolution(4, Padded, Strided), Rule("epsilon") with { Epsilon = 1e-3f });
        }
        else
        {
            Add("Above", above, above.IsLinear ? Rule("gamma") with { Gamma = 0.25 } : null);
        }

        Add("Curve", new Activation("leakyrelu", 0.125));
        Add("Flat", new Flatten());
        Add("Scores", new Dense(3), Rule("epsilon") with { Epsilon = 1e-3f });
        return new GraphNetwork(Input, nodes);
    }
}
