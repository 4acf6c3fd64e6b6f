using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>What the compiler proves of values and of relevance, and where it must not.</summary>
public class ProofTests
{
    private const float None = float.PositiveInfinity;

    [Theory]
    [InlineData("[Linear(4)] [Zero]", -None, None)]
    [InlineData("[Flatten, Dropout]", -2, 3)]
    [InlineData("[ReLU]", 0, 3)]
    [InlineData("[LeakyReLU(0.5f)]", -1, 3)]
    [InlineData("[LeakyReLU(-0.5f)]", 0, 3)]
    [InlineData("[LeakyReLU(-2)]", 0, 4)]
    [InlineData("[LeakyReLU(0)]", 0, 3)]
    [InlineData("[ELU(0.5f)]", -0.5f, 3)]
    [InlineData("[ELU(0)]", 0, 3)]
    [InlineData("[Tanh]", -1, 1)]
    [InlineData("[Sigmoid]", 0, 1)]
    [InlineData("[Softmax]", 0, 1)]
    [InlineData("[GELU]", -0.1701f, 3)]
    [InlineData("[GELU(Tanh = true)]", -0.1701f, 3)]
    [InlineData("[SiLU]", -0.2785f, 3)]
    [InlineData("[ReLU, SiLU]", 0, 3)]
    [InlineData("[ReLU, GELU, ELU, LeakyReLU, Dropout]", 0, 3)]
    [InlineData("[ReLU, Tanh]", 0, 1)]
    public void A_layer_bounds_its_output(string layers, float low, float high) => AssertRange("[InputRange(-2, 3)]", layers, low, high);

    [Theory]
    [InlineData("[InputRange(-3, -1)]", "[Tanh]", -1, 0)]
    [InlineData("[InputRange(-3, -1)]", "[ReLU]", 0, 0)]
    [InlineData("[InputRange(-3, -1)]", "[LeakyReLU(-2)]", 2, 6)]
    [InlineData("[InputRange(1, 3)]", "[LeakyReLU(-2)]", 1, 3)]
    [InlineData("[InputRange(1, 3)]", "[ELU]", 1, 3)]
    [InlineData("", "[Dropout]", -None, None)]
    [InlineData("", "[LeakyReLU(0)]", 0, None)]
    [InlineData("", "[LeakyReLU]", -None, None)]
    [InlineData("", "[ReLU]", 0, None)]
    public void What_is_known_of_the_input_counts(string input, string layers, float low, float high) => AssertRange(input, layers, low, high);

    [Theory]
    [InlineData(true, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(true, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [Gamma]")]
    [InlineData(true, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [AlphaBeta(2, 1)]")]
    [InlineData(true, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [EpsilonRms]")]
    [InlineData(true, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [Generic(\"Rho\")]")]
    [InlineData(true, "[Linear(4)] [Zero]", "[ReLU]", "[Dropout]", "[Flatten]", "[Linear(4)] [Zero]")]
    [InlineData(true, "[Linear(4), ReLU, Tanh, GELU, SiLU, ELU, LeakyReLU] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [Flat]")]
    [InlineData(false, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [WSquare]")]
    [InlineData(false, "[Linear(4), ReLU] [Zero]", "[Linear(4)] [Pass]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), ReLU, Sigmoid] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(true, "[Linear(4), Dropout, ReLU] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), LeakyReLU] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), Tanh] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), Sigmoid] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4)] [Zero]", "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4)] [Zero]")]
    [InlineData(false, "[Linear(4), ReLU] [Zero]")]
    [InlineData(false, "[Linear(4), ReLU, Dropout] [Zero]")]
    [InlineData(false, "[Linear(4), ReLU, Softmax] [Zero]")]
    public void Relevance_arrives_only_where_the_first_layer_is_positive(bool isProven, params string[] steps)
    {
        var passes = new Passes(steps);
        Assert.Equal(isProven, ActivityPass.IsRelevantOnlyWherePositive(passes.Graph, passes.Rules, passes.Logits, passes.Graph.Nodes[0]));
    }

    private static void AssertRange(string input, string layers, float low, float high)
    {
        EquatableArray<ValueRange> ranges = new Passes([layers], "[Network(4)]" + input).Ranges;
        Assert.Equal(new ValueRange(low, high), ranges[ranges.Count - 1]);
    }
}
