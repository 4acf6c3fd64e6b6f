using LrpGen;

namespace LrpGenApp;

/// <summary>
/// A perceptron that reads handwritten digits. Each property is a step; the rule beside it says how its relevance goes back.
/// Change a rule and build again: mistakes are errors at the very attribute.
/// </summary>
[Network(1, 28, 28, Ledger = true)]
[InputRange(0, 1)]
[Classes("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")]
public sealed partial class DigitNetwork
{
    [Flatten, Linear(300), ReLU] [ZBox(0, 1)]   [Weights("1")] public partial Layer Hidden1 { get; }
    [Linear(100), ReLU]          [Gamma(0.25f)] [Weights("3")] public partial Layer Hidden2 { get; }
    [Linear(10)]                 [Zero]         [Weights("5")] public partial Layer Scores { get; }
}
