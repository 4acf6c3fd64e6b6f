namespace LrpGen.Tests.Networks;

/// <summary>What Forward and Explain give, however they are asked, and what they refuse.</summary>
public class ExplainTests
{
    // Logits, and the class on top.
    public static TheoryData<float[], int> Tops => new()
    {
        { [1, 3, 2], 1 }, { [2, 2, 1], 0 }, { [1, 2, 2], 1 }, { [-3, -1, -2], 1 }, { [float.NegativeInfinity, -1, float.PositiveInfinity], 2 },
        { [float.NaN, 1, 2], 2 }, { [1, float.NaN, 0], 0 }, { [float.NaN, float.NegativeInfinity, float.NaN], 1 }, { [float.NaN, float.NaN, float.NaN], 0 },
    };

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Every_way_to_ask_gives_the_same_explanation(string name)
    {
        using INetwork net = Samples.Network(name);
        int outputs = net.Info.OutputShape.Count, inputs = net.Info.InputShape.Count;
        net.Forward(Samples.Input(net));
        float[][] byIndex = [.. Enumerable.Range(0, outputs).Select(target => net.Explain(target).ToArray())];
        Assert.All(byIndex, relevance => Assert.Equal(inputs, relevance.Length));
        Assert.Equal(outputs, byIndex.Select(relevance => string.Join(' ', relevance)).Distinct().Count());

        Assert.Equal(byIndex[net.TopClass], net.ExplainTop().ToArray());
        for (int target = 0; target < outputs; target++)
        {
            float[] start = new float[outputs];
            start[target] = net.Logits[target];
            Assert.Equal(byIndex[target], net.Explain(start).ToArray());
            if (net.Info.Classes.Count > 0)
                Assert.Equal(byIndex[target], net.Explain(net.Info.Classes[target]).ToArray());
        }

        int[] targets = [outputs - 1, 0, outputs - 1];
        float[] several = new float[targets.Length * inputs];
        net.Explain(targets, several);
        Assert.Equal([.. byIndex[^1], .. byIndex[0], .. byIndex[^1]], several);
        net.Explain((ReadOnlySpan<int>)[], []);
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void An_explanation_of_several_outputs_is_the_sum_of_theirs(string name)
    {
        using INetwork net = Samples.Network(name);
        net.Forward(Samples.Input(net));
        float[] first = net.Explain(0).ToArray(), last = net.Explain(net.Info.OutputShape.Count - 1).ToArray();
        float[] start = new float[net.Info.OutputShape.Count];
        start[0] = net.Logits[0];
        start[^1] = -net.Logits[^1];
        float[] contrast = net.Explain(start).ToArray();
        float scale = first.Concat(last).Max(Math.Abs);
        for (int k = 0; k < contrast.Length; k++)
            Assert.Equal(first[k] - last[k], contrast[k], 1e-5f * scale);
    }

    [Fact]
    public void Takes_its_own_memory_as_an_argument()
    {
        using Plain net = Samples.Plain();
        float[] outputs = net.Forward(Samples.Input(net)).ToArray(), relevance = net.Explain(outputs).ToArray();
        Assert.Equal(relevance, net.Explain(net.Logits).ToArray());
        Assert.Equal(relevance, net.Explain(net.Forward(Samples.Input(net))).ToArray());
        float[] ofRelevance = net.Forward(relevance).ToArray();
        net.Forward(Samples.Input(net));
        Assert.Equal(ofRelevance, net.Forward(net.Explain(outputs)).ToArray());
    }

    [Fact]
    public void A_final_softmax_is_computed_and_the_logit_explained()
    {
        using Colors net = Samples.Colors();
        float[] outputs = net.Forward(Samples.Input(net)).ToArray(), logits = net.Logits.ToArray();
        double total = logits.Sum(logit => Math.Exp(logit));
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(Math.Exp(logits[k]) / total, outputs[k], 1e-6);
            net.Explain(k);
            Assert.Equal(logits[k], net.Scores.Ledger.Received, 1e-6);
        }

        using Plain plain = Samples.Plain();
        Assert.Equal(plain.Forward(Samples.Input(plain)).ToArray(), plain.Logits.ToArray());
    }

    [Theory]
    [MemberData(nameof(Tops))]
    public void The_top_class_is_the_first_of_the_largest_and_never_NaN_unless_all_are(float[] logits, int top)
    {
        using Diagonal net = Samples.Diagonal(logits);
        net.Forward([1, 1, 1]);
        Assert.Equal(top, net.TopClass);
        Assert.Equal(net.Explain(top).ToArray(), net.ExplainTop().ToArray());
    }

    [Fact]
    public void Nothing_is_read_before_it_is_computed()
    {
        using Colors net = Samples.Colors();
        const string Forward = "Call Colors.Forward first.", Explain = "Call Colors.Explain first.";
        AssertInvalid(Forward, [() => net.Explain(0), () => net.Explain("red"), () => net.ExplainTop(), () => net.Explain([1f, 0, 0]), () => net.Explain([0], new float[6]),
            () => _ = net.Logits, () => _ = net.TopClass, () => _ = net.Hidden.Activation]);
        AssertInvalid(Explain, [() => _ = net.Ledger, () => _ = net.Hidden.Relevance, () => _ = net.Hidden.Ledger]);

        net.Forward(Samples.Input(net));
        AssertInvalid(Explain, [() => _ = net.Ledger, () => _ = net.Hidden.Relevance, () => _ = net.Hidden.Ledger]);
        net.Explain(0);
        _ = net.Hidden.Relevance;
        net.Forward(Samples.Input(net));
        AssertInvalid(Explain, [() => _ = net.Ledger, () => _ = net.Hidden.Relevance, () => _ = net.Hidden.Ledger]);
    }

