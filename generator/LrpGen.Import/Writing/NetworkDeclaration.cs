using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Writing;

/// <summary>What is to be printed.</summary>
internal sealed class NetworkDeclaration
{
    public required string FileName { get; init; }

    public required string Namespace { get; init; }

    public required string ClassName { get; init; }

    public required Value Input { get; init; }

    public required Value Output { get; init; }

    public required IReadOnlyList<NetworkLayer> Layers { get; init; }

    public required IReadOnlyList<Element> Elements { get; init; }

    /// <summary>The composites that decide a layer.</summary>
    public required IReadOnlyList<CompositeSetting> Composites { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The property of the step of the layer of a name, as a reference.</summary>
    public string Reference(string layer) =>
        $"nameof({Elements.First(element => element.Steps.Any(step => step.Layers.Any(other => other.Name == layer))).Property})";
}
