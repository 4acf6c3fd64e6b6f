using LrpGen.Import.Tests.Operators;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Which layers there are by which names, and what rules come to.</summary>
public sealed class RuleTests
{
    private static readonly RuleSetting Gamma = new(RuleKind.Gamma);

    [Fact]
    public void Layers_have_the_names_of_their_weights_or_of_their_nodes()
    {
        using var folder = new TempFolder();
        ImportedNetwork network = Imports.Import(folder, Imports.Network());
        Assert.Equal(
            ["conv1: zplus", "relu1: ", "pool1: winner", "layer.0.conv2: zplus", "layer.0: norm", "gap: norm", "flatten: ", "fc: epsilon(1e-06)"],
            network.Layers.Select(static layer => $"{layer.Name}: {layer.Rule}"));
        Assert.Equal(["Conv1", "Conv1", "Conv1", "Layer0Conv2", "Layer0Conv2", "Fc", "Fc", "Fc"], network.Layers.Select(static layer => layer.Step));
        Assert.Equal(["Conv '/conv1/Conv'"], network.Layers[0].Nodes);
        Assert.Equal(112, network.Layers[0].Parameters);
        Assert.Equal([4, 3, 3], network.Layers[2].OutputShape);
    }

    [Fact]
    public void A_rule_is_found_by_the_layers_name_or_the_nodes()
    {
        string declaration = Imports.Declare(Imports.Network(), Imports.Rules(
            ("conv1", new RuleSetting(RuleKind.ZBox) { Low = [-1, -2, -3], High = [1, 2, 3] }),
            ("/layer/layer.0/conv2/Conv", new RuleSetting(RuleKind.AlphaBeta) { Bias = Bias.Ignore }),
            ("pool1", new RuleSetting(RuleKind.Split)),
            ("relu1", new RuleSetting(RuleKind.Pass)),
            ("drop", new RuleSetting(RuleKind.Pass)),
            ("layer.0", new RuleSetting(RuleKind.EpsilonRms) { Factor = 0.5f }),
            ("gap", new RuleSetting(RuleKind.Norm) { Stabilizer = 1e-3f }),
            ("fc", new RuleSetting(RuleKind.Epsilon) { Epsilon = 0.25f, Stabilizer = 0.5f })));
        Assert.Contains("[Conv2d(4, 3), ReLU, MaxPool(2, Relevance = MaxRelevance.Split)]", declaration);
        Assert.Contains("[ZBox(new[] { -1f, -2f, -3f }, new[] { 1f, 2f, 3f })]", declaration);
        Assert.Contains("[AlphaBeta(2, 1, Bias = Bias.Ignore)]", declaration);
        Assert.Contains("[Add(nameof(Layer0Conv2), nameof(Conv1))]", declaration);
        Assert.Contains("[EpsilonRms(0.5f)]", declaration);
        Assert.Contains("[Norm(Stabilizer = 0.001f)]", declaration);
        Assert.Contains("[Epsilon(0.25f, Stabilizer = 0.5f)]", declaration);
        Assert.DoesNotContain("Composite", declaration);
        LrpGen.Cases.Tests.InProcess.Compile(declaration);
    }

    [Fact]
    public void A_rule_for_no_layer()
    {
        Assert.Equal("there is no layer 'conv9'; there are 'conv1', 'pool1', 'layer.0.conv2', 'layer.0', 'gap', 'fc'.", Refusal(("conv9", Gamma)));
        Assert.Equal("'drop' is Dropout '/drop/Dropout', which changes nothing and takes no rule but pass; remove its rule gamma(0.25).", Refusal(("drop", Gamma)));
    }

    [Theory]
    [InlineData("conv1", RuleKind.Average, "layer 'conv1' (Conv2d) does not take the rule average; it takes zero, epsilon, epsilon-rms, gamma, alphabeta, zplus, wsquare, flat, zbox, pass.")]
    [InlineData("pool1", RuleKind.Gamma, "layer 'pool1' (MaxPool) does not take the rule gamma(0.25); it takes winner, average, split.")]
    [InlineData("layer.0", RuleKind.Flat, "layer 'layer.0' (Add) does not take the rule flat; it takes norm, epsilon, epsilon-rms, zero.")]
    [InlineData("relu1", RuleKind.Zero, "layer 'relu1' (ReLU) does not take the rule zero; it takes pass.")]
    [InlineData("fc", RuleKind.Pass, "layer 'fc' makes [3] of [4], so relevance cannot pass unchanged; give it another rule.")]
    public void A_rule_that_a_layer_does_not_take(string layer, RuleKind rule, string message) => Assert.Equal(message, Refusal((layer, new RuleSetting(rule))));

