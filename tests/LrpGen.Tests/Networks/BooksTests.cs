namespace LrpGen.Tests.Networks;

/// <summary>The ledger's sums, what is printed, and what a call costs in memory.</summary>
public class BooksTests
{
    public static TheoryData<string, int> Explained => new() { { nameof(Colors), 1 }, { nameof(Colors), 2 }, { nameof(MnistThesis), 1 }, { nameof(MnistThesis), 2 } };

    [Theory]
    [MemberData(nameof(Explained))]
    public void What_came_in_is_the_sum_of_what_became_of_it(string name, int seed)
    {
        using INetwork net = Samples.Network(name);
        net.Forward(Samples.Input(net, seed));
        float[] start = [.. Enumerable.Range(0, net.Info.OutputShape.Count).Select(k => k - 1.25f)];
        float[] relevance = net.Explain(start).ToArray();
        RelevanceLedger ledger = net.Ledger;
        Assert.Equal(net.Layers.Count, ledger.Count);
        Assert.Equal(start.Sum(), ledger[^1].Received, 1e-5);
        Assert.Equal(relevance.Sum(value => (double)value), ledger[0].PassedOn, 1e-5 * relevance.Sum(Math.Abs));
        for (int k = 0; k < ledger.Count; k++)
        {
            LedgerEntry entry = ledger[k];
            Assert.Equal(net.Layers[k].Name, entry.Layer);
            Assert.Equal(entry, net.Layers[k].Ledger);
            double parts = Math.Abs(entry.PassedOn) + Math.Abs(entry.AbsorbedByBias) + Math.Abs(entry.TakenByStabilizer) + Math.Abs(entry.Dropped);
            Assert.InRange(Math.Abs(entry.Rounding), 0, 1e-5 * Math.Max(Math.Abs(entry.Received), parts));
            Assert.True(parts > 0);
            if (k > 0)
                Assert.Equal(entry.PassedOn, ledger[k - 1].Received, 1e-5 * Math.Abs(entry.PassedOn));
        }
    }

    [Fact]
    public void Info_and_steps_print_what_the_network_is_made_of()
    {
        using Colors net = Samples.Colors();
        Assert.Equal(
            $"""
            Colors: [6] to [3]
              step    layers              output  layout  parameters  bytes  rule           forward      backward  notes
              Hidden  Linear(5), ReLU     [5]     plain           35    448  gamma(0.25)    1 + 1 dense  1 dense   relevance only where z > 0
              Scores  Linear(3), Softmax  [3]     plain           18    384  epsilon(0.01)  1 dense      1 dense   inputs >= 0
            parameters 53, weights in memory 832 bytes, workspace {net.Info.WorkspaceBytes} bytes, scratch 0 bytes; together {832 + net.Info.WorkspaceBytes:N0} bytes

            """.ReplaceLineEndings("\n"),
            net.Info.ToString());
        Assert.InRange(net.Info.WorkspaceBytes, 6 * 16 * sizeof(float), 999);
        Assert.Equal(["Hidden: Linear(5), ReLU [5], gamma(0.25)", "Scores: Linear(3), Softmax [3], epsilon(0.01)"], net.Layers.Select(layer => layer.ToString()));
        Assert.Same(net.Hidden, net.Layers[0]);
    }

    [Fact]
    public void The_ledger_prints_the_output_first()
    {
        using Colors net = Samples.Colors();
        net.Forward(Samples.Input(net));
        net.Explain("green");
        string[] lines = net.Ledger.ToString().Split('\n');
        Assert.Equal(["step", "received", "passed", "on", "bias", "stabilizer", "dropped"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["Scores", "Hidden", ""], lines[1..].Select(line => line.Trim().Split(' ')[0]));
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Calls_allocate_nothing(string name)
    {
        using INetwork net = Samples.Network(name);
        float[] input = Samples.Input(net), start = new float[net.Info.OutputShape.Count], several = new float[2 * input.Length];
        int[] targets = [0, 1];
        start[1] = 1;
        Run();
        Run();
        Assert.Equal(0, Allocations.Least(Run));

        void Run()
        {
            net.Predict(input);
            net.Forward(input);
            net.Explain(0);
            net.ExplainTop();
            net.Explain(start);
            net.Explain(targets, several);
            if (net.Info.Classes.Count > 0)
                net.Explain(net.Info.Classes[1]);
            if (net.Info.HasLedger)
                _ = net.Ledger[0].Rounding + net.Layers[0].Ledger.Received + net.Layers[0].Relevance[0] + net.Layers[0].Activation[0];
        }
    }
}
