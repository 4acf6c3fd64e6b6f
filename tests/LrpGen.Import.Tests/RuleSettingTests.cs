using System.Text.Json;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Rules as JSON has them.</summary>
public sealed class RuleSettingTests
{
    [Theory]
    [InlineData("""{"name": "zero"}""", "zero")]
    [InlineData("""{"name": "epsilon"}""", "epsilon(1e-06)")]
    [InlineData("""{"name": "epsilon", "epsilon": 0.25, "bias": "ignore", "stabilizer": 0.5}""", "epsilon(0.25, bias ignored, stabilizer 0.5)")]
    [InlineData("""{"name": "epsilon-rms", "factor": 0.1}""", "epsilon-rms(0.1)")]
    [InlineData("""{"name": "gamma", "bias": "absorb"}""", "gamma(0.25)")]
    [InlineData("""{"name": "alphabeta"}""", "alphabeta(2, 1)")]
    [InlineData("""{"name": "alphabeta", "alpha": 1.5}""", "alphabeta(1.5, 0.5)")]
    [InlineData("""{"name": "zplus"}""", "zplus")]
    [InlineData("""{"name": "wsquare"}""", "wsquare")]
    [InlineData("""{"name": "flat"}""", "flat")]
    [InlineData("""{"name": "zbox", "low": -3, "high": 3}""", "zbox(-3, 3)")]
    [InlineData("""{"name": "zbox", "low": [-1, -2], "high": [1, 2]}""", "zbox([-1, -2], [1, 2])")]
    [InlineData("""{"name": "pass"}""", "pass")]
    [InlineData("""{"name": "winner"}""", "winner")]
    public void A_rule_is_read(string json, string words) => Assert.Equal(words, Parse(json).ToString());

    [Theory]
    [InlineData("3", "is 3; write an object with a name, for example {\"name\": \"epsilon\"}")]
    [InlineData("{}", "has no name; write one of zero, epsilon, epsilon-rms, gamma, alphabeta, zplus, wsquare, flat, zbox, pass, norm, winner, average, split")]
    [InlineData("""{"name": "epsilons"}""", "is named 'epsilons'; there are zero, epsilon, epsilon-rms, gamma, alphabeta, zplus, wsquare, flat, zbox, pass, norm, winner, average, split")]
    [InlineData("""{"name": "epsilon", "gamma": 1}""", "has 'gamma', which epsilon does not take; it takes 'epsilon', 'stabilizer', 'bias'")]
    [InlineData("""{"name": "epsilon", "epsilon": -1}""", "has the epsilon -1; it must be finite and not negative")]
    [InlineData("""{"name": "epsilon", "epsilon": "much"}""", "has the epsilon \"much\"; it must be a finite number")]
    [InlineData("""{"name": "epsilon", "epsilon": 1e60}""", "has the epsilon 1e60; it must be a finite number")]
    [InlineData("""{"name": "alphabeta", "alpha": 2, "beta": 2}""", "has alpha 2 and beta 2; beta must be alpha - 1 and not negative, or relevance is not conserved")]
    [InlineData("""{"name": "alphabeta", "alpha": 0.5}""", "has alpha 0.5 and beta -0.5; beta must be alpha - 1 and not negative, or relevance is not conserved")]
    [InlineData("""{"name": "zbox"}""", "is a zbox without bounds; give it low and high, numbers or lists with one per channel")]
    [InlineData("""{"name": "zbox", "low": [0, 1], "high": 1}""", "has 2 low and 1 high bounds; give as many of each")]
    [InlineData("""{"name": "zbox", "low": 2, "high": 1}""", "has the low bound 2 above the high bound 1; swap them")]
    [InlineData("""{"name": "zbox", "low": [], "high": []}""", "has an empty list of low bounds; give one, or one per channel")]
    [InlineData("""{"name": "zero", "stabilizer": 0}""", "has the stabilizer 0; it must be greater than 0")]
    [InlineData("""{"name": "zero", "bias": "drop"}""", "has the bias \"drop\"; write \"ignore\" or \"absorb\"")]
    public void What_is_no_rule_is_refused_with_a_reason(string json, string reason) =>
        Assert.Equal($"The rule of layer 'conv1' {reason}.", Assert.Throws<ImportException>(() => Parse(json)).Message);

    [Fact]
    public void A_file_of_rules()
    {
        using var folder = new TempFolder();
        string path = folder.Write("rules.json", """{"conv1": {"name": "gamma"}, "fc": {"name": "epsilon", "epsilon": 0.5}}"""u8.ToArray());
        IReadOnlyDictionary<string, RuleSetting> rules = RuleSetting.ParseFile(path);
        Assert.Equal(["conv1", "fc"], rules.Keys);
        Assert.Equal(0.5f, rules["fc"].Epsilon);
    }

    [Theory]
    [InlineData("[]", "the rules must be one JSON object, layer names to rules; found a list.")]
    [InlineData("""{"a": {"name": "zero"}, "a": {"name": "flat"}}""", "layer 'a' has two rules; keep one.")]
    [InlineData("{", "not JSON: ")]
    public void A_file_of_something_else(string text, string reason)
    {
        using var folder = new TempFolder();
        string path = folder.Write("rules.json", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.StartsWith($"{path}: {reason}", Assert.Throws<ImportException>(() => RuleSetting.ParseFile(path)).Message);
    }

    [Fact]
    public void A_file_that_is_not_there()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "rules.json");
        Assert.StartsWith($"{path}: there is no such file (looked from ", Assert.Throws<ImportException>(() => RuleSetting.ParseFile(path)).Message);
    }

    private static RuleSetting Parse(string json) => RuleSetting.Parse(JsonDocument.Parse(json).RootElement, "conv1");
}