    [Fact]
    public void A_box_away_from_the_input()
    {
        var box = new RuleSetting(RuleKind.ZBox) { Low = [0], High = [1] };
        Assert.Equal("zbox(0, 1) on 'fc' bounds the values of the input, but 'fc' takes those of 'gap'; use another rule there.", Refusal(("fc", box)));
        Assert.Equal(
            "zbox([0, 0], [1, 1]) on 'conv1' has 2 bounds; give one, or one for each of the 3 channels of the input [3, 8, 8].",
            Refusal(("conv1", box with { Low = [0, 0], High = [1, 1] })));
    }

    [Fact]
    public void Layers_without_a_rule_are_all_named()
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ImportException>(() => Imports.Import(folder, Imports.Network(), new ImportOptions()));
        Assert.Equal(3, error.Problems.Count);
        Assert.EndsWith("layer 'conv1' (Conv2d) has no rule; choose a composite, or name one in the rules, for example {\"conv1\": {\"name\": \"epsilon\"}}.", error.Problems[0]);
        Assert.EndsWith("(and 2 more)", error.Message);
        ImportedNetwork looked = Imports.Import(folder, Imports.Network(), new ImportOptions { RulesAreOptional = true });
        Assert.Equal(["none", "none", "none"], looked.Layers.Where(static layer => layer.Parameters > 0).Select(static layer => layer.Rule));
    }

    [Fact]
    public void A_batch_norm_that_nothing_takes_in_needs_a_rule()
    {
        var s = new Sketch();
        string x = s.Node("Relu", s.Conv(s.X(3, 8, 8)));
        string normed = s.Model.Node("BatchNormalization", [x, s.W("bn.weight", 4), s.W("bn.bias", 4), s.W("bn.mean", 4), s.Positive("bn.var", 4)], "/bn/BatchNormalization");
        s.Model.Output(s.Conv(s.Node("Relu", normed), "last", 2, 4, 1), "N", 2, 6, 6);
        Assert.Equal(
            "batch norm 'bn' is folded into no linear layer and has no rule; name one in the rules, for example {\"bn\": {\"name\": \"pass\"}}.",
            Imports.Refusal(s.Model, Imports.EpsilonPlus));
        Assert.Contains("[BatchNorm, ReLU]", Imports.Declare(s.Model, Imports.Rules(("bn", Gamma))));
    }

    [Fact]
    public void A_rule_for_a_batch_norm_that_is_folded()
    {
        OperatorCase known = OperatorCase.All.Single(static known => known.Name == "NormBehindConv");
        Assert.Equal(
            "batch norm 'bn' is folded into the linear layer before it, so the rule gamma(0.25) has nothing to explain; give it to that layer.",
            Imports.Refusal(known.Model, Imports.Rules(("bn", Gamma))));
        Assert.Contains("BatchNorm(Weights = \"bn\")", Imports.Declare(known.Model, Imports.Rules(("bn", new RuleSetting(RuleKind.Pass)))));
    }

    [Fact]
    public void Composites_share_a_network_by_ranges()
    {
        string declaration = Imports.Declare(Imports.Network(), new ImportOptions
        {
            Composites =
            [
                new CompositeSetting(Composite.EpsilonGammaBox) { Low = [-1], High = [1], To = "pool1" },
                new CompositeSetting(Composite.EpsilonPlus) { From = "layer.0.conv2", Epsilon = 1e-3f, Bias = Bias.Ignore, Stabilizer = 1e-5f },
            ],
        });
        Assert.Contains("[Composite(Composite.EpsilonGammaBox, Low = new[] { -1f }, High = new[] { 1f }, To = nameof(Conv1))]", declaration);
        Assert.Contains("[Composite(Composite.EpsilonPlus, Epsilon = 0.001f, Bias = Bias.Ignore, Stabilizer = 1e-5f, From = nameof(Layer0Conv2))]", declaration);
        LrpGen.Cases.Tests.InProcess.Compile(declaration);
    }

    [Fact]
    public void Bounds_that_no_box_uses_are_left_out()
    {
        using var folder = new TempFolder();
        var box = new CompositeSetting(Composite.EpsilonGammaBox) { Low = [-1], High = [1] };
        ImportedNetwork behind = Imports.Import(folder, Imports.Network(), new ImportOptions { Composites = [box with { To = "pool1" }, box with { From = "layer.0.conv2" }] });
        Assert.Contains("High = new[] { 1f }, To = nameof(Conv1))]", behind.Declaration);
        Assert.Contains("[Composite(Composite.EpsilonGammaBox, From = nameof(Layer0Conv2))]", behind.Declaration);
        Assert.Empty(behind.Notes);
        LrpGen.Cases.Tests.InProcess.Compile(behind.Declaration);

        ImportedNetwork nowhere = Imports.Import(folder, Imports.Network(), Imports.Rules(("conv1", new RuleSetting(RuleKind.Flat))) with { Composites = [box] });
        Assert.Contains("[Composite(Composite.EpsilonGammaBox)]", nowhere.Declaration);
        Assert.Equal(["No layer gets a z-box from EpsilonGammaBox, so its bounds are left out: it has one for a convolution at the input alone."], nowhere.Notes);
        LrpGen.Cases.Tests.InProcess.Compile(nowhere.Declaration);
    }

    [Fact]
    public void Parameters_that_no_rule_uses_are_left_out()
    {
        using var folder = new TempFolder();
        var box = new CompositeSetting(Composite.EpsilonGammaBox) { Low = [-1], High = [1], Gamma = 0.5f, Epsilon = 0.5f };
        ImportedNetwork network = Imports.Import(folder, Imports.Network(), new ImportOptions { Composites = [box with { To = "pool1" }, box with { From = "layer.0.conv2" }] });
        Assert.Contains("[Composite(Composite.EpsilonGammaBox, Low = new[] { -1f }, High = new[] { 1f }, To = nameof(Conv1))]", network.Declaration);
        Assert.Contains("[Composite(Composite.EpsilonGammaBox, Epsilon = 0.5f, Gamma = 0.5f, From = nameof(Layer0Conv2))]", network.Declaration);
        Assert.Equal(
            ["No layer gets an epsilon rule from EpsilonGammaBox, so its epsilon is left out.", "No layer gets a gamma rule from EpsilonGammaBox, so its gamma is left out."],
            network.Notes);
        LrpGen.Cases.Tests.InProcess.Compile(network.Declaration);
    }

    [Fact]
    public void Composites_that_do_not_fit()
    {
        Assert.Equal("EpsilonGammaBox uses a z-box on 'conv1'; give it low and high, the least and largest value of an input.", Refusal(new CompositeSetting(Composite.EpsilonGammaBox)));
        Assert.Equal(
            "layer 'conv1' gets zplus and zplus from two composites; narrow one of them. (and 2 more)",
            Refusal(new CompositeSetting(Composite.EpsilonPlus), new CompositeSetting(Composite.ExcitationBackprop)));
        Assert.StartsWith("composite EpsilonPlus names the layer 'conv3', which is not there; there are 'conv1'", Refusal(new CompositeSetting(Composite.EpsilonPlus) { From = "conv3" }));
        Assert.Equal(
            "the bounds of EpsilonPlus must be finite, as many low as high ones, and no low one above its high one.",
            Refusal(new CompositeSetting(Composite.EpsilonPlus) { Low = [1], High = [0] }));
        Assert.Equal(
            "the parameters of EpsilonPlus must be finite, epsilon and gamma not negative, the stabilizer greater than 0.",
            Refusal(new CompositeSetting(Composite.EpsilonPlus) { Epsilon = -1 }));
    }

    private static string Refusal(params (string, RuleSetting)[] rules) => Imports.Refusal(Imports.Network(), Imports.Rules(rules));

    private static string Refusal(params CompositeSetting[] composites) => Imports.Refusal(Imports.Network(), new ImportOptions { Composites = composites });
}
