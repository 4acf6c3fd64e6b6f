using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>What a memory budget does to a plan: it is kept, no more is given up for it than is needed, and the least one is told.</summary>
public sealed class BudgetPassTests
{
    private static readonly string[] Steps =
    [
        "[Conv2d(32, 3, Padding = 1), ReLU] [ZBox(-1, 1)]",
        "[Conv2d(64, 3, Padding = 1), ReLU, MaxPool(2)] [Gamma]",
        "[Conv2d(96, 3, Padding = 1), ReLU] [Gamma]",
        "[Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [AlphaBeta(2, 1)]",
        "[Conv2d(256, 3, Padding = 1), ReLU] [Epsilon]",
        "[ConvTranspose2d(128, 3, Padding = 1), ReLU, MaxPool(2)] [Epsilon]",
        "[Conv2d(512, 1), ReLU] [WSquare]",
        "[Conv2d(512, 3, Groups = 2), BatchNorm(Weights = \"norm\"), ReLU] [Flat]",
        "[Flatten, Linear(1000)] [Zero]",
    ];

    private static readonly LoweredNetwork Free = Lower("").Network!;

    private static readonly int Least = LeastOf(Lower(", MemoryBudget = 1"));

    [Fact]
    public void Every_budget_from_the_least_one_on_is_kept()
    {
        int before = int.MaxValue;
        for (int budget = Least; budget <= (Free.Bytes / 1_000_000) + 1; budget++)
        {
            LoweredNetwork network = Lower($", MemoryBudget = {budget}").Network!;
            Assert.InRange(network.Bytes, 1, 1_000_000L * budget);
            Assert.Equal(1_000_000L * budget, network.MemoryBudget);
            int packed = PackedWhenUsed(network);
            Assert.InRange(packed, 0, before);
            before = packed;
        }

        Assert.Equal(0, before);
        Assert.InRange(PackedWhenUsed(Lower($", MemoryBudget = {Least}").Network!), 3, Steps.Length);
    }

    [Fact]
    public void A_budget_that_is_large_enough_changes_nothing()
    {
        LoweredNetwork network = Lower(", MemoryBudget = int.MaxValue").Network!;
        Assert.Equal(1_000_000L * int.MaxValue, network.MemoryBudget);
        Assert.Equal(Free, network with { MemoryBudget = 0 });
        Assert.Equal(Free, Lower(", MemoryBudget = 0").Network);
    }

    [Fact]
    public void One_that_is_too_small_is_an_error_that_tells_the_least()
    {
        Assert.NotNull(Lower($", MemoryBudget = {Least}").Network);
        Assert.Equal(Least, LeastOf(Lower($", MemoryBudget = {Least - 1}")));
        Assert.InRange(Least, 2, (int)(Free.Bytes / 1_000_000) - 20);
    }

    [Fact]
    public void The_weights_of_the_steps_are_all_weights() =>
        Assert.Equal([Free.WeightFloats, Lower($", MemoryBudget = {Least}").Network!.WeightFloats], new[] { Free, Lower($", MemoryBudget = {Least}").Network! }.Select(
            static network => network.Steps.Items.Sum(static step => step.WeightFloats)));

    private static int PackedWhenUsed(LoweredNetwork network) => network.Steps.Items.Count(static step => step.Notes.Contains("packed when used", StringComparison.Ordinal));

    private static LoweringResult Lower(string setting) => Compiler.Run(
        Harness.Spec(Passes.Source(Steps, $"[Network(16, 64, 64, Precision = Precision.Fast{setting})]")), CancellationToken.None);

    private static int LeastOf(LoweringResult result)
    {
        var error = Assert.Single(result.Diagnostics.Items, static diagnostic => diagnostic.Id == "LRPG0028");
        return int.Parse((string)error.Arguments[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
