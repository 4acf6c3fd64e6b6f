using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>What the parts of the parser share while they read one class.</summary>
internal sealed class ParseContext
{
    public ParseContext(INamedTypeSymbol networkClass)
        : this(networkClass, new LocationTable(), new DiagnosticBag(), null)
    {
    }

    private ParseContext(INamedTypeSymbol networkClass, LocationTable locations, DiagnosticBag diagnostics, BlockArguments? arguments)
    {
        Class = networkClass;
        Locations = locations;
        Diagnostics = diagnostics;
        Arguments = arguments;
    }

    public INamedTypeSymbol Class { get; }

    public LocationTable Locations { get; }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>Within a use of a block: the values of its parameters.</summary>
    public BlockArguments? Arguments { get; }

    /// <summary>The same for attributes of a block's steps.</summary>
    public ParseContext Within(BlockArguments arguments) => new(Class, Locations, Diagnostics, arguments);

    /// <summary>The anchor of a symbol's name.</summary>
    public int Place(ISymbol symbol) => Locations.Add(symbol.Locations[0]);
}
