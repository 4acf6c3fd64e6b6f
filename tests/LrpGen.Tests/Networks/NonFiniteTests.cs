namespace LrpGen.Tests.Networks;

/// <summary>Not-a-number and infinities run through, spoil what depends on them, and nothing after.</summary>
public class NonFiniteTests
{
    public static TheoryData<string, float> Values => new()
    {
        { nameof(Colors), float.NaN }, { nameof(MnistThesis), float.NaN }, { nameof(Plain), float.NaN },
        { nameof(Plain), float.PositiveInfinity }, { nameof(Plain), float.NegativeInfinity },
    };

    public static TheoryData<string, float> Outside => new()
    {
        { nameof(Colors), float.PositiveInfinity }, { nameof(Colors), float.NegativeInfinity }, { nameof(MnistThesis), float.PositiveInfinity },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Run_through_and_leave_nothing_behind(string name, float value)
    {
        using INetwork net = Samples.Network(name);
        float[] good = Samples.Input(net), outputs = net.Forward(good).ToArray(), relevance = net.Explain(1).ToArray();
        foreach (int at in (int[])[0, good.Length / 2, good.Length - 1])
        {
            float[] bad = [.. good];
            bad[at] = value;
            Assert.DoesNotContain(net.Forward(bad).ToArray(), float.IsFinite);
            Assert.False(float.IsFinite(net.Explain(1)[at]));
            Assert.InRange(net.TopClass, 0, outputs.Length - 1);
            net.ExplainTop();

            Assert.Equal(outputs, net.Forward(good).ToArray());
            Assert.Equal(relevance, net.Explain(1).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void Infinities_are_outside_a_declared_range(string name, float value)
    {
        using INetwork net = Samples.Network(name);
        float[] input = Samples.Input(net);
        input[^1] = value;
        Assert.Contains($"at index {input.Length - 1}", Assert.Throws<ArgumentException>(() => net.Forward(input)).Message);
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Spoil_a_whole_input_and_a_start(string name)
    {
        using INetwork net = Samples.Network(name);
        float[] good = Samples.Input(net), bad = new float[good.Length];
        net.Forward(good);
        float[] expected = net.Explain(0).ToArray();
        float[] start = new float[net.Info.OutputShape.Count];
        start.AsSpan().Fill(float.NaN);
        Assert.Contains(net.Explain(start).ToArray(), float.IsNaN);
        Assert.Equal(expected, net.Explain(0).ToArray());

        bad.AsSpan().Fill(float.NaN);
        Assert.All(net.Forward(bad).ToArray(), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(0, net.TopClass);
        Assert.All(net.ExplainTop().ToArray(), value => Assert.True(float.IsNaN(value)));
    }
}
