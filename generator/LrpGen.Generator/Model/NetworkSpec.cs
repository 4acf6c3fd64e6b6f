using LrpGen.Generator.Layers;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>
/// What the user declared, and nothing else: no symbol, no syntax, no location. Places in the source are numbers
/// (anchors) into a table that travels beside the model, so that a moved line changes no model.
/// </summary>
internal sealed record NetworkSpec(
    ClassName Class,
    Dims InputShape,
    ValueRange InputRange,
    float Stabilizer,
    bool HasLedger,
    MaxRelevance MaxRelevance,
    Precision Precision,
    long MemoryBudget,
    EquatableArray<string> Classes,
    EquatableArray<StepSpec> Steps,
    EquatableArray<UseSpec> Uses,
    EquatableArray<RangeRule> RangeRules,
    EquatableArray<CompositeSpec> Composites,
    NetworkAnchors Anchors)
{
    /// <summary>What memory budgets count in.</summary>
    public const long Megabyte = 1_000_000;
}

/// <summary>Where parts of the class are in the source.</summary>
internal readonly record struct NetworkAnchors(int Class, int InputRange, int Classes, int MemoryBudget);

/// <summary>How to reopen the user's class in another file.</summary>
/// <param name="Namespace">Its namespace, or empty.</param>
/// <param name="Containers">The types around it, outermost first, as "partial class Outer".</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="HintName">The name of the file that is emitted for it.</param>
internal sealed record ClassName(string Namespace, EquatableArray<string> Containers, string Name, string HintName);

/// <summary>One step: a declared property, or one of a block in one of its uses.</summary>
/// <param name="Name">Its name as written, without an @; in a block behind that of the use.</param>
/// <param name="Modifiers">The property's modifiers, for example "public partial"; empty in a block, whose steps are no properties.</param>
/// <param name="Layers">Its layers, in the order written.</param>
/// <param name="Rules">Its own rules: none or one, where all is well.</param>
/// <param name="WeightName">The part of its tensors' names before ".weight".</param>
/// <param name="SharesWeights">Whether it says that another step reads the same tensors.</param>
/// <param name="Keep">Whether its activation and relevance stay readable.</param>
/// <param name="IsOutput">Whether its output is an output of the network.</param>
/// <param name="From">The step that it takes, where it names one.</param>
/// <param name="Anchors">Where its parts are in the source.</param>
internal sealed record StepSpec(
    string Name,
    string Modifiers,
    EquatableArray<LayerSpec> Layers,
    EquatableArray<RuleSpec> Rules,
    string WeightName,
    bool SharesWeights,
    bool Keep,
    bool IsOutput,
    string? From,
    StepAnchors Anchors)
{
    /// <summary>The name as C# takes it.</summary>
    public string Identifier => Parsing.Identifiers.Escape(Name);
}

/// <summary>A use of a block, whose steps stand among those of the network.</summary>
/// <param name="Name">Its name, which stands for its last step.</param>
/// <param name="Modifiers">The property's modifiers; empty within another block.</param>
/// <param name="Wording">The attribute with the values of all parameters.</param>
/// <param name="First">Its first step.</param>
/// <param name="Last">Its last step.</param>
/// <param name="Rules">The rules beside it: none or one, where all is well.</param>
/// <param name="Anchor">Where its name is in the source.</param>
internal sealed record UseSpec(string Name, string Modifiers, string Wording, int First, int Last, EquatableArray<RuleSpec> Rules, int Anchor)
{
    /// <summary>The name as C# takes it.</summary>
    public string Identifier => Parsing.Identifiers.Escape(Name);

    public bool Contains(int step) => step >= First && step <= Last;
}

/// <summary>Where parts of a step are in the source.</summary>
internal readonly record struct StepAnchors(int Name, int From, int Weights);

/// <summary>A rule for every layer of a range of steps; either end may be open.</summary>
internal sealed record RangeRule(RuleSpec Rule, string? From, string? To, RangeAnchors Anchors);

/// <summary>Where a range is in the source.</summary>
internal readonly record struct RangeAnchors(int Attribute, int From, int To);

/// <summary>How exactly convolutions are summed; the order is that of the attribute's enumeration.</summary>
internal enum Precision
{
    Auto,
    Fast,
    Strict,
}
