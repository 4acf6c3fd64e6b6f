using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LrpGen.Generator.Parsing;

/// <summary>Reads how a class and its properties are to be declared again in the other half.</summary>
internal static class OutlineReader
{
    private static readonly SymbolDisplayFormat FullFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>An indexer as it is declared, for the half that stands in: <c>this[int k]</c>.</summary>
    private static readonly SymbolDisplayFormat IndexerFormat = FullFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeModifiers);

    public static ClassOutline Read(INamedTypeSymbol type, ImmutableArray<IPropertySymbol> properties, CancellationToken cancellation) => new(
        ClassName(type),
        properties
            .Where(static property => property.IsPartialDefinition && property.PartialImplementationPart is null && !HasUnknownType(property))
            .GroupBy(static property => property.Name)
            .Select(static group => group.First())
            .Select(property => new PropertyOutline(
                property.IsIndexer ? property.ToDisplayString(IndexerFormat) : Identifiers.Escape(property.Name),
                Modifiers(property, cancellation),
                RefWord(property) + property.Type.ToDisplayString(FullFormat),
                Accessors(property, cancellation)))
            .ToEquatable());

    public static ClassName ClassName(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        var path = new List<string> { type.Name };
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string keyword = outer switch
            {
                { IsRecord: true, IsValueType: true } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            containers.Insert(0, $"partial {keyword} {Identifiers.Escape(outer.Name)}");
            path.Insert(0, outer.Name);
        }

        string space = type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(FullFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        if (!type.ContainingNamespace.IsGlobalNamespace)
            path.Insert(0, type.ContainingNamespace.ToDisplayString());
        return new ClassName(space, containers.ToEquatable(), Identifiers.Escape(type.Name), string.Join(".", path).Replace("@", "") + ".g.cs");
    }

    public static string Modifiers(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is BasePropertyDeclarationSyntax syntax
            ? string.Join(" ", syntax.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.ReadOnlyKeyword) && !modifier.IsKind(SyntaxKind.AbstractKeyword)).Select(static modifier => modifier.Text))
            : "public partial";

    /// <summary>Whether the compiler does not know a property's type, and says so; there is nothing to add.</summary>
    public static bool HasUnknownType(IPropertySymbol property) =>
        property.Type.ToDisplayParts().Any(static part => part.Kind == SymbolDisplayPartKind.ErrorTypeName);

    private static EquatableArray<string> Accessors(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is BasePropertyDeclarationSyntax { AccessorList: { } list }
            ? list.Accessors.Select(static accessor => string.Concat(accessor.Modifiers.Select(static modifier => modifier.Text + " ")) + accessor.Keyword.Text).ToEquatable()
            : EquatableArray.Of("get");

    private static string RefWord(IPropertySymbol property) => property switch
    {
        { ReturnsByRef: true } => "ref ",
        { ReturnsByRefReadonly: true } => "ref readonly ",
        _ => "",
    };
}
