namespace LrpGen.Generator.Tests;

public class EmissionTests
{
    [Fact]
    public void The_perceptron_compiles()
    {
        RunResult result = Harness.Run("""
            using LrpGen;
            namespace Example;
            /// <summary>The thesis's perceptron.</summary>
            [Network(1, 28, 28, Ledger = true)]
            [InputRange(0, 1)]
            public sealed partial class MnistMlp
            {
                [Flatten, Linear(300), ReLU]  [ZBox(0, 1)]   public partial Layer Hidden1 { get; }
                [Linear(100), ReLU]           [Gamma(0.25f)] public partial Layer Hidden2 { get; }
                [Linear(10), Softmax]         [Zero]         public partial Layer Scores  { get; }
            }
            """);
        Assert.Empty(result.CompilerDiagnostics);
        Assert.Equal(["LRPG0051"], result.Diagnostics.Select(static diagnostic => diagnostic.Id));
    }
}
