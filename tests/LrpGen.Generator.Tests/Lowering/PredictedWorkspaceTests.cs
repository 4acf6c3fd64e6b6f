using LrpGen.Cases.Tests.Graphs;
using LrpGen.Generator.Model;
using LrpGen.Generator.Tests.Architectures;
using LrpGen.Reference;
using LrpGen.Tests;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>A prediction reads what it should, wherever values give way to others: random graphs, and networks that people run.</summary>
public class PredictedWorkspaceTests
{
    private const int Few = 40;

    private static readonly int Played = Fuzzing.Cases(Few);

    [Fact]
    public void Every_layer_of_any_graph_reads_what_it_should()
    {
        int planned = 0;
        var done = new HashSet<string>();
        WideGraph.Any.Check(Few, graph =>
        {
            GraphDeclaration declaration = graph.Declare("Net");
            LoweredNetwork? network = Play($"{graph}\n{declaration.Write()}", "using LrpGen;\n" + declaration.Write());
            lock (done)
            {
                planned += network is null ? 0 : 1;
                done.UnionWith(network?.Steps.Items.SelectMany(static step => step.Predicted.Items).SelectMany(WhatIsDone) ?? []);
            }
        });
        Assert.True(planned > Played * 3 / 4, $"Of {Played} networks {planned} have a plan.");
        Assert.Equal(["accumulate", "clear", "concat", "copy", "plain", "rectify", "rectify as read", "sum beside", "sum in place", "window", "without bias"], done.Order());
    }

    [Theory]
    [InlineData("ResNet18")]
    [InlineData("MobileNet")]
    [InlineData("SqueezeNetGammaBox")]
    public void Every_layer_of_a_network_in_use_reads_what_it_should(string name) => Assert.NotNull(Play(name, Sources.Of(name)));

    [Fact]
    public void The_conformance_program_has_a_network_in_which_layers_work_for_others()
    {
        GraphDeclaration declaration = GraphCases.Wide;
        LoweredNetwork network = Play(declaration.Name, "using LrpGen;\n" + declaration.Write())!;
        string[] done = [.. network.Steps.Items.SelectMany(static step => step.Predicted.Items).SelectMany(WhatIsDone).Distinct().Order()];
        Assert.Equal(["accumulate", "clear", "plain", "rectify", "rectify as read", "window"], done);
    }

    /// <summary>Plays a network; null where it has no such pass.</summary>
    private static LoweredNetwork? Play(string what, params string[] sources)
    {
        var passes = Passes.Over(sources);
        LoweredNetwork network = passes.Lowered;
        if (!network.HasPrediction)
            return null;
        try
        {
            PredictedWorkspace.Play(network, passes.LaidOut);
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            Assert.Fail($"{failure.Message}\n{what}");
        }

        return network;
    }

    private static IEnumerable<string> WhatIsDone(LoweredNode node)
    {
        if (node.Accumulates)
            yield return "accumulate";
        if (node.Sum is { } sum)
            yield return sum.Result == node.Output ? "sum in place" : "sum beside";
        if (node.Copy is not null)
            yield return "copy";
        if (node.RectifiesTo is not null)
            yield return "rectify";
        if (node.RectifiesInput)
            yield return "rectify as read";
        if (node.PlainInput is not null)
            yield return "plain";
        if (node.Plan is ConvPlan { Windows: not null })
            yield return "window";
        if (node.Plan is ConvPlan { Branches.Count: > 0 })
            yield return "without bias";
        if (node.Layer is Layers.ConcatLayer)
            yield return node.OutputShape.Channels % 16 == 0 ? "concat" : "clear";
    }
}
