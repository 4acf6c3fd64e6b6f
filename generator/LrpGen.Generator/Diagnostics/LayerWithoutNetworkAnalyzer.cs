using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LrpGen.Generator.Diagnostics;

/// <summary>Finds layers, rules and what goes with them in and on classes that are neither network nor block, which the generator never sees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerWithoutNetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.LayerWithoutNetwork);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(static context => CheckProperty(context, (IPropertySymbol)context.Symbol), SymbolKind.Property);
        context.RegisterSymbolAction(static context => CheckClass(context, (INamedTypeSymbol)context.Symbol), SymbolKind.NamedType);
    }

    private static void CheckProperty(SymbolAnalysisContext context, IPropertySymbol property)
    {
        if (property.PartialDefinitionPart is not null || IsSeen(property.ContainingType))
            return;
        ImmutableArray<AttributeData> found = OursOn(property);

        // The layer says best what was meant.
        AttributeData? told = found.FirstOrDefault(static attribute => NetworkParser.Derives(attribute.AttributeClass, KnownNames.LayerAttributeBase)) ?? found.FirstOrDefault();
        if (told is not null)
            Report(context, told, $"its class '{property.ContainingType.Name}'", property.ContainingType);
    }

    private static void CheckClass(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        // Where its steps are told of, nothing more is to be said.
        if (OursOn(type).FirstOrDefault() is { } told && !IsSeen(type) && !type.GetMembers().OfType<IPropertySymbol>().Any(NetworkParser.IsMeantAsStep))
            Report(context, told, "it", type);
    }

    /// <summary>Whether the generator reads a class.</summary>
    private static bool IsSeen(INamedTypeSymbol type) =>
        OursOn(type).Any(static attribute => attribute.AttributeClass!.Name is "NetworkAttribute" or KnownNames.BlockAttribute);

    private static ImmutableArray<AttributeData> OursOn(ISymbol symbol) =>
        symbol.GetAttributes().Where(static attribute => NetworkParser.IsOurs(attribute.AttributeClass)).ToImmutableArray();

    private static void Report(SymbolAnalysisContext context, AttributeData attribute, string owner, INamedTypeSymbol type)
    {
        Location place = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? context.Symbol.Locations[0];
        string name = attribute.AttributeClass!.Name;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.LayerWithoutNetwork, place, context.Symbol.Name, name.Substring(0, name.Length - "Attribute".Length), owner, type.Name));
    }
}
