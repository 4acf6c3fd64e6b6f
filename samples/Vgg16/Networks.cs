namespace LrpGen.Samples.Vgg16;

// VGG-16 (Simonyan and Zisserman 2015) in torchvision's layout. Its layers stand here once, each numbered as the module that it is there,
// in parts that the thesis gives one rule each.

/// <summary>Module 0, which sees the pixels.</summary>
[Block]
public abstract class FirstConvolution
{
    [Conv2d(64, 3, Padding = 1), ReLU] [Weights("0")] public abstract Layer Features0 { get; }
}

/// <summary>Modules 1 to 16.</summary>
[Block]
public abstract class LowerConvolutions
{
    [Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)]  [Weights("2")]  public abstract Layer Features2 { get; }
    [Conv2d(128, 3, Padding = 1), ReLU]             [Weights("5")]  public abstract Layer Features5 { get; }
    [Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("7")]  public abstract Layer Features7 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU]             [Weights("10")] public abstract Layer Features10 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU]             [Weights("12")] public abstract Layer Features12 { get; }
    [Conv2d(256, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("14")] public abstract Layer Features14 { get; }
}

/// <summary>Modules 17 to 30.</summary>
[Block]
public abstract class UpperConvolutions
{
    [Conv2d(512, 3, Padding = 1), ReLU]             [Weights("17")] public abstract Layer Features17 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU]             [Weights("19")] public abstract Layer Features19 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("21")] public abstract Layer Features21 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU]             [Weights("24")] public abstract Layer Features24 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU]             [Weights("26")] public abstract Layer Features26 { get; }
    [Conv2d(512, 3, Padding = 1), ReLU, MaxPool(2)] [Weights("28")] public abstract Layer Features28 { get; }
}

/// <summary>Modules 31 to 38; torchvision counts those of its classifier from 0.</summary>
[Block]
public abstract class Classifier
{
    [AdaptiveAvgPool(7), Flatten, Linear(4096), ReLU, Dropout] [Weights("0")] public abstract Layer Classifier0 { get; }
    [Linear(4096), ReLU, Dropout]                              [Weights("3")] public abstract Layer Classifier3 { get; }
    [Linear(1000)]                                             [Weights("6")] public abstract Layer Classifier6 { get; }
}

/// <summary>
/// The thesis's rules: z-box at the pixels, gamma on 1 to 16, epsilon on 17 to 30, LRP-0 on 31 to 38; max pooling is explained as average
/// pooling.
/// </summary>
[Network(3, 224, 224, MaxRelevance = MaxRelevance.Average)]
public sealed partial class ThesisRules
{
    [Use<FirstConvolution>]  [Weights("features")]   [ZBox(Pixels.Low, Pixels.High)] public partial Layer First { get; }
    [Use<LowerConvolutions>] [Weights("features")]   [Gamma(0.25f)]                  public partial Layer Lower { get; }
    [Use<UpperConvolutions>] [Weights("features")]   [EpsilonRms(0.25f)]             public partial Layer Upper { get; }
    [Use<Classifier>]        [Weights("classifier")] [Zero]                          public partial Layer Scores { get; }
}

/// <summary>The same in little memory: the weights of convolutions are kept once and packed whenever they run.</summary>
[Network(3, 224, 224, MaxRelevance = MaxRelevance.Average, MemoryBudget = 735)]
public sealed partial class FrugalThesisRules
{
    [Use<FirstConvolution>]  [Weights("features")]   [ZBox(Pixels.Low, Pixels.High)] public partial Layer First { get; }
    [Use<LowerConvolutions>] [Weights("features")]   [Gamma(0.25f)]                  public partial Layer Lower { get; }
    [Use<UpperConvolutions>] [Weights("features")]   [EpsilonRms(0.25f)]             public partial Layer Upper { get; }
    [Use<Classifier>]        [Weights("classifier")] [Zero]                          public partial Layer Scores { get; }
}

/// <summary>VGG-16 under a well-known composite: z-box at the pixels, gamma on the other convolutions, epsilon on the dense layers.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonGammaBox, Low = new[] { Pixels.Low }, High = new[] { Pixels.High })]
public sealed partial class EpsilonGammaBox
{
    [Use<FirstConvolution>]  [Weights("features")]   public partial Layer First { get; }
    [Use<LowerConvolutions>] [Weights("features")]   public partial Layer Lower { get; }
    [Use<UpperConvolutions>] [Weights("features")]   public partial Layer Upper { get; }
    [Use<Classifier>]        [Weights("classifier")] public partial Layer Scores { get; }
}

/// <summary>VGG-16 under a composite that shows only what speaks for the class.</summary>
[Network(3, 224, 224)]
[Composite(Composite.EpsilonPlusFlat)]
public sealed partial class EpsilonPlusFlat
{
    [Use<FirstConvolution>]  [Weights("features")]   public partial Layer First { get; }
    [Use<LowerConvolutions>] [Weights("features")]   public partial Layer Lower { get; }
    [Use<UpperConvolutions>] [Weights("features")]   public partial Layer Upper { get; }
    [Use<Classifier>]        [Weights("classifier")] public partial Layer Scores { get; }
}
