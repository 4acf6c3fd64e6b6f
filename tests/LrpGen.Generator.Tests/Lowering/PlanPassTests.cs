using CsCheck;
using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Where buffers lie: nothing that is still to be read is overwritten, and room is used again.</summary>
public class PlanPassTests
{
    private static readonly string[] Deep =
    [
        .. Enumerable.Range(0, 12).Select(static k => $"[Linear({20 + (7 * k % 5 * 16)}), ReLU] [{new[] { "Zero", "Gamma", "AlphaBeta(2, 1)", "Flat", "WSquare", "Generic(\"Rho\")" }[k % 6]}]"),
        "[Linear(3), Softmax] [EpsilonRms]",
    ];

    public static TheoryData<string> Plans =>
    [
        .. Samples.ChainNames.Select(static row => Samples.Source(row.Data)),
        Passes.Source(Deep, "[Network(4)]"),
        Passes.Source(Deep, "[Network(4)] [Keep]"),
        Passes.Source(Deep, "[Network(4, Ledger = true)]"),
        Passes.Source(["[ReLU, Dropout, Softmax]"], "[Network(4)] [Keep]"),
        Passes.Source(["[Linear(4)] [Pass]", "[Linear(4), ReLU] [Zero] [Keep]", "[Linear(4)] [Pass]"], "[Network(4)]"),
        Passes.Source(["[ZBox(-1, 1), Flatten, Linear(4)]", "[Tanh]", "[Dropout]", "[Linear(2)] [Zero] [Keep]", "[Sigmoid] [Keep]"], "[Network(1, 2, 2)]"),
    ];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Nothing_is_overwritten_before_it_is_read(string source) => Workspace.Play(new Passes(source).Lowered);

    [Fact]
    public void A_plan_with_two_live_values_in_one_place_is_found_out()
    {
        LoweredNetwork network = new Passes(Deep).Lowered;
        Assert.ThrowsAny<Exception>(() => Workspace.Play(network with { OutputRelevance = network.Logits }));
    }

    [Fact]
    public void A_deeper_network_needs_room_for_activations_alone()
    {
        // z and a of 16 floats each; relevance and quotients take turns in buffers that are there already.
        int[] floats = [.. Enumerable.Range(4, 4).Select(static depth => Floats("[Linear(16), ReLU] [Zero]", depth, ""))];
        Assert.Equal([32, 32, 32], floats.Zip(floats.Skip(1), static (less, more) => more - less));
    }

    [Fact]
    public void A_kept_step_needs_room_for_its_relevance_too()
    {
        int[] floats = [.. Enumerable.Range(4, 4).Select(static depth => Floats("[Linear(16), ReLU] [Zero]", depth, "[Keep]"))];
        Assert.Equal([48, 48, 48], floats.Zip(floats.Skip(1), static (less, more) => more - less));
    }

    [Theory]
    [InlineData("[Gamma]", 1)]
    [InlineData("[ZPlus]", 1)]
    [InlineData("[AlphaBeta(2, 1)]", 2)]
    [InlineData("[Generic(\"Rho\")]", 1)]
    [InlineData("[WSquare]", 0)]
    [InlineData("[Flat]", 0)]
    public void A_prepared_denominator_keeps_its_room(string rule, int denominators)
    {
        string layer = "[Linear(16), ReLU] " + rule;
        Assert.Equal(16 * (2 + denominators), Floats(layer, 5, "") - Floats(layer, 4, ""));
    }

    [Fact]
    public void Identities_and_reshaping_need_no_room()
    {
        int plain = new Passes(["[Flatten, Linear(4)] [Zero]"], "[Network(1, 2, 2)]").Lowered.WorkspaceFloats;
        Assert.Equal(plain, new Passes(["[Dropout, Flatten, Dropout]", "[Linear(4), Dropout] [Zero]"], "[Network(1, 2, 2)]").Lowered.WorkspaceFloats);
    }

    [Fact]
    public void Buffers_that_live_at_one_time_never_overlap() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[0, 20], Gen.Int[0, 20]).List[1, 30].Sample(static lives =>
        {
            var memory = new MemoryPlanner();
            var placed = lives
                .Select(life => (Slot: memory.Place(life.Item1, life.Item2, life.Item2 + life.Item3), From: life.Item2, To: life.Item2 + life.Item3))
                .ToList();
            foreach (var one in placed)
            {
                Assert.Equal(0, one.Slot.Start % 16);
                Assert.True(one.Slot.Start + one.Slot.Padded <= memory.Floats);
                Assert.All(placed.Where(other => other != one && other.From <= one.To && one.From <= other.To), other => Assert.True(
                    other.Slot.Start + other.Slot.Padded <= one.Slot.Start || one.Slot.Start + one.Slot.Padded <= other.Slot.Start));
            }
        });

    private static int Floats(string layer, int depth, string classAttributes) =>
        new Passes([.. Enumerable.Repeat(layer, depth)], "[Network(16)]" + classAttributes).Lowered.WorkspaceFloats;
}
