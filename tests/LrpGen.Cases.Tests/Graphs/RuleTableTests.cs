using System.Globalization;
using System.Reflection;
using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Every layer that shares relevance out, under every rule that it can have, on inputs of both signs and of one.</summary>
public sealed class RuleTableTests
{
    private static readonly Axis Padded = new(3, 1, 1, 1);

    private static readonly (string Name, Size Input, Operation Operation)[] Linear =
    [
        ("Dense", Size.Of(7), new Dense(5)),
        ("Convolution", Size.Of(2, 5, 4), new Convolution(3, Padded, Padded)),
        ("Strided", Size.Of(2, 7, 6), new Convolution(3, new Axis(3, 2, 1, 0), new Axis(2, 3, 0, 1))),
        ("Dilated", Size.Of(2, 7, 6), new Convolution(3, new Axis(2, 1, 2, 2, 3), new Axis(3, 1, 0, 0, 2), HasBias: false)),
        ("Grouped", Size.Of(4, 4, 3), new Convolution(6, Padded, new Axis(2), Groups: 2)),
        ("Depthwise", Size.Of(17, 4, 3), new Convolution(17, Padded, Padded, Groups: 17)),
        ("Same", Size.Of(2, 5, 6), new Convolution(3, new Axis(2, 2), new Axis(3, 2), IsSame: true)),
        ("Sequence", Size.Of(3, 9), new Convolution(4, default, new Axis(3, 2, 1, 1))),
        ("Transposed", Size.Of(2, 3, 4), new Convolution(3, new Axis(3, 2, 1, 1), new Axis(2, 2), IsTransposed: true, OutputPadding: 1)),
        ("TransposedGrouped", Size.Of(4, 3, 2), new Convolution(6, Padded, new Axis(2), Groups: 2, IsTransposed: true)),
        ("Norm", Size.Of(3, 3, 4), new BatchNorm(1e-3f)),
        ("NormOfFeatures", Size.Of(6), new BatchNorm(1e-3f)),
    ];

    private static readonly (string Name, Operation Operation)[] Averages =
    [
        ("Sum", new Sum()),
        ("Average", new Pooling(PoolingKind.Average, new Axis(3, 2, 1, 1), new Axis(2, 2, 1, 1), CountsPadding: true)),
        ("AverageInside", new Pooling(PoolingKind.Average, new Axis(3, 2, 1, 1), new Axis(2, 2, 1, 1), IsCeil: true)),
        ("Adaptive", new Pooling(PoolingKind.Average, Cut: (3, 2))),
        ("Global", new Pooling(PoolingKind.Average, Cut: (1, 1))),
        ("SumPool", new Pooling(PoolingKind.Sum, new Axis(2, 1), new Axis(3, 2, 1, 1))),
        ("Max", new Pooling(PoolingKind.Max, new Axis(3, 2, 1, 1), new Axis(2, 2, 1, 1), Largest: WayBack.Rule)),
        ("GlobalMax", new Pooling(PoolingKind.Max, Largest: WayBack.Rule, Cut: (1, 1))),
    ];

    private static readonly ReferenceRule[] Rules =
    [
        .. RuleMaker.Names.Select(static name => new ReferenceRule(name) { Epsilon = 0.05f, Gamma = 0.5, Stabilizer = 1e-6f, Rho = GraphDeclaration.Rho }),
        .. RuleMaker.Names.Select(static name => new ReferenceRule(name) { Epsilon = 1e-3f, Gamma = 0.25, Stabilizer = 1e-4f, Rho = GraphDeclaration.Rho, IgnoreBias = true }),
    ];

    private static readonly ReferenceRule[] AverageRules =
    [
        new("norm") { Stabilizer = 1e-4f }, new("zero") { Stabilizer = 1e-6f }, new("epsilon") { Stabilizer = 1e-6f, Epsilon = 0.05f }, new("epsilon-rms") { Stabilizer = 1e-6f },
    ];

    [Fact]
    public void Every_linear_layer_agrees_with_the_engine_under_every_rule() => Check(
        from layer in Linear
        from rule in Rules.Concat([Box(1), Box(layer.Input.Channels)])
        from isPositive in new[] { false, true }
        where !(rule.Name == "zbox" && isPositive)
        select Network(layer.Input, [layer.Operation], rule, isPositive));

    /// <summary>Denominators without the bias are sums of their own: what is left of an output less its bias would have few digits.</summary>
    [Fact]
    public void A_large_bias_that_a_rule_leaves_out_costs_no_digits() => Check(
        from layer in Linear
        from rule in Rules.Where(static rule => rule is { IgnoreBias: true, Name: "zero" or "epsilon" or "epsilon-rms" or "gamma" })
        from isPositive in new[] { false, true }
        select Network(layer.Input, [layer.Operation], rule, isPositive),
        biasFactor: 1000,
        isFast: true);

