using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LrpGen.Generator.Parsing;

/// <summary>What is wrong with a block whatever uses it, and the places of that. Never cached.</summary>
internal sealed record CheckedBlock(EquatableArray<DiagnosticInfo> Diagnostics, LocationTable Locations);

/// <summary>Looks at a block by itself, so that mistakes are told before a network uses it.</summary>
internal static class BlockParser
{
    public static CheckedBlock Check(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)source.TargetSymbol;
        var context = new ParseContext(type);

        // A class without a name is still being typed.
        if (((TypeDeclarationSyntax)source.TargetNode).Identifier.ValueText.Length > 0)
            new StepCollector(context, source.SemanticModel.Compilation, cancellation).CheckAlone(type);
        return new CheckedBlock(context.Diagnostics.Found, context.Locations);
    }
}
