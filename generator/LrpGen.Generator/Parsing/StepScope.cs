using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>Where steps stand: in the network itself, or in one use of a block.</summary>
/// <param name="Context">What reads their attributes.</param>
internal sealed record StepScope(ParseContext Context)
{
    /// <summary>What comes before their names.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What comes before the names of their tensors.</summary>
    public string WeightPrefix { get; init; } = "";

    /// <summary>Whether each is kept.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>Whether another step may read the tensors of each.</summary>
    public bool SharesWeights { get; init; }

    /// <summary>The blocks around them, outermost first.</summary>
    public ImmutableArray<INamedTypeSymbol> Blocks { get; init; } = ImmutableArray<INamedTypeSymbol>.Empty;

    /// <summary>The value that the first of them takes.</summary>
    public string Input { get; init; } = KnownNames.Input;

    /// <summary>Whether that is another one than that of the step before it.</summary>
    public bool IsInputNamed { get; init; }

    /// <summary>Where <see cref="Input"/> is named.</summary>
    public int InputAnchor { get; init; }

    /// <summary>How many values the network has before them.</summary>
    public int First { get; init; }

    /// <summary>The names that a block's steps may take; null in the network itself, where every step may come later.</summary>
    public BlockNames? Names { get; init; }

    /// <summary>A name that a step takes, as the network knows it.</summary>
    public string Resolve(string step, string name, int anchor) => Names?.Resolve(step, name, anchor) ?? name;

    /// <summary>A layer with the names that it has in the network.</summary>
    public LayerSpec Resolve(string step, LayerSpec layer) => (layer, Names) switch
    {
        (JoinLayer join, not null) => join with
        {
            Names = join.Names.Items.Select((name, k) => Resolve(step, name, join.NameAnchors[k])).ToEquatable(),
            NameAnchors = join.Names.Items.Select((name, k) => AnchorOf(name, join.NameAnchors[k])).ToEquatable(),
        },
        (BatchNormLayer { WeightName: { } weights } norm, _) => norm with { WeightName = WeightPrefix + weights },
        _ => layer,
    };

    /// <summary>Where a name is to be corrected: that of the input at the use.</summary>
    public int AnchorOf(string name, int anchor) => Names is not null && name == KnownNames.Input ? InputAnchor : anchor;
}

/// <summary>The names of one use of a block, and what they are in the network.</summary>
internal sealed class BlockNames(BlockDeclaration block, string input, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, string> _known = new() { [KnownNames.Input] = input };

    public void Add(string name, string nameInNetwork) => _known[name] = nameInNetwork;

    public string Resolve(string step, string name, int anchor)
    {
        if (_known.TryGetValue(name, out string? known))
            return known;
        if (block.Steps.Any(other => other.Name == name))
            diagnostics.Report(Descriptors.LaterReference, anchor, step, name, name == step ? "" : $"declare '{name}' above '{step}' or ");
        else
            diagnostics.Report(Descriptors.UnknownName, anchor, block.Symbol.Name, name, "it has " + string.Join(", ", block.Steps.Select(static other => other.Name)));
        return name;
    }
}
