namespace LrpGen.Reference;

/// <summary>
/// Networks of pictures that the conformance program declares: one for each rule, each with plain, strided, depthwise and transposed
/// convolutions, a batch norm that is folded, a sum, a concatenation and poolings.
/// </summary>
public static class GraphCases
{
    private static readonly Axis Padded = new(3, 1, 1, 1);

    private static readonly ReferenceRule[] Rules =
    [
        new("zero"), new("epsilon") { Epsilon = 0.05f }, new("epsilon-rms"), new("gamma") { Gamma = 0.5 }, new("alphabeta") { Alpha = 2, Beta = 1 },
        new("zplus"), new("wsquare"), new("flat"), new("generic") { Epsilon = 1e-3f, Rho = GraphDeclaration.Rho },
    ];

    /// <summary>
    /// A network of so many values that a forward pass without an explanation is planned by itself: a convolution adds to what another has left, depthwise ones
    /// rectify what they read, a pooling is made in tiles, and values stand where others stood.
    /// </summary>
    public static GraphDeclaration Wide { get; } = DeclareWide("WideGamma", new("gamma") { Gamma = 0.25 });

    /// <summary>Each rule, with the bias and without it; all in float64, and the first ones in float32 too.</summary>
    public static IReadOnlyList<GraphDeclaration> All { get; } =
    [
        .. Rules.Select(static rule => Declare(Name(rule), rule, isFast: false)),
        .. Rules.Where(static rule => rule.Name != "flat").Select(static rule => Declare(Name(rule) + "WithoutBias", rule with { IgnoreBias = true }, isFast: false)),
        .. Rules.Select(static rule => Declare(Name(rule) + "Fast", rule, isFast: true)),
        Wide,
    ];

    private static string Name(ReferenceRule rule) => "Picture" + string.Concat(rule.Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static GraphDeclaration DeclareWide(string name, ReferenceRule rule)
    {
        var nodes = new List<GraphNode>();
        var point = new Axis(1);
        int first = Add("First", new Convolution(20, Padded, Padded), 0);
        int large = Add("Large", new Upsample(3), first);
        int active = Add("Active", new Activation("relu"), large);
        int depth = Add("Depth", new Convolution(20, Padded, Padded, Groups: 20), active);
        int mixed = Add("Mixed", new Convolution(20, point, point), depth);
        int sum = Add("Sum", new Sum(), mixed, large);
        int small = Add("Small", new Pooling(PoolingKind.Average, new Axis(3, 3), new Axis(3, 3)), sum);
        int other = Add("Other", new Pooling(PoolingKind.Average, new Axis(3, 3), new Axis(3, 3)), depth);
        int both = Add("Both", new Concat(), small, other);
        int tiled = Add("Tiled", new Convolution(16, Padded, Padded), both);
        int bent = Add("Tiled", new Activation("relu"), tiled);
        int pooled = Add("Tiled", new Pooling(PoolingKind.Max, new Axis(2, 2), new Axis(2, 2)), bent);
        int flat = Add("Flat", new Flatten(), pooled);
        Add("Scores", new Dense(4), flat);
        return new GraphDeclaration(name, new GraphNetwork(Size.Of(3, 10, 8), nodes)) { IsFast = true, HasBooks = false, Kept = new HashSet<string> { "Sum" } };

        int Add(string step, Operation operation, params int[] inputs)
        {
            nodes.Add(new GraphNode(step, operation, inputs, operation is Convolution or Dense ? rule : null));
            return nodes.Count;
        }
    }

    private static GraphDeclaration Declare(string name, ReferenceRule rule, bool isFast)
    {
        var nodes = new List<GraphNode>();
        int first = Add("First", new Convolution(5, Padded, Padded), 0);
        int active = Add("Active", new Activation("relu"), first);
        int depth = Add("Depth", new Convolution(5, Padded, Padded, Groups: 5, HasBias: false), active);
        int normed = Add("Normed", new BatchNorm(1e-3f), depth);
        int leaky = Add("Leaky", new Activation("leakyrelu", 0.125), normed);
        int sum = Add("Sum", new Sum(), leaky, active);
        int pooled = Add("Pooled", new Pooling(PoolingKind.Max, new Axis(3, 2, 1, 1), new Axis(3, 2, 1, 1)), sum);
        int strided = Add("Strided", new Convolution(4, new Axis(3, 2, 1, 1), new Axis(3, 2, 1, 1)), sum);
        int both = Add("Both", new Concat(), pooled, strided);
        int spread = Add("Spread", new Convolution(6, new Axis(2, 2), new Axis(3, 2, 1, 0), IsTransposed: true), both);
        int bent = Add("Bent", new Activation("relu"), spread);
        int mean = Add("Mean", new Pooling(PoolingKind.Average, new Axis(2, 2), new Axis(2, 2)), bent);
        int flat = Add("Flat", new Flatten(), mean);
        Add("Scores", new Dense(4), flat);
        var network = new GraphNetwork(Size.Of(3, 7, 6), nodes);
        return new GraphDeclaration(name, network) { IsFast = isFast, Kept = new HashSet<string> { "Active", "Sum", "Spread", "Mean", "Scores" } };

        int Add(string step, Operation operation, params int[] inputs)
        {
            nodes.Add(new GraphNode(step, operation, inputs, operation is Convolution or Dense ? rule : null));
            return nodes.Count;
        }
    }
}
