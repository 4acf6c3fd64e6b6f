namespace LrpGen.Conformance;

// The stored cases of dense networks, declared by hand as a user would declare them.

/// <summary>The case mlp-zero.</summary>
[Network(12), Keep]
public sealed partial class MlpZero
{
    [Linear(10)] [Zero] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Zero] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-epsilon.</summary>
[Network(12), Keep]
public sealed partial class MlpEpsilon
{
    [Linear(10)] [Epsilon(0.1f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Epsilon(0.1f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-epsilon-rms.</summary>
[Network(12), Keep]
public sealed partial class MlpEpsilonRms
{
    [Linear(10)] [EpsilonRms(0.1f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [EpsilonRms(0.1f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-gamma.</summary>
[Network(12), Keep]
public sealed partial class MlpGamma
{
    [Linear(10)] [Gamma(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Gamma(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-alpha2beta1.</summary>
[Network(12), Keep]
public sealed partial class MlpAlpha2beta1
{
    [Linear(10)] [AlphaBeta(2, 1)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [AlphaBeta(2, 1)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-alpha1beta0.</summary>
[Network(12), Keep]
public sealed partial class MlpAlpha1beta0
{
    [Linear(10)] [AlphaBeta(1, 0)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [AlphaBeta(1, 0)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-zplus.</summary>
[Network(12), Keep]
public sealed partial class MlpZplus
{
    [Linear(10)] [ZPlus] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [ZPlus] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-wsquare.</summary>
[Network(12), Keep]
public sealed partial class MlpWsquare
{
    [Linear(10)] [WSquare] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [WSquare] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-flat.</summary>
[Network(12), Keep]
public sealed partial class MlpFlat
{
    [Linear(10)] [Flat] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(8)] [Flat] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [ReLU] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case mlp-zbox.</summary>
[Network(12), Keep]
public sealed partial class MlpZbox
{
    [Linear(10), ReLU] [ZBox(-3, 3)] [Weights("param.fc1")] public partial Layer Relu1 { get; }

    [Linear(8), ReLU] [Epsilon(1e-6f)] [Weights("param.fc2")] public partial Layer Relu2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case tanh-mlp.</summary>
[Network(20), Keep]
public sealed partial class TanhMlp
{
    [Linear(15)] [Epsilon(1e-6f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [Tanh] [Pass] public partial Layer T1 { get; }

    [Linear(9)] [Epsilon(1e-6f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }

    [Sigmoid] [Pass] public partial Layer S2 { get; }

    [Linear(4)] [Epsilon(1e-6f)] [Weights("param.fc3")] public partial Layer Fc3 { get; }
}

/// <summary>The case gamma-output-negative.</summary>
[Network(9), Keep]
public sealed partial class GammaOutputNegative
{
    [Linear(11)] [Gamma(0.25f)] [Weights("param.fc1")] public partial Layer Fc1 { get; }

    [ReLU] public partial Layer Relu1 { get; }

    [Linear(5)] [Gamma(0.25f)] [Weights("param.fc2")] public partial Layer Fc2 { get; }
}
