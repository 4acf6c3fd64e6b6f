using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>What the parts of the parser share while they read one class.</summary>
internal sealed class ParseContext(INamedTypeSymbol networkClass)
{
    public INamedTypeSymbol Class { get; } = networkClass;

    public LocationTable Locations { get; } = new();

    public DiagnosticBag Diagnostics { get; } = new();

    public int Place(ISymbol symbol) => Locations.Add(symbol.Locations[0]);
}
