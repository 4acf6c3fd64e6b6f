using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>What a forward pass does that no explanation follows: which layers work in each other's place and memory.</summary>
public class PredictionPassTests
{
    private const string Network = "[Network(16, 32, 32, Precision = Precision.Fast)] [Composite(Composite.EpsilonPlus)]";
    private const string Pointwise = "Conv2d(16, 1)";
    private const string Depthwise = "Conv2d(16, 3, Padding = 1, Groups = 16)";
    private const string Winograd = "Conv2d(16, 3, Padding = 1)";

    [Theory]
    [InlineData($"[{Pointwise}, Add(nameof(A))]", null)]
    [InlineData($"[{Pointwise}, Dropout, Add(nameof(A))]", null)]
    [InlineData($"[{Pointwise}, BatchNorm(Weights = \"norm\"), Add(nameof(A))]", null)]
    [InlineData($"[{Pointwise}, Add(nameof(A)), ReLU]", float.PositiveInfinity)]
    [InlineData("[Conv2d(16, 3, Padding = 2, Dilation = 2, Bias = false), Add(nameof(A))] [AlphaBeta(2, 1)]", null)]
    [InlineData("[Conv2d(16, 3, 6, PaddingTop = 1, PaddingBottom = 1, PaddingLeft = 2, PaddingRight = 3), Add(nameof(A))]", null)]
    public void A_convolution_adds_to_a_summand_that_nobody_reads_any_more(string last, float? rectifiesTo)
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}, ReLU]", $"[{Depthwise}, ReLU]", last);
        LoweredNode conv = Node<ConvLayer>(nodes, "C"), add = Node<AddLayer>(nodes, "C");
        Assert.True(conv.Accumulates && add.IsSummed);
        Assert.Null(conv.Sum);
        Assert.Equal(rectifiesTo, conv.RectifiesTo);
        Assert.Equal(Node<ReLULayer>(nodes, "A").Output, conv.Output);
        Assert.Equal(conv.Output, add.Output);
        Assert.NotEqual(conv.Input, conv.Output);
    }

    [Fact]
    public void A_sum_may_grow_in_one_place()
    {
        LoweredNode[] nodes = Predicted(
            $"[{Pointwise}]", $"[ReLU, {Depthwise}]", $"[{Pointwise}, Add(nameof(A))]", $"[ReLU, {Depthwise}]", $"[{Pointwise}, Add(nameof(C))]");
        LoweredNode[] adding = [.. nodes.Where(static node => node.Accumulates)];
        Assert.Equal(["C", "E"], adding.Select(static node => node.StepName));
        Assert.All(adding, node => Assert.Equal(Node<ConvLayer>(nodes, "A").Output, node.Output));
    }

    [Theory]
    [InlineData($"[{Winograd}, Add(nameof(A))]", "")]
    [InlineData("[Conv2d(16, 5, Padding = 2), Add(nameof(A))]", "")]
    [InlineData("[Conv2d(16, 19, 1, PaddingTop = 9, PaddingBottom = 9), Add(nameof(A))]", "")]
    [InlineData($"[{Depthwise}, Add(nameof(A))]", "")]
    [InlineData("[Conv2d(16, 1, Groups = 2), Add(nameof(A))]", "")]
    [InlineData("[ConvTranspose2d(16, 1), Add(nameof(A))]", "")]
    [InlineData($"[{Pointwise}, ReLU, Add(nameof(A))]", "ReLU")]
    [InlineData($"[{Pointwise}, ReLU6, Add(nameof(A))]", "ReLU6")]
    [InlineData($"[{Pointwise}, Add(nameof(A))] [Epsilon(Bias = Bias.Ignore)]", "")]
    [InlineData($"[{Pointwise}, Add(nameof(A)), ReLU] [Epsilon(Bias = Bias.Ignore)]", "Sum")]
    [InlineData("[BatchNorm, Add(nameof(A))] [Epsilon]", "")]
    public void Others_write_the_sum_where_they_stand(string last, string rectified)
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}, Tanh]", $"[{Depthwise}, Tanh]", last);
        AssertSumInPlace(nodes, "C", Node<TanhLayer>(nodes, "A").Output, rectifies: rectified == "Sum");
        Assert.Equal(rectified switch { "ReLU" => float.PositiveInfinity, "ReLU6" => 6, _ => (float?)null }, MakerOf(nodes, "C").RectifiesTo);
    }

    [Theory]
    [InlineData("[Conv2d(16, 1, From = nameof(A))]")]
    [InlineData("[Tanh(From = nameof(A))]")]
    [InlineData("[ReLU(From = nameof(A))]")]
    [InlineData("[ReLU(From = nameof(A)), Conv2d(16, 3, Padding = 1, Groups = 16)]")]
    [InlineData("[Dropout(From = nameof(A))]")]
    [InlineData("[Dropout(From = nameof(A)), Conv2d(16, 3, Padding = 1, Groups = 16)]")]
    [InlineData("[Add(nameof(A))]")]
    public void A_summand_that_is_read_later_stays(string later)
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}]", $"[{Depthwise}]", $"[{Pointwise}, Add(nameof(A))]", later, "[Add(nameof(C), nameof(D))]");
        LoweredNode conv = Node<ConvLayer>(nodes, "C");
        Assert.False(conv.Accumulates);
        Assert.Equal(Node<ConvLayer>(nodes, "A").Output, conv.Sum!.Value.Summand);
        AssertApart(Node<ConvLayer>(nodes, "A").Output, conv.Sum.Value.Result);
    }

    [Fact]
    public void A_summand_that_the_convolution_itself_reads_stays()
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}]", $"[{Pointwise}, Add(nameof(A))]", $"[{Depthwise}]");
        AssertSumInPlace(nodes, "B", Node<ConvLayer>(nodes, "A").Output, rectifies: false);
    }

    [Fact]
    public void A_summand_within_a_concatenation_stays()
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}]", "[Conv2d(16, 1, From = Step.Input)]", "[Concat(nameof(A), nameof(B))]", $"[{Pointwise}, Add(nameof(A))]", $"[{Depthwise}]");
        Assert.Equal(Node<ConcatLayer>(nodes, "C").Output.Start, Node<ConvLayer>(nodes, "A").Output.Start);
        AssertSumInPlace(nodes, "D", Node<ConvLayer>(nodes, "A").Output, rectifies: false);
    }

    [Fact]
    public void The_input_of_the_network_stays()
    {
        // One pixel lies in blocks as it lies plainly, so the input itself is a summand.
        LoweredNetwork network = Lower(
            Network.Replace("32, 32", "1, 1"), $"[{Pointwise}, ReLU]", $"[{Pointwise}, Add(Step.Input)]", "[Upsample(64)]", "[AvgPool(2)]", "[GlobalAvgPool, Flatten, Linear(3)]");
        LoweredNode[] nodes = Predicted(network);
        AssertSumInPlace(nodes, "B", network.Input, rectifies: false);
        Assert.DoesNotContain(nodes.Where(static node => !node.Layer.IsIdentity), node => node.Output.Start == network.Input.Start);
    }

    [Fact]
    public void A_result_that_others_take_gets_its_sum_beside_it()
    {
        LoweredNode[] nodes = Predicted(
            $"[{Pointwise}]", $"[{Depthwise}]", $"[{Pointwise}]", "[Add(nameof(A), nameof(C))]", "[Add(nameof(C), nameof(D))]", $"[{Pointwise}]");
        LoweredNode conv = Node<ConvLayer>(nodes, "C"), add = Node<AddLayer>(nodes, "D");
        Assert.False(conv.Accumulates);
        Assert.Equal(new SumBeside(Node<ConvLayer>(nodes, "A").Output, add.Output, Rectifies: false), conv.Sum);
        AssertApart(conv.Output, add.Output);
        AssertApart(Node<ConvLayer>(nodes, "A").Output, add.Output);
    }

    [Fact]
    public void Both_summands_of_one_convolution_are_added_behind_it()
    {
        LoweredNode[] nodes = Predicted($"[{Pointwise}]", "[ReLU]", "[Add(nameof(A), nameof(B))]", $"[{Depthwise}]", $"[{Pointwise}]");
        Assert.False(Node<AddLayer>(nodes, "C").IsSummed);
        Assert.All(nodes, static node => Assert.True(node is { Accumulates: false, Sum: null }));
    }

    [Fact]
    public void Exact_sums_are_followed_by_passes_of_their_own()
    {
        LoweredNode[] nodes = Predicted(
            Lower(Network.Replace("Fast", "Strict"), $"[{Winograd}, ReLU, MaxPool(2)]", $"[ReLU, {Depthwise}]", $"[{Pointwise}, Add(nameof(A)), ReLU]", "[Upsample(2)]", "[GlobalAvgPool, Flatten, Linear(3)]"));
        Assert.All(nodes, static node => Assert.True(node is { Accumulates: false, Sum: null, Copy: null, RectifiesInput: false, IsSummed: false, Plan: not ConvPlan { Windows: not null } }));
        Assert.Single(nodes, static node => node.Layer is PoolLayer { Kind: PoolKind.Max });
        Assert.Equal(Node<ConvLayer>(nodes, "A").Output, Node<ReLULayer>(nodes, "A").Output);
    }

    [Theory]
    [InlineData("ReLU", float.PositiveInfinity)]
    [InlineData("ReLU6", 6f)]
    public void A_rectifier_overwrites_what_it_reads_alone_whatever_the_rule(string rectifier, float ceiling)
    {
        foreach (string rule in new[] { "[EpsilonRms]", "[ZBox(-1, 1)]", "[Epsilon]", "[AlphaBeta(2, 1)]" })
        {
            LoweredNode[] nodes = Predicted($"[{Winograd}] {rule}", $"[{rectifier}, {Winograd}]", $"[{Winograd}]", $"[{Winograd}]");
            LoweredNode conv = Node<ConvLayer>(nodes, "A"), rectified = nodes.First(static node => node.Layer.Ceiling is not null);
            Assert.Equal((ceiling, true, conv.Output), (conv.RectifiesTo!.Value, rectified.IsRectified, rectified.Output));
        }
    }

    [Fact]
    public void Depthwise_convolutions_rectify_as_they_read_what_others_read_too()
    {
        LoweredNode[] nodes = Predicted(
            $"[{Pointwise}]", "[ReLU]", $"[{Depthwise}]", "[Conv2d(16, 5, Padding = 2, Groups = 16, From = nameof(B))]", "[Add(nameof(C), nameof(D))]", "[Add(nameof(A))]");
        LoweredNode conv = Node<ConvLayer>(nodes, "A"), relu = Node<ReLULayer>(nodes, "B");
        Assert.True(relu.IsRectified);
        Assert.Equal(conv.Output, relu.Output);
        Assert.True(conv is { RectifiesTo: null, Copy: null });
        Assert.Equal([false, true, true], nodes.Where(static node => node.Layer is ConvLayer).Select(static node => node.RectifiesInput));
    }

    [Theory]
    [InlineData("ReLU6", Depthwise)]
    [InlineData("LeakyReLU(0.1f)", Depthwise)]
    [InlineData("ReLU, Dropout", Depthwise)]
    [InlineData("ReLU", Pointwise)]
    [InlineData("ReLU", "Conv2d(16, 3, Padding = 1, Groups = 8)")]
    [InlineData("ReLU", "Conv2d(32, 3, Padding = 1, Groups = 16), Conv2d(16, 1)")]
    [InlineData("ReLU", "ConvTranspose2d(16, 3, Padding = 1, Groups = 16)")]
    [InlineData("ReLU", "AvgPool(3, Stride = 1, Padding = 1)")]
    [InlineData("ReLU", Depthwise, "[Epsilon(Bias = Bias.Ignore)]")]
    [InlineData("ReLU", Depthwise, "", "Tanh(From = nameof(B))")]
    [InlineData("ReLU", Depthwise, "", "Conv2d(16, 1, From = nameof(B))")]
    public void Others_read_what_is_rectified(string rectifier, string reader, string rule = "", string other = "Tanh")
    {
        string[] readers = reader.Split("), ");
        string[] between = readers.Length == 1 ? [$"[{reader}] {rule}"] : [$"[{readers[0]})] {rule}", $"[{readers[1]}]"];
        LoweredNode[] nodes = Predicted([$"[{Pointwise}]", $"[{rectifier}]", .. between, $"[{other}]", $"[Add(nameof(A), nameof({(char)('C' + between.Length)}))]", $"[Add(nameof({(char)('B' + between.Length)}))]"]);
        Assert.DoesNotContain(nodes, static node => node.RectifiesInput);
        LoweredNode rectified = nodes.First(static node => node.StepName == "B" && !node.Layer.IsIdentity);
        AssertApart(Node<ConvLayer>(nodes, "A").Output, rectified.Output);
    }

    [Theory]
    [InlineData($"[{Winograd}, ReLU, MaxPool(2)]")]
    [InlineData($"[{Winograd}, MaxPool(2), ReLU6]")]
    [InlineData($"[{Winograd}, BatchNorm(Weights = \"norm\"), ReLU, MaxPool(2, Relevance = MaxRelevance.Split)]")]
    [InlineData($"[{Winograd}, ReLU, MaxPool(2)] [AlphaBeta(2, 1)]")]
    [InlineData($"[{Winograd}, ReLU, MaxPool(2)] [ZBox(-1, 1)]")]
    [InlineData($"[{Winograd}, ReLU, MaxPool(2)] [EpsilonRms]")]
    [InlineData($"[{Winograd}, ReLU, MaxPool(2, Relevance = MaxRelevance.Average)] [Flat]")]
    public void Poolings_are_made_in_tiles_whatever_the_rule(string step)
    {
        LoweredNode[] nodes = Predicted(step, "[Upsample(2)]", $"[{Winograd}]", $"[{Winograd}]");
        LoweredNode conv = Node<ConvLayer>(nodes, "A");
        Assert.Equal(new WindowPlan(null, null), ((ConvPlan)conv.Plan!).Windows);
        Assert.Equal(16 * 16 * 16, conv.Output.Count);
        Assert.Equal(step.Contains("ReLU6", StringComparison.Ordinal) ? 6 : step.Contains("ReLU", StringComparison.Ordinal) ? float.PositiveInfinity : (float?)null, conv.RectifiesTo);
        Assert.DoesNotContain(nodes, static node => node.Layer is PoolLayer { Kind: PoolKind.Max });
    }

    [Theory]
    [InlineData($"[{Winograd}, ReLU6, MaxPool(2)]")]
    [InlineData($"[{Winograd}, ReLU, MaxPool(3, Stride = 2, Padding = 1)]")]
    [InlineData("[Conv2d(8, 3, Padding = 1), ReLU, MaxPool(2)]")]
    [InlineData($"[{Depthwise}, ReLU, MaxPool(2)]")]
    public void Other_poolings_are_made_by_themselves(string step)
    {
        LoweredNode[] nodes = Predicted(step, "[Upsample(2)]", "[Conv2d(16, 3, Padding = 1)]", $"[{Winograd}]");
        Assert.All(nodes, static node => Assert.Null((node.Plan as ConvPlan)?.Windows));
        Assert.Single(nodes, static node => node.Layer is PoolLayer { Kind: PoolKind.Max });
    }

    [Theory]
    [InlineData("[Epsilon(Bias = Bias.Ignore)]", true)]
    [InlineData("[Epsilon]", false)]
    public void Where_the_usual_pass_sums_without_the_bias_first_so_does_this_in_the_same_place(string rule, bool sumsFirst)
    {
        LoweredNode[] nodes = Predicted(
            Lower(Network, $"[{Winograd}]", $"[{Winograd}] {rule}", $"[{Winograd}]", "[GlobalAvgPool, Flatten, Linear(30), Tanh] " + rule, "[Linear(3)]"));
        LoweredNode conv = Node<ConvLayer>(nodes, "B"), dense = Node<LinearLayer>(nodes, "D");
        Assert.Equal(sumsFirst ? [conv.Output] : [], ((ConvPlan)conv.Plan!).Branches.Items.Select(static branch => branch.Denominator!.Value));
        Assert.Equal(sumsFirst ? dense.Output : null, dense.Dense!.Sum);
    }

    [Fact]
    public void Values_give_way_to_others()
    {
        string[] steps = [.. Enumerable.Range(0, 8).Select(static _ => $"[{Winograd}, Tanh]")];
        LoweredNetwork network = Lower(Network, [.. steps, "[GlobalAvgPool, Flatten, Linear(3)]"]);
        LoweredNode[] nodes = Predicted(network);

        // What a layer reads, and what it writes.
        Assert.InRange(nodes.Where(static node => node.Output.Count == 16 * 1024).Select(static node => node.Output.Start).Distinct().Count(), 2, 3);
        Assert.All(nodes, node => Assert.InRange(node.Output.Start + node.Output.Padded, 1, network.WorkspaceFloats));
        Assert.All(nodes.Where(static node => !node.Layer.IsIdentity), static node => Assert.All(node.Inputs.Items, input => AssertApart(input, node.Output)));
    }

    [Theory]
    [InlineData("[Flatten, Linear(3)]")]
    [InlineData("[GlobalAvgPool, Flatten, Linear(3), Softmax]")]
    [InlineData("[GlobalAvgPool, Flatten, Linear(3)]", "[Sigmoid]")]
    [InlineData("[Conv2d(20, 1)]")]
    [InlineData("[Conv2d(20, 1), Sigmoid]")]
    [InlineData($"[{Pointwise}, Add(nameof(C)), ReLU]")]
    [InlineData("[GlobalAvgPool]", $"[{Pointwise}, ReLU]", $"[{Pointwise}, Add(nameof(D))]")]
    public void Input_logits_and_output_stand_where_the_network_says(params string[] last)
    {
        LoweredNetwork network = Lower(Network, [$"[{Winograd}]", $"[{Winograd}, Tanh]", $"[{Winograd}]", .. last]);
        LoweredNode[] nodes = Predicted(network);
        Assert.Equal(network.Input, nodes[0].Input);
        Assert.Equal(network.Output, nodes[^1].Output);
        bool endsApart = network.Output != network.Logits;
        Assert.Equal(endsApart, last[^1].Contains("Softmax", StringComparison.Ordinal) || last[^1].Contains("Sigmoid", StringComparison.Ordinal));
        Assert.Equal(network.Logits, endsApart ? nodes[^1].Input : nodes[^1].Output);
        foreach (LoweredNode node in nodes[..^1].Where(static node => !node.Layer.IsIdentity))
        {
            foreach (Slot held in new[] { network.Input, network.Output, network.Logits })
            {
                if (node.Output != held)
                    AssertApart(node.Output, held);
            }
        }
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(28, false)]
    [InlineData(30, true)]
    [InlineData(32, true)]
    public void Small_networks_have_no_other_pass(int side, bool isPlanned)
    {
        // The input in blocks, and four values of the same size.
        LoweredNetwork network = Lower(
            Network.Replace("32, 32", $"{side}, {side}"), $"[{Winograd}, Tanh]", $"[{Winograd}, Tanh]", "[GlobalAvgPool, Flatten, Linear(3)]");
        Assert.Equal(isPlanned, network.HasPrediction);
        Assert.Equal(isPlanned, Predicted(network).Length > 0);
        string code = Code(network);
        foreach (string member in new[] { "RunPrediction(", "PredictA(" })
            Assert.Equal(isPlanned, code.Contains(member, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(30, true)]
    public void Where_predictions_leave_other_values_every_pass_clears_padding(int side, bool isCleared)
    {
        LoweredNetwork network = Lower(
            Network.Replace("32, 32", $"{side}, {side + 1}"), "[Conv2d(9, 3, Padding = 1), Tanh]", "[Conv2d(9, 3, Padding = 1, From = Step.Input), Tanh]", "[Concat(nameof(A), nameof(B))]", "[Flatten, Linear(3)]");
        Assert.Equal(isCleared, network.HasPrediction);
        string code = Code(network);
        foreach (string method in isCleared ? new[] { "Forward", "Predict" } : ["Forward"])
        {
            string concat = Method(code, method + "C"), unpack = Method(code, method + "D");
            Assert.Equal(isCleared, concat.Contains("Blocks.ClearPadding(", StringComparison.Ordinal));
            Assert.Equal(isCleared, unpack.Contains("..].Clear();", StringComparison.Ordinal));
        }

        static string Method(string code, string name) => code.Split("private void ").Single(method => method.StartsWith(name + "(", StringComparison.Ordinal));
    }

    [Fact]
    public void Memory_that_weights_are_packed_in_is_apart()
    {
        string[] steps = ["[Conv2d(64, 3, Padding = 1), ReLU]", "[Conv2d(128, 3, Padding = 1), ReLU, MaxPool(2)]", "[Conv2d(128, 3, Padding = 1), ReLU]", "[GlobalAvgPool, Flatten, Linear(3)]"];
        LoweredNetwork network = Lower("[Network(16, 24, 24, Precision = Precision.Fast, MemoryBudget = 6)] [Gamma(0.25f)]", steps);
        LoweredNode[] nodes = Predicted(network);
        LoweredNode[] packing = [.. nodes.Where(static node => node.Plan is ConvPlan { Unpacked: not null })];
        Assert.NotEmpty(packing);
        foreach (LoweredNode node in packing)
        {
            Slot room = ((ConvPlan)node.Plan!).Unpacked!.Rooms[(int)Phase.Forward];
            Assert.InRange(room.Count, 1, network.WorkspaceFloats - room.Start);
            AssertApart(room, node.Output);
            AssertApart(room, node.Input);
        }
    }

    [Fact]
    public void Code_calls_the_kernels_of_the_plan()
    {
        string code = Code(Lower(
            Network, $"[{Pointwise}]", $"[ReLU, {Depthwise}]", $"[{Pointwise}, Add(nameof(A)), ReLU]", $"[{Winograd}, ReLU, MaxPool(2)] [AlphaBeta(2, 1)]", "[Conv2d(20, 1)]",
            "[Tanh(From = nameof(D))]", "[Concat(nameof(E), nameof(F))]", "[Conv2d(16, 1)]", "[Flatten, Linear(3)]"));
        string prediction = string.Concat(code.Split("private void ").Where(static method => method.StartsWith("Predict", StringComparison.Ordinal)));
        Assert.Matches(@"Conv\.ForwardRectified\(\w+, x, w, b, z, \S*Tail\.None, worker\)", prediction);
        Assert.Matches(@"Conv\.Forward\(\w+, x, w, b, z, (accumulate: )?true, \S*Tail\.Rectify, worker\)", prediction);
        Assert.Matches(@"Conv\.ForwardToLargest\(\w+, x, w, b, z, \S*Tail\.Rectify, worker\)", prediction);
        Assert.Contains("Blocks.ClearPadding(y, 36, 256, worker)", prediction, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b(Pool\.|Arithmetic\.Add|Relu)", prediction);
        string usual = code[..code.IndexOf("private void PredictA", StringComparison.Ordinal)];
        Assert.DoesNotMatch("ForwardRectified|ForwardToLargest", usual);
    }

    private static string Code(LoweredNetwork network) => Emission.NetworkEmitter.Emit(network);

    private static LoweredNode MakerOf(LoweredNode[] nodes, string step) => nodes.First(node => node.StepName == step && node.Layer is ConvLayer or BatchNormLayer);

    /// <summary>Checks that a step's sum stands where its last summand would.</summary>
    private static void AssertSumInPlace(LoweredNode[] nodes, string step, Slot summand, bool rectifies)
    {
        LoweredNode maker = MakerOf(nodes, step), add = Node<AddLayer>(nodes, step);
        Assert.False(maker.Accumulates);
        Assert.True(add.IsSummed);
        Assert.Equal(new SumBeside(summand, maker.Output, rectifies), maker.Sum);
        Assert.Equal(maker.Output, add.Output);
        AssertApart(summand, maker.Output);
    }

    private static void AssertApart(Slot one, Slot other) =>
        Assert.True(one.Start + one.Padded <= other.Start || other.Start + other.Padded <= one.Start, $"{one} and {other}");

    private static LoweredNetwork Lower(string network, params string[] steps) => new Passes(steps, network).Lowered;

    private static LoweredNode[] Predicted(params string[] steps) => Predicted(Lower(Network, [.. steps, "[GlobalAvgPool, Flatten, Linear(3)]"]));

    private static LoweredNode[] Predicted(LoweredNetwork network) => [.. network.Steps.Items.SelectMany(static step => step.Predicted.Items)];

    private static LoweredNode Node<TLayer>(LoweredNode[] nodes, string step) => nodes.First(node => node.StepName == step && node.Layer is TLayer);
}
