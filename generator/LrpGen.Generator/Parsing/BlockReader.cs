using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>A block as its class declares it.</summary>
/// <param name="Symbol">The class.</param>
/// <param name="Parameters">Its parameters, in the order declared.</param>
/// <param name="Required">How many of them a use must give.</param>
/// <param name="Steps">Its steps, in the order declared.</param>
internal sealed record BlockDeclaration(INamedTypeSymbol Symbol, ImmutableArray<IFieldSymbol> Parameters, int Required, ImmutableArray<IPropertySymbol> Steps);

/// <summary>A step that is a use of a block.</summary>
/// <param name="Block">The block's class.</param>
/// <param name="Attribute">The attribute.</param>
internal sealed record BlockUse(INamedTypeSymbol Block, AttributeReader Attribute);

/// <summary>Reads the classes of blocks, each once, and says what is wrong with them.</summary>
internal sealed class BlockReader(ParseContext context, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, BlockDeclaration?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The block that a use names, or null where it cannot be used.</summary>
    public BlockDeclaration? Read(BlockUse use)
    {
        if (!_known.TryGetValue(use.Block, out BlockDeclaration? block))
            _known.Add(use.Block, block = ReadClass(use));
        return block;
    }

    private BlockDeclaration? ReadClass(BlockUse use)
    {
        INamedTypeSymbol type = use.Block;
        if (type.TypeKind == TypeKind.Error)
            return null;
        if (WhyNotABlock(type) is var (problem, remedy))
        {
            context.Diagnostics.Report(Descriptors.NotABlock, use.Attribute.Anchor, type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), problem, remedy);
            return null;
        }

        return ReadMembers(type);
    }

    /// <summary>A block that is read by itself; null where it cannot be, and where no use could have it, which is told at the use.</summary>
    public BlockDeclaration? ReadAlone(INamedTypeSymbol type) => WhyNotABlock(type) is null ? ReadMembers(type) : null;

    private BlockDeclaration? ReadMembers(INamedTypeSymbol type)
    {
        ImmutableArray<IFieldSymbol> parameters = InOrder(type.GetMembers().OfType<IFieldSymbol>().Where(ConstantReader.IsParameter));
        ImmutableArray<IPropertySymbol> steps = InOrder(type.GetMembers().OfType<IPropertySymbol>().Where(IsStep));
        bool good = parameters.Count(IsWrongParameter) + steps.Count(IsWrongStep) == 0;
        if (steps.IsEmpty)
            context.Diagnostics.Report(Descriptors.BlockWithoutStep, context.Place(type), type.Name);

        // What the compiler itself cannot make sense of it says itself.
        bool isReadable = steps.SelectMany(static step => step.GetAttributes())
            .All(attribute => !NetworkParser.IsOurs(attribute.AttributeClass) || new AttributeReader(attribute, context, cancellation).IsWellFormed);
        return good && isReadable && !steps.IsEmpty ? new BlockDeclaration(type, parameters, parameters.Length - TrailingOptional(parameters), steps) : null;
    }

    private static (string Problem, string Remedy)? WhyNotABlock(INamedTypeSymbol type)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes().Where(static attribute => NetworkParser.IsOurs(attribute.AttributeClass)).ToImmutableArray();
        if (!attributes.Any(IsBlockAttribute))
            return ("is not a block", type.DeclaringSyntaxReferences.IsEmpty ? "use a class that has [Block]" : "put [Block] on it, or use a class that has it");
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return ("comes from another project, where its attributes cannot be read", "declare it in this project");
        if (type.Arity > 0 || type.ContainingType is { IsGenericType: true })
            return ("has type parameters, or a type around it has", "give it [Parameter] constants instead");
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType)
            return ($"derives from '{baseType.Name}', but a block stands alone", $"remove the base class, or let the block use '{baseType.Name}'");
        if (attributes.FirstOrDefault(static attribute => !IsBlockAttribute(attribute)) is { } stray)
            return ($"has [{stray.AttributeClass!.Name.Replace("Attribute", "")}], which means nothing on a block", "move it to a step, to the use or to the network");
        return StepsAreInOnePart(type) ? null : ("declares steps in several parts of the class, which leaves their order open", "move them into one part");
    }

    private static bool IsBlockAttribute(AttributeData attribute) => attribute.AttributeClass!.Name == KnownNames.BlockAttribute;

    private static bool StepsAreInOnePart(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Count(part =>
        type.GetMembers().OfType<IPropertySymbol>().Any(step =>
            IsStep(step) && step.Locations[0].SourceTree == part.SyntaxTree && part.Span.Contains(step.Locations[0].SourceSpan))) <= 1;

    private static bool IsStep(IPropertySymbol property) =>
        NetworkParser.IsMeantAsStep(property) || (NetworkParser.IsLayer(property.Type) && property.IsAbstract);

    private bool IsWrongParameter(IFieldSymbol field)
    {
        string? wrong = field switch
        {
            { IsConst: false } => "not a constant",
            { Type.SpecialType: not SpecialType.System_Int32 } => $"a constant of type {field.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}",
            _ => null,
        };
        if (wrong is not null)
            context.Diagnostics.Report(Descriptors.ParameterType, context.Place(field), field.ContainingType.Name, field.Name, wrong);
        return wrong is not null;
    }

    private bool IsWrongStep(IPropertySymbol property)
    {
        string? wrong = property switch
        {
            { Type.TypeKind: TypeKind.Error } => null,
            _ when !NetworkParser.IsLayer(property.Type) || property.NullableAnnotation == NullableAnnotation.Annotated =>
                $"has the type '{property.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}'",
            { IsIndexer: true } => "is an indexer",
            { IsAbstract: false } => "is not abstract",
            { SetMethod: not null } => "has a setter",
            { GetMethod: null } => "has no getter",
            { RefKind: not RefKind.None } => "returns by reference",
            _ => null,
        };
        if (wrong is not null)
            context.Diagnostics.Report(Descriptors.BlockStep, context.Place(property), property.ContainingType.Name, property.Name, wrong);
        return wrong is not null;
    }

    private static ImmutableArray<T> InOrder<T>(IEnumerable<T> members)
        where T : ISymbol => members
        .OrderBy(static member => member.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static member => member.Locations[0].SourceSpan.Start)
        .ToImmutableArray();

    private static int TrailingOptional(ImmutableArray<IFieldSymbol> parameters) => parameters.Reverse().TakeWhile(static parameter => !parameter.GetAttributes().Any(static attribute =>
        attribute.AttributeClass?.Name == KnownNames.ParameterAttribute && attribute.NamedArguments.Any(static argument => argument.Key == "Required" && argument.Value.Value is true))).Count();
}
