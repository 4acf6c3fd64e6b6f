using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LrpGen.Generator.Diagnostics;

/// <summary>Finds layers in classes that are neither network nor block, which the generator never sees.</summary>
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
        context.RegisterSymbolAction(Check, SymbolKind.Property);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (property.PartialDefinitionPart is not null)
            return;
        AttributeData? layer = property.GetAttributes().FirstOrDefault(static attribute =>
            NetworkParser.Derives(attribute.AttributeClass, KnownNames.LayerAttributeBase));
        if (layer is null || property.ContainingType.GetAttributes().Any(static attribute =>
            attribute.AttributeClass is { Name: "NetworkAttribute" or KnownNames.BlockAttribute } declaration && NetworkParser.IsOurs(declaration)))
        {
            return;
        }

        Location place = layer.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? property.Locations[0];
        string name = layer.AttributeClass!.Name;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.LayerWithoutNetwork, place, property.Name, name.Substring(0, name.Length - "Attribute".Length), property.ContainingType.Name));
    }
}