    [Fact]
    public void Every_average_agrees_with_the_engine_under_every_rule() => Check(
        from layer in Averages
        from rule in AverageRules
        from isPositive in new[] { false, true }
        select Network(Size.Of(3, 5, 4), [layer.Operation], rule, isPositive));

    [Fact]
    public void Every_way_that_shares_nothing_out_agrees_with_the_engine() => Check(
        from way in new Operation[]
        {
            new Pooling(PoolingKind.Max, new Axis(3, 2, 1, 1), new Axis(2, 1, 1, 1)), new Pooling(PoolingKind.Max, new Axis(3, 2, 1, 1), new Axis(2, 1, 1, 1), Largest: WayBack.Split),
            new Pooling(PoolingKind.Max, Cut: (1, 1)), new Pooling(PoolingKind.Average, new Axis(1), new Axis(1)), new Upsample(2),
            new Frame(2, 1, 0, 3), new Frame(2, 1, 0, 3, FrameFill.Reflect), new Frame(2, 1, 0, 3, FrameFill.Replicate), new Frame(1, 0, 2, 1, IsCrop: true),
            new Activation("relu"), new Activation("relu6"), new Activation("leakyrelu", 0.125), new Activation("elu", 0.5), new Activation("gelu"), new Activation("gelutanh"),
            new Activation("silu"), new Activation("tanh"), new Activation("sigmoid"), new Activation("hardswish"), new Activation("dropout"),
        }
        from isPositive in new[] { false, true }
        select Network(Size.Of(3, 5, 4), [way], null, isPositive));

    private static ReferenceRule Box(int bounds) => new("zbox")
    {
        Low = [.. Enumerable.Range(0, bounds).Select(static k => -1 - (0.25 * k))],
        High = [.. Enumerable.Range(0, bounds).Select(static k => 1 + (0.5 * k))],
        Stabilizer = 1e-6f,
    };

    /// <summary>The operations after the input, or after a rectifier; then a rectifier and a dense layer.</summary>
    private static GraphNetwork Network(Size input, Operation[] operations, ReferenceRule? rule, bool isPositive)
    {
        var nodes = new List<GraphNode>();
        void Add(Operation operation, ReferenceRule? its) => nodes.Add(new GraphNode("S" + nodes.Count, operation, operation is Sum ? [nodes.Count, 0] : [nodes.Count], its));
        if (isPositive)
            Add(new Activation("relu"), null);
        foreach (Operation operation in operations)
            Add(operation, rule);
        Add(isPositive ? new Activation("relu") : new Activation("leakyrelu", 0.125), null);
        Add(new Flatten(), null);
        Add(new Dense(3), new ReferenceRule("epsilon") { Epsilon = 1e-4f, Stabilizer = 1e-6f });
        return new GraphNetwork(input, nodes) { Stabilizer = 1e-6f };
    }

    private static void Check(IEnumerable<GraphNetwork> networks, double biasFactor = 1, bool isFast = false)
    {
        GraphDeclaration[] declarations = [.. networks.Select((network, k) => new GraphDeclaration("Net" + k, network) { IsFast = isFast })];
        Assembly assembly = InProcess.Compile("using LrpGen;\n\n" + string.Join("\n", declarations.Select(static declaration => declaration.Write())));
        var failures = new List<string>();
        foreach (GraphDeclaration declaration in declarations)
        {
            var graph = new RandomGraph(0, uint.Parse(declaration.Name[3..], CultureInfo.InvariantCulture));
            Dictionary<string, double[]> weights = graph.Weights(declaration.Network)
                .ToDictionary(static pair => pair.Key, pair => pair.Key.EndsWith("bias", StringComparison.Ordinal) ? [.. pair.Value.Select(value => (double)(float)(biasFactor * value))] : pair.Value);
            using INetwork network = InProcess.Load(
                assembly, declaration.Name, declaration.Network.Tensors().Select(tensor => (tensor.Name, tensor.Shape, RandomWeights.ToFloat(weights[tensor.Name]))));
            string[] found = [.. GraphCheck.Disagreements(declaration, network, weights, graph.Input(declaration, 0), static logits => [.. logits.Select(static (_, k) => 1.0 - (0.75 * k))], new Random(1))];
            if (found.Length > 0)
                failures.Add($"{string.Join("\n", found)}\n{declaration.Write()}");
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
