using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>The networks that are declared here, by name.</summary>
internal static class Cases
{
    /// <summary>Networks for the reference engine, with what they are there and the layer that has no bias.</summary>
    public static IReadOnlyList<(string Name, Func<WeightFile, INetwork> Load, ReferenceNetwork Reference, string? WithoutBias)> Generated { get; } =
    [
        ("EveryZero", static file => EveryZero.Load(file), Everywhere(new("zero")), "B"),
        ("EveryZeroWithoutBias", static file => EveryZeroWithoutBias.Load(file), Everywhere(new("zero") { IgnoreBias = true }), "B"),
        ("EveryEpsilon", static file => EveryEpsilon.Load(file), Everywhere(new("epsilon") { Epsilon = 0.05f }), "B"),
        ("EveryEpsilonWithoutBias", static file => EveryEpsilonWithoutBias.Load(file), Everywhere(new("epsilon") { Epsilon = 0.05f, IgnoreBias = true }), "B"),
        ("EveryEpsilonNone", static file => EveryEpsilonNone.Load(file), Everywhere(new("epsilon") { Epsilon = 0 }), "B"),
        ("EveryEpsilonNoneWithoutBias", static file => EveryEpsilonNoneWithoutBias.Load(file), Everywhere(new("epsilon") { Epsilon = 0, IgnoreBias = true }), "B"),
        ("EveryEpsilonRms", static file => EveryEpsilonRms.Load(file), Everywhere(new("epsilon-rms") { Factor = 0.25 }), "B"),
        ("EveryEpsilonRmsWithoutBias", static file => EveryEpsilonRmsWithoutBias.Load(file), Everywhere(new("epsilon-rms") { Factor = 0.25, IgnoreBias = true }), "B"),
        ("EveryGamma", static file => EveryGamma.Load(file), Everywhere(new("gamma") { Gamma = 0.5 }), "B"),
        ("EveryGammaWithoutBias", static file => EveryGammaWithoutBias.Load(file), Everywhere(new("gamma") { Gamma = 0.5, IgnoreBias = true }), "B"),
        ("EveryAlphaBeta", static file => EveryAlphaBeta.Load(file), Everywhere(new("alphabeta") { Alpha = 3, Beta = 2 }), "B"),
        ("EveryAlphaBetaWithoutBias", static file => EveryAlphaBetaWithoutBias.Load(file), Everywhere(new("alphabeta") { Alpha = 3, Beta = 2, IgnoreBias = true }), "B"),
        ("EveryZPlus", static file => EveryZPlus.Load(file), Everywhere(new("zplus")), "B"),
        ("EveryZPlusWithoutBias", static file => EveryZPlusWithoutBias.Load(file), Everywhere(new("zplus") { IgnoreBias = true }), "B"),
        ("EveryWSquare", static file => EveryWSquare.Load(file), Everywhere(new("wsquare")), "B"),
        ("EveryWSquareWithoutBias", static file => EveryWSquareWithoutBias.Load(file), Everywhere(new("wsquare") { IgnoreBias = true }), "B"),
        ("EveryFlat", static file => EveryFlat.Load(file), Everywhere(new("flat")), "B"),
        ("EveryGeneric", static file => EveryGeneric.Load(file), Everywhere(new("generic") { Epsilon = 1e-3f, Rho = Math.Abs }), "B"),
        ("EveryGenericWithoutBias", static file => EveryGenericWithoutBias.Load(file), Everywhere(new("generic") { Epsilon = 1e-3f, Rho = Math.Abs, IgnoreBias = true }), "B"),
        ("BoxPerChannel", static file => BoxPerChannel.Load(file), new ReferenceNetwork(18,
        [
            new("linear", "A", 21, new("zbox") { Low = Spread(-1, -2), High = Spread(1, 3) }), new("elu", "a", Parameter: 0.5),
            new("linear", "B", 21, new("pass")), new("gelu", "b"),
            new("linear", "C", 17, new("gamma") { Gamma = 0.3f }), new("gelutanh", "c"),
            new("linear", "D", 9, new("alphabeta") { Alpha = 2, Beta = 1 }), new("silu", "d"),
            new("linear", "E", 5, new("epsilon") { Epsilon = 1e-4f }), new("tanh", "e"),
        ]), null),
        ("BoxFromZero", static file => BoxFromZero.Load(file), new ReferenceNetwork(18,
        [
            new("linear", "A", 21, new("zbox") { Low = [0], High = [1] }), new("relu", "a"),
            new("linear", "B", 13, new("zplus")), new("relu", "b"),
            new("linear", "C", 1, new("zplus")), new("sigmoid", "c"),
        ]), null),
    ];

    private static ReferenceNetwork Everywhere(ReferenceRule rule) => new(18,
    [
        new("flatten", "input"),
        new("linear", "A", 21, rule), new("relu", "a"),
        new("linear", "B", 17, rule), new("sigmoid", "b"),
        new("linear", "C", 33, rule), new("leakyrelu", "c", Parameter: 0.1f),
        new("linear", "D", 9, rule), new("relu", "d"), new("dropout", "dropped"),
        new("linear", "E", 5, rule), new("softmax", "e"),
    ]);

    // Two channels of nine inputs each.
    private static double[] Spread(double first, double second) => [.. Enumerable.Repeat(first, 9), .. Enumerable.Repeat(second, 9)];
}
