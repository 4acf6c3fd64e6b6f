namespace LrpGen.Generator.Tests;

/// <summary>Declarations that several tests use, by name.</summary>
internal static class Samples
{
    /// <summary>The perceptron of the readme, to the letter.</summary>
    public const string Perceptron = """
        using LrpGen;

        [Network(1, 28, 28)]
        public sealed partial class MnistMlp
        {
            [Flatten, Linear(300), ReLU]  [ZBox(0, 1)]   public partial Layer Hidden1 { get; }
            [Linear(100), ReLU]           [Gamma(0.25f)] public partial Layer Hidden2 { get; }
            [Linear(10)]                  [Zero]         public partial Layer Scores  { get; }
        }
        """;

    /// <summary>Nothing can be proven of the inputs, so that alpha-beta and gamma show all that they are.</summary>
    public const string SignedInputs = """
        using LrpGen;

        namespace Example;

        [Network(20)]
        public sealed partial class SignedInputs
        {
            [Linear(16), Tanh]      [AlphaBeta(2, 1)]              public partial Layer Shares { get; }
            [Linear(16), LeakyReLU] [Gamma(0.1f, Bias = Bias.Ignore)] public partial Layer Favors { get; }
            [Linear(2)]             [ZPlus]                        public partial Layer Scores { get; }
        }
        """;

    /// <summary>The user's own rho, kept steps, the books, names for the classes, weights by other names.</summary>
    public const string OwnRho = """
        using LrpGen;

        namespace Example;

        [Network(30, Ledger = true)]
        [InputRange(-10, 10)]
        [Classes("malignant", "benign")]
        public sealed partial class OwnRho
        {
            [Linear(32), ReLU] [Weights("0")] [Generic(nameof(Rho), 0.01f)] [Keep] public partial Layer Hidden { get; }
            [Dropout(0.2f)]                                                        public partial Layer Thinned { get; }
            [Linear(2)]        [Weights("3")] [Gamma(0.25f)]                [Keep] public partial Layer Scores { get; }

            private static float Rho(float w) => w > 0 ? 1.25f * w : w;
        }
        """;

    /// <summary>Stabilizers that follow the layer, rules that look at no input, and a head that the explanation leaves out.</summary>
    public const string Stabilized = """
        using LrpGen;

        namespace Example;

        [Network(3, 4, 4, Ledger = true, Stabilizer = 1e-9f)]
        public sealed partial class Stabilized
        {
            [Flatten, Linear(20), SiLU] [ZBox(new float[] { -1, -2, -3 }, new float[] { 1, 2, 3 })] public partial Layer Pixels { get; }
            [Linear(20), ELU]           [WSquare]                                 public partial Layer Squares { get; }
            [Linear(20), GELU]          [Flat]                                    public partial Layer Even { get; }
            [Linear(5)]                 [EpsilonRms(0.25f, Bias = Bias.Ignore)]   public partial Layer Logits5 { get; }
            [Sigmoid]                                                             public partial Layer Chances { get; }
        }
        """;

    /// <summary>A composite, a range rule, shared weights, nesting, keywords as names, several explained passes.</summary>
    public const string Ranges = """
        using LrpGen;

        namespace Example.@namespace;

        public static partial class Outer
        {
            [Network(8)]
            [InputRange(0, 1)]
            [Composite(Composite.EpsilonPlusFlat, Epsilon = 0.01f)]
            [AlphaBeta(1.5f, 0.5f, From = nameof(@class), To = nameof(Third))]
            [Keep]
            internal sealed partial class @event
            {
                [Linear(8), ReLU]                                           public partial Layer First { get; }
                [Linear(8, Bias = false), ReLU] [Weights("w")]              internal partial Layer @class { get; }
                [Linear(8, Bias = false), ReLU] [Weights("w", Shared = true)] public partial Layer Third { get; }
                [Linear(8)] [Pass]                                          public partial Layer Passed { get; }
                [GELU(Tanh = true)]                                         public partial Layer Bent { get; }
                [Linear(3), Softmax]                                        public partial Layer Last { get; }
            }
        }
        """;

    /// <summary>A block used twice, with parameters, and rules at every level.</summary>
    public const string Blocks = """
        using LrpGen;

        namespace Example;

        [Block]
        public abstract class Residual
        {
            [Parameter(Required = true)] public const int Channels = 1;
            [Parameter]                  public const int Stride = 1;

            [Conv2d(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm(Weights = "bn1"), ReLU] [Weights("conv1")] public abstract Layer Change { get; }
            [Conv2d(Channels, 1, Stride = Stride, From = Step.Input)] [Weights("skip")] [Zero]                                     public abstract Layer Skip { get; }
            [Add(nameof(Change), nameof(Skip)), ReLU]                                                                             public abstract Layer Sum { get; }
        }

        [Network(3, 8, 8)]
        [ZPlus]
        public sealed partial class Blocks
        {
            [Use<Residual>(4)] [Weights("layer1.0")]                      public partial Layer First { get; }
            [Use<Residual>(8, 2)] [Weights("layer1.1")] [Gamma(0.25f)] [Keep] public partial Layer Second { get; }
            [GlobalAvgPool, Flatten, Linear(2)] [Epsilon(0.01f)]          public partial Layer Scores { get; }
        }
        """;

    /// <summary>Values so large that a forward pass without an explanation is planned by itself.</summary>
    public const string Shortcut = """
        using LrpGen;

        namespace Example;

        [Network(3, 64, 64, Precision = Precision.Fast)]
        [Zero]
        public sealed partial class Shortcut
        {
            [Conv2d(8, 1)]                                  public partial Layer Stem { get; }
            [ReLU, Conv2d(8, 3, Padding = 1, Groups = 8)]   public partial Layer Depth { get; }
            [Conv2d(8, 1), Add(nameof(Stem)), ReLU]         public partial Layer Sum { get; }
            [GlobalAvgPool, Flatten, Linear(2)]             public partial Layer Scores { get; }
        }
        """;

    /// <summary>A declaration with two mistakes.</summary>
    public const string Wrong = """
        using LrpGen;

        namespace Example;

        [Network(1, 28, 28)]
        public sealed partial class Wrong
        {
            [Linear(10)] [AlphaBeta(2, 2)] public partial Layer Hidden { get; }
            [Linear(10)]                   internal partial Layer Scores { get; }
        }
        """;

    private static readonly Dictionary<string, string> ByName = new()
    {
        [nameof(Perceptron)] = Perceptron,
        [nameof(SignedInputs)] = SignedInputs,
        [nameof(OwnRho)] = OwnRho,
        [nameof(Stabilized)] = Stabilized,
        [nameof(Ranges)] = Ranges,
        [nameof(Blocks)] = Blocks,
        [nameof(Shortcut)] = Shortcut,
        [nameof(Wrong)] = Wrong,
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>Those without a mistake in which every step takes the one before it alone.</summary>
    public static TheoryData<string> ChainNames => [.. ByName.Keys.Where(static name => name is not (nameof(Wrong) or nameof(Blocks) or nameof(Shortcut)))];

    public static string Source(string name) => ByName[name];
}