    [Fact]
    public void What_cannot_be_is_refused_and_leaves_the_last_results_alone()
    {
        using Colors net = Samples.Colors();
        float[] outputs = net.Forward(Samples.Input(net)).ToArray(), relevance = net.Explain(1).ToArray(), hidden = net.Hidden.Relevance.ToArray();
        ReadOnlySpan<float> output = net.Forward(Samples.Input(net)), heat = net.Explain(1);

        Refused<ArgumentException>("Colors takes an input of [6], 6 values; found 5. (Parameter 'input')", () => net.Forward(new float[5]));
        Refused<ArgumentException>("Colors takes an input of [6], 6 values; found 7. (Parameter 'input')", () => net.Forward(new float[7]));
        Refused<ArgumentException>("Colors takes an input of [6], 6 values; found 0. (Parameter 'input')", () => net.Forward(default));
        Refused<ArgumentException>("Colors declares inputs in [-1, 1]; found 1.5 at index 4. Scale the input, or widen the class's [InputRange]. (Parameter 'input')",
            () => net.Forward([0, 1, -1, 0, 1.5f, 2]));
        foreach (int target in (int[])[-1, 3, int.MinValue, int.MaxValue])
        {
            string message = $"Colors has the outputs 0 to 2. (Parameter 'target')\nActual value was {target}.";
            Refused<ArgumentOutOfRangeException>(message, () => net.Explain(target));
            Refused<ArgumentOutOfRangeException>(message, () => net.Explain([0, target], new float[12]));
        }

        foreach (string name in (string[])["Red", "", "red "])
            Refused<ArgumentException>($"Colors has no class '{name}'; it has red, green, blue. (Parameter 'className')", () => net.Explain(name));
        Assert.Throws<ArgumentNullException>("className", () => net.Explain((string)null!));
        Refused<ArgumentException>("Colors.Explain takes one relevance per output, 3; found 2. (Parameter 'outputRelevance')", () => net.Explain([1f, -1f]));
        Refused<ArgumentException>("Colors.Explain for 2 targets writes 12 relevances; found room for 11. (Parameter 'relevances')", () => net.Explain([0, 1], new float[11]));
        Refused<ArgumentException>("Colors.Explain for 1 targets writes 6 relevances; found room for 7. (Parameter 'relevances')", () => net.Explain([0], new float[7]));

        Assert.Equal(outputs, output.ToArray());
        Assert.Equal(relevance, heat.ToArray());
        Assert.Equal(hidden, net.Hidden.Relevance.ToArray());
        Assert.Equal(1, net.Ledger[1].Received / net.Logits[1], 1e-6);
    }

    [Fact]
    public void A_network_without_names_or_books_says_how_to_get_them()
    {
        using Plain net = Samples.Plain();
        net.Forward(Samples.Input(net));
        net.Explain(0);
        Refused<ArgumentException>(
            "Plain has no class names; declare them with [Classes(...)] or ask for a class by its index. (Parameter 'className')", () => net.Explain("red"));
        Refused<InvalidOperationException>("Plain keeps no ledger; declare it with [Network(..., Ledger = true)].", () => _ = net.Ledger);
        Refused<InvalidOperationException>("The activation of Plain.C is not kept; put [Keep] on C.", () => _ = net.C.Activation);
        Refused<InvalidOperationException>("The relevance of Plain.C is not kept; put [Keep] on C.", () => _ = net.C.Relevance);
    }

    [Fact]
    public void Kept_steps_hold_their_activation_and_relevance()
    {
        using MnistThesis net = Samples.Mnist();
        float[] outputs = net.Forward(Samples.Input(net)).ToArray();
        Assert.Equal(outputs, net.Scores.Activation.ToArray());
        Assert.Equal(300, net.Hidden1.Activation.Length);
        Assert.All(net.Hidden2.Activation.ToArray(), value => Assert.True(value >= 0));

        float[] start = [.. outputs.Select(output => output / 3)];
        net.Explain(start);
        Assert.Equal(start, net.Scores.Relevance.ToArray());
        Assert.Equal([300, 100, 10], net.Layers.Select(layer => layer.Relevance.Length));
        for (int k = 0; k < 100; k++)
            Assert.True(net.Hidden2.Activation[k] != 0 || net.Hidden2.Relevance[k] == 0);
    }

    private static void AssertInvalid(string message, Action[] actions) => Assert.All(actions, action => Refused<InvalidOperationException>(message, action));

    private static void Refused<TException>(string message, Action action)
        where TException : Exception =>
        Assert.Equal(message, Assert.Throws<TException>(action).Message.ReplaceLineEndings("\n"));
}
