using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Convolutions that read pictures as they come, under any two rules: blocks are laid out for the way back of those that need them.</summary>
public sealed class PlainTableTests
{
    private static readonly Axis Padded = new(3, 1, 1, 1);

    private static readonly Axis Strided = new(2, 2);

    private static readonly ReferenceRule[] Rules =
    [
        Rule("zbox") with { Low = [-1, -1.25, -1.5], High = [1, 1.5, 2] }, Rule("flat"), Rule("wsquare"), Rule("gamma") with { Gamma = 0.25 },
        Rule("alphabeta") with { Alpha = 2, Beta = 1 }, Rule("epsilon") with { Epsilon = 0.05f, IgnoreBias = true }, Rule("generic") with { Rho = GraphDeclaration.Rho },
    ];

    // The way back of the three reads blocks, nothing, and blocks already for its denominators.
    [Fact]
    public void Two_convolutions_of_the_input_agree_with_the_engine_under_any_two_rules() => Table.Check(
        from first in Rules
        from second in new[] { Rules[0], Rules[1], Rules[3] }
        select Network(
            new GraphNode("A", new Convolution(6, Padded, Strided), [0], first),
            new GraphNode("B", new Convolution(17, Strided, Padded), [0], second),
            new GraphNode("FlatA", new Flatten(), [1]),
            new GraphNode("FlatB", new Flatten(), [2]),
            new GraphNode("Both", new Concat(), [3, 4])));

    [Fact]
    public void A_convolution_of_an_input_that_others_take_agrees_with_the_engine_under_every_rule() => Table.Check(
        from rule in Rules
        from other in new Operation[] { new Pooling(PoolingKind.Average, Padded, Padded), new Activation("relu"), new Convolution(3, Padded, Padded, Groups: 3) }
        select Network(
            new GraphNode("A", new Convolution(5, Padded, Padded), [0], rule),
            new GraphNode("Other", other, [0], other.IsLinear ? Rule("gamma") with { Gamma = 0.25 } : null),
            new GraphNode("Both", new Concat(), [1, 2]),
            new GraphNode("Flat", new Flatten(), [3])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_box_under_a_largest_value_agrees_with_the_engine(bool hasBooks) => Table.Check(
        from size in new[] { Size.Of(3, 13, 14), Size.Of(1, 12, 17), Size.Of(4, 11, 11), Size.Of(2, 37, 9) }
        from outputs in new[] { 6, 33 }
        from pool in new[] { new Pooling(PoolingKind.Max, Padded with { Stride = 2 }, Padded with { Stride = 2 }), new Pooling(PoolingKind.Max, Strided, Strided, Largest: WayBack.Split) }
        from curve in new[] { "relu", "tanh" }
        select Network(
            size,
            new GraphNode("A", new Convolution(outputs, new Axis(5, 2, 2, 1), new Axis(6, 2, 1, 2)), [0], Rule("zbox") with { Low = [-1.5], High = [2] }),
            new GraphNode("Bend", new Activation(curve), [1]),
            new GraphNode("Largest", pool, [2]),
            new GraphNode("Flat", new Flatten(), [3])),
        hasBooks);

    private static ReferenceRule Rule(string name) => new(name) { Stabilizer = 1e-6f };

    private static GraphNetwork Network(params GraphNode[] nodes) => Network(Size.Of(3, 6, 5), nodes);

    private static GraphNetwork Network(Size size, params GraphNode[] nodes) => new(
        size,
        [.. nodes, new GraphNode("Curve", new Activation("relu"), [nodes.Length]), new GraphNode("Scores", new Dense(3), [nodes.Length + 1], Rule("epsilon") with { Epsilon = 1e-3f })]);
}
