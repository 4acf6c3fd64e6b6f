namespace LrpGen.Import;

/// <summary>A layer of an imported network.</summary>
/// <param name="Step">The property of the declaration that it belongs to.</param>
/// <param name="Name">Its name in rules: the path before <c>.weight</c>, or the node's.</param>
/// <param name="Kind">The language's attribute: <c>Conv2d</c>.</param>
/// <param name="Text">The attribute as declared, without brackets: <c>Conv2d(64, 3, Padding = 1)</c>.</param>
/// <param name="InputShape">The shape of what it takes (of the first, where it takes several), without the batch dimension.</param>
/// <param name="OutputShape">The shape of what it gives.</param>
/// <param name="Rule">Its rule in words, <c>gamma(0.25)</c>; <c>none</c> where a linear layer has none, empty where relevance passes.</param>
/// <param name="Parameters">How many weights and biases it has.</param>
/// <param name="Nodes">The nodes of the model that it stands for.</param>
public sealed record ImportedLayer(
    string Step,
    string Name,
    string Kind,
    string Text,
    IReadOnlyList<int> InputShape,
    IReadOnlyList<int> OutputShape,
    string Rule,
    long Parameters,
    IReadOnlyList<string> Nodes);
