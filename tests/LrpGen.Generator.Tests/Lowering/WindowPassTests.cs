using System.Text.RegularExpressions;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>Which poolings the convolution before them makes, tile after tile.</summary>
public class WindowPassTests
{
    private const string Network = "[Network(16, 12, 12, Precision = Precision.Fast)] [Composite(Composite.EpsilonPlus)] [InputRange(0, 1)]";
    private const string Conv = "Conv2d(16, 3, Padding = 1)";
    private const string Average = "MaxPool(2, Relevance = MaxRelevance.Average)";
    private const string Above = "[Conv2d(16, 3)]";

    [Theory]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)]")]
    [InlineData($"[{Conv}, MaxPool(2)]")]
    [InlineData($"[{Conv}, MaxPool(2), ReLU]")]
    [InlineData($"[{Conv}, MaxPool(2), ReLU6]")]
    [InlineData($"[{Conv}, BatchNorm(Weights = \"norm\"), ReLU, MaxPool(2)]")]
    [InlineData($"[{Conv}, Dropout, ReLU, Dropout, MaxPool(2, Stride = 2), Dropout]")]
    [InlineData("[Conv2d(16, 3), ReLU, MaxPool(2)]")]
    [InlineData("[Conv2d(40, 3, Padding = 2, Bias = false), ReLU, MaxPool(2)]")]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)] [Zero]")]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)] [Epsilon]")]
    [InlineData($"[{Conv}, MaxPool(2)] [Epsilon]")]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)] [Gamma]")]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)] [Generic(\"Rho\")]")]
    [InlineData($"[{Conv}, ReLU, MaxPool(2)] [Keep]")]
    [InlineData("[Conv2d(16, 3, Padding = 1, Bias = false), MaxPool(2)] [Epsilon(Bias = Bias.Ignore)]")]
    public void A_convolution_keeps_the_winners_of_windows(string step)
    {
        LoweredNode[] nodes = Lower(step);
        ConvPlan plan = AssertJoined(nodes);
        Assert.Null(plan.Windows!.Average);
        Assert.Equal(Maker(nodes).Output.Count, plan.Windows.Winners!.Value.Count);
        Assert.All(plan.Branches.Items.Select(static branch => branch.Denominator).OfType<Slot>(), d => Assert.Equal(plan.Windows.Winners.Value.Count, d.Count));
    }

    [Theory]
    [InlineData($"[{Conv}, ReLU, {Average}]", true, 1e-6f)]
    [InlineData($"[{Conv}, BatchNorm(Weights = \"norm\"), ReLU, Dropout, {Average}]", true, 1e-6f)]
    [InlineData($"[{Conv}, {Average}]", false, 1e-6f)]
    [InlineData($"[{Conv}, {Average}, ReLU]", false, 1e-6f)]
    [InlineData($"[{Conv}, ReLU, {Average}] [ZPlus(Stabilizer = 0.5f)]", true, 0.5f)]
    [InlineData($"[{Conv}, ReLU, {Average}] [Gamma]", true, 1e-6f)]
    [InlineData($"[{Conv}, ReLU, {Average}] [Keep]", true, 1e-6f)]
    public void A_convolution_prepares_the_shares_of_a_mean(string step, bool isRectified, float epsilon)
    {
        LoweredNode[] nodes = Lower(step);
        ConvPlan plan = AssertJoined(nodes);
        Assert.Null(plan.Windows!.Winners);
        AveragePlan average = plan.Windows.Average!;
        Assert.Equal((isRectified, epsilon, 1), (average.IsRectified, average.Epsilon, average.Coefficient));
        Slot windows = Maker(nodes).Output, means = Assert.Single(plan.Branches.Items).Denominator!.Value;
        Assert.Equal((4 * windows.Count, 4 * windows.Count, windows.Count), (average.Outputs.Count, average.Shares.Count, means.Count));
        Slot[] kept = [average.Outputs, average.Shares, windows, means];
        Assert.All(kept, one => Assert.All(kept, other => Assert.True(one == other || one.Start >= other.Start + other.Padded || other.Start >= one.Start + one.Padded)));
    }

    [Theory]
    [InlineData("Precision.Fast", "Precision.Strict")]
    [InlineData(", Precision = Precision.Fast", "")]
    [InlineData("Precision = Precision.Fast", "Precision = Precision.Fast, Ledger = true")]
    [InlineData("(16, 12, 12,", "(16, 8, 8,")]
    [InlineData("(16, 12, 12,", "(16, 13, 12,")]
    [InlineData("(16, 12, 12,", "(16, 12, 13,")]
    [InlineData("(16, 12, 12,", "(8, 12, 12,")]
    [InlineData("(16, 12, 12,", "(300, 12, 12,")]
    public void Other_networks_pool_by_themselves(string from, string to)
    {
        Assert.Contains(from, Network, StringComparison.Ordinal);
        AssertApartIn($"[{Conv}, ReLU, MaxPool(2)]", Network.Replace(from, to));
        AssertApartIn($"[{Conv}, ReLU, {Average}]", Network.Replace(from, to));
    }

    [Theory]
    [InlineData("MaxPool(2, Relevance = MaxRelevance.Split)")]
    [InlineData("MaxPool(3)")]
    [InlineData("MaxPool(2, KernelX = 3, Stride = 2)")]
    [InlineData("MaxPool(2, Stride = 1)")]
    [InlineData("MaxPool(2, Stride = 3)")]
    [InlineData("MaxPool(2, StrideY = 1, StrideX = 2)")]
    [InlineData("MaxPool(2, Padding = 1)")]
    [InlineData("MaxPool(2, PaddingBottom = 1, PaddingRight = 1)")]
    [InlineData("MaxPool(2, PaddingTop = 1, PaddingBottom = 1)")]
    [InlineData("AvgPool(2)")]
    [InlineData("SumPool(2)")]
    public void Other_windows_are_pooled_by_themselves(string pool) => AssertApart($"[{Conv}, ReLU, {pool}]");

    [Theory]
    [InlineData("Conv2d(15, 3, Padding = 1)")]
    [InlineData("Conv2d(16, 5, Padding = 2)")]
    [InlineData("Conv2d(16, 1)")]
    [InlineData("Conv2d(16, 3, Padding = 3)")]
    [InlineData("Conv2d(16, 3, Padding = 1, Groups = 2)")]
    [InlineData("Conv2d(16, 3, Padding = 2, Dilation = 2)")]
    [InlineData("Conv2d(16, 3, Padding = 1, StrideX = 2)")]
    [InlineData("Conv2d(300, 3, Padding = 1)")]
    [InlineData("ConvTranspose2d(16, 3, Padding = 1)")]
    [InlineData("AvgPool(3, Stride = 1, Padding = 1)")]
    public void Other_layers_leave_the_pooling_to_itself(string maker) => AssertApart($"[{maker}, ReLU, MaxPool(2)]");

    [Theory]
    [InlineData("ReLU6")]
    [InlineData("LeakyReLU(0.5f)")]
    [InlineData("ReLU, Tanh")]
    [InlineData("AvgPool(3, Stride = 1, Padding = 1)")]
    [InlineData("Pad(Bottom = 2)")]
    public void What_is_between_must_change_nothing_or_rectify(string between) => AssertApart($"[{Conv}, {between}, MaxPool(2)]");

    [Theory]
    [InlineData("[EpsilonRms]", "MaxPool(2)")]
    [InlineData("[Epsilon(Bias = Bias.Ignore)]", "MaxPool(2)")]
    [InlineData("[AlphaBeta(2, 1)]", "ReLU, MaxPool(2)")]
    [InlineData("[WSquare]", "ReLU, MaxPool(2)")]
    [InlineData("[Flat]", "ReLU, MaxPool(2)")]
    [InlineData("[ZBox(-1, 1)]", "ReLU, MaxPool(2)")]
    [InlineData("[Pass]", "ReLU, MaxPool(2)")]
    [InlineData("[Gamma]", "MaxPool(2)")]
    [InlineData("[Epsilon]", Average)]
    [InlineData("[Zero]", "ReLU, " + Average)]
    [InlineData("[EpsilonRms]", Average)]
    public void Other_rules_need_all_outputs(string rule, string behind) => AssertApart($"[{Conv}, {behind}] {rule}");

    [Theory]
    [InlineData("MaxPool(2)")]
    [InlineData(Average)]
    public void Inputs_of_either_sign_are_two_branches(string pool)
    {
        string signed = Network.Replace("(0, 1)", "(-1, 1)");
        AssertApartIn($"[{Conv}, ReLU, {pool}] [Gamma]", signed);
        AssertApartIn($"[{Conv}, ReLU, {pool}]", signed);
    }

    [Theory]
    [InlineData("MaxPool(2)")]
    [InlineData(Average)]
    public void A_rectifier_between_must_be_where_all_relevance_arrives(string pool)
    {
        // An average gives nothing to an output of zero; a winner may be one.
        bool joins = pool == Average;
        foreach (string rule in new[] { "[Flat]", "[WSquare]" })
        {
            AssertJoined(Lower($"[{Conv}, {pool}]", $"{Above} {rule}"));
            if (joins)
                AssertJoined(Lower($"[{Conv}, ReLU, {pool}]", $"{Above} {rule}"));
            else
                AssertApart($"[{Conv}, ReLU, {pool}]", $"{Above} {rule}");
        }
    }

    [Theory]
    [InlineData("[Keep]")]
    [InlineData("")]
    public void The_end_of_a_step_between_is_kept_whole(string keep)
    {
        AssertApart($"[{Conv}, ReLU] {keep}", "[MaxPool(2)]", Above);
        AssertApart($"[{Conv}] {keep}", "[ReLU, MaxPool(2)]", Above);
        AssertApart($"[{Conv}, ReLU] {keep}", $"[{Average}]", Above);
    }

    [Fact]
    public void An_output_that_others_take_is_kept_whole() =>
        AssertApart($"[{Conv}]", "[MaxPool(2)]", "[AvgPool(2, From = nameof(A))]", "[Add(nameof(B), nameof(C))]");

    [Fact]
    public void A_pooling_that_is_the_output_is_made_too_if_nothing_rectifies_before_it()
    {
        AssertJoined([.. Nodes([$"[{Conv}, MaxPool(2)]"], Network)]);
        AssertApart([.. Nodes([$"[{Conv}, ReLU, MaxPool(2)]"], Network)]);
    }

    [Fact]
    public void Several_are_made_in_one_network()
    {
        string[] steps = [$"[{Conv}, ReLU, MaxPool(2)]", $"[{Conv}, ReLU, {Average}]", $"[{Conv}, ReLU, MaxPool(2)]", "[Flatten, Linear(3)]"];
        LoweredNode[] nodes = Nodes(steps, Network.Replace("12, 12", "40, 24"));
        Assert.Equal([true, true, false], nodes.Where(static node => node.Layer is ConvLayer).Select(static node => ((ConvPlan)node.Plan!).Windows is not null));
        Assert.Single(nodes, static node => node.Layer is PoolLayer);
    }

    [Fact]
    public void Code_for_winners_calls_kernels_of_windows_alone()
    {
        string code = Code($"[{Conv}, ReLU, MaxPool(2)]");
        AssertCalls(code, "Conv.ForwardToWinners", "Conv.ForwardAtWinners", "Conv.AdjointFromWinners");
        Assert.Matches(@"Conv\.ForwardToWinners\(.*Tail\.Rectify", code);
    }

    [Fact]
    public void Where_the_output_is_the_denominator_winners_need_no_other()
    {
        string code = Code($"[{Conv}, MaxPool(2)] [Epsilon]");
        AssertCalls(code, "Conv.ForwardToWinners", "Conv.AdjointFromWinners");
    }

    [Fact]
    public void Code_for_a_mean_calls_kernels_of_windows_alone()
    {
        string code = Code($"[{Conv}, ReLU, {Average}]");
        AssertCalls(code, "Conv.ForwardAndLargest", "Conv.ForwardToShares", "Conv.AdjointFromShares");
        Assert.Matches(@"Conv\.ForwardAndLargest\(.*Tail\.Rectify", code);
        Assert.Matches(@"Conv\.ForwardAndLargest\(.*Tail\.None", Code($"[{Conv}, {Average}]"));
    }

    [Fact]
    public void Code_for_others_calls_the_pooling()
    {
        string code = Code($"[{Conv}, ReLU6, MaxPool(2)]");
        Assert.Contains("Pool.Max(", code, StringComparison.Ordinal);
        Assert.Contains("Pool.MaxToWinner(", code, StringComparison.Ordinal);
        Assert.Empty(CallsOfWindows(code));
    }

    private static void AssertCalls(string code, params string[] calls)
    {
        Assert.Equal(calls, CallsOfWindows(code));
        Assert.DoesNotMatch(@"\bPool\.", code);
    }

    private static string[] CallsOfWindows(string code) =>
        [.. Regex.Matches(code, @"Conv\.\w*(Winners|Largest|Shares)\b").Select(static match => match.Value).Distinct()];

    private static string Code(string step)
    {
        RunResult result = Harness.Run(Passes.Source([step, Above, "[Flatten, Linear(3)]"], Network));
        Assert.Empty(result.ErrorsInGeneratedCode);
        return Assert.Single(result.Sources).SourceText.ToString();
    }

    private static void AssertApartIn(string step, string network) => AssertApart(Nodes([step, "[Flatten, Linear(3)]"], network));

    private static void AssertApart(params string[] steps) => AssertApart(Lower(steps));

    private static void AssertApart(LoweredNode[] nodes)
    {
        Assert.Contains(nodes, static node => node.Layer is PoolLayer);
        Assert.All(nodes, static node => Assert.False(node.Plan is ConvPlan { Windows: not null }));
    }

    private static ConvPlan AssertJoined(LoweredNode[] nodes)
    {
        Assert.DoesNotContain(nodes, static node => node.Layer is PoolLayer);
        var plan = (ConvPlan)Maker(nodes).Plan!;
        Assert.NotNull(plan.Windows);
        return plan;
    }

    private static LoweredNode Maker(LoweredNode[] nodes) => nodes.First(static node => node.Layer is ConvLayer);

    private static LoweredNode[] Lower(params string[] steps) => Nodes([.. steps, .. steps.Length == 1 ? new[] { Above } : [], "[Flatten, Linear(3)]"], Network);

    private static LoweredNode[] Nodes(string[] steps, string network) =>
        [.. new Passes(steps, network).Lowered.Steps.Items.SelectMany(static step => step.Nodes.Items)];
}
