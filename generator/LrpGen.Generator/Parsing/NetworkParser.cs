using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LrpGen.Generator.Parsing;

/// <summary>Turns an attributed class into a <see cref="NetworkModel"/>. The only stage that sees symbols and syntax.</summary>
internal sealed class NetworkParser
{
    private readonly INamedTypeSymbol _class;
    private readonly TypeDeclarationSyntax _syntax;
    private readonly ParseContext _context;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;

    private NetworkParser(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        _class = (INamedTypeSymbol)source.TargetSymbol;
        _syntax = (TypeDeclarationSyntax)source.TargetNode;
        _context = new ParseContext(_class);
        _compilation = source.SemanticModel.Compilation;
        _cancellation = cancellation;
    }

    private DiagnosticBag Diagnostics => _context.Diagnostics;

    /// <summary>The network, or null where another part of its class has the attribute too, which the compiler refuses.</summary>
    public static ParsedNetwork? Parse(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        SyntaxReference? first = source.TargetSymbol.GetAttributes().First(attribute => attribute.AttributeClass!.Equals(source.Attributes[0].AttributeClass, SymbolEqualityComparer.Default)).ApplicationSyntaxReference;
        if (first is not null && (first.SyntaxTree != source.TargetNode.SyntaxTree || !source.TargetNode.FullSpan.Contains(first.Span)))
            return null;
        // A class without a name is still being typed.
        if (((TypeDeclarationSyntax)source.TargetNode).Identifier.ValueText.Length == 0)
            return null;
        var parser = new NetworkParser(source, cancellation);
        return new ParsedNetwork(parser.ParseClass(source.Attributes[0]), parser._context.Locations);
    }

    private NetworkModel ParseClass(AttributeData networkAttribute)
    {
        int classAnchor = _context.Locations.Add(_syntax.Identifier.GetLocation());
        var network = new AttributeReader(networkAttribute, _context, _cancellation);
        ImmutableArray<IPropertySymbol> properties = StepProperties();

        bool canReopen = CheckClass(classAnchor);
        canReopen &= MemberNames.Check(_context, properties);
        CheckParts(properties);
        ClassOutline? outline = canReopen ? OutlineReader.Read(_class, properties, _cancellation) : null;

        NetworkSpec? spec = null;
        if (network.IsWellFormed && properties.All(static p => !OutlineReader.HasUnknownType(p)) && _class.GetAttributes().All(IsReadable) && properties.All(p => p.GetAttributes().All(IsReadable)))
            spec = ParseNetwork(network, classAnchor, properties);
        return new NetworkModel(outline, Diagnostics.HasErrors || outline is null ? null : spec, Diagnostics.Found);

        // The compiler itself says what is wrong with an attribute that is not; there is nothing to add.
        bool IsReadable(AttributeData attribute) =>
            attribute.AttributeClass?.TypeKind != TypeKind.Error && (!IsOurs(attribute.AttributeClass) || new AttributeReader(attribute, _context, _cancellation).IsWellFormed);
    }

    private bool CheckClass(int anchor)
    {
        string name = _class.Name;
        if (!_syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            Diagnostics.Report(Descriptors.ClassNotPartial, anchor, name);

        string? kind = _class switch
        {
            { IsRecord: true } => "a record",
            { IsStatic: true } => "static",
            { IsAbstract: true } => "abstract",
            _ when IsFileLocal(_class) => "local to its file",
            _ => null,
        };
        if (kind is not null)
            Diagnostics.Report(Descriptors.ClassKind, anchor, name, kind);
        if (_class.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType && !IsNetworkBase(baseType))
            Diagnostics.Report(Descriptors.ClassHasBase, anchor, name, baseType.Name);

        if (_class.InstanceConstructors.FirstOrDefault(static constructor => !constructor.IsImplicitlyDeclared) is { } own && !_class.IsRecord)
            Diagnostics.Report(Descriptors.ClassConstructor, Place(own), name);

        bool generic = _class.Arity > 0;
        for (INamedTypeSymbol? outer = _class.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            generic |= outer.Arity > 0;
            foreach (SyntaxReference reference in outer.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(_cancellation) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    Diagnostics.Report(Descriptors.ContainerNotPartial, anchor, name, outer.Name);
                    break;
                }
            }
        }

        if (generic)
            Diagnostics.Report(Descriptors.ClassGeneric, anchor, name);
        return !Diagnostics.HasErrors;
    }

    /// <summary>The properties that are steps or were meant to be, in the order written.</summary>
    private ImmutableArray<IPropertySymbol> StepProperties() => _class.GetMembers()
        .OfType<IPropertySymbol>()
        .Where(static property => IsMeantAsStep(property) || (IsLayer(property.Type) && property.IsPartialDefinition))
        .OrderBy(static property => property.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static property => property.Locations[0].SourceSpan.Start)
        .ToImmutableArray();

    private static bool IsFileLocal(INamedTypeSymbol? type) => type is not null && (type.IsFileLocal || IsFileLocal(type.ContainingType));

    private void CheckParts(ImmutableArray<IPropertySymbol> properties)
    {
        SyntaxTree? tree = _syntax.SyntaxTree;
        if (properties.FirstOrDefault(property => property.Locations[0].SourceTree != tree || !_syntax.FullSpan.Contains(property.Locations[0].SourceSpan)) is { } elsewhere)
            Diagnostics.Report(Descriptors.StepsInSeveralParts, Place(elsewhere), _class.Name, elsewhere.Name);
    }

    /// <summary>Looks for what the names of steps of blocks, made of several, may meet.</summary>
    private void CheckInnerNames(StepCollector steps)
    {
        foreach (IGrouping<string, (string Name, string Modifiers, int Anchor)> same in steps.Steps.Select(static step => (step.Name, step.Modifiers, Anchor: step.Anchors.Name))
            .Concat(steps.Uses.Select(static use => (use.Name, use.Modifiers, use.Anchor)))
            .OrderByDescending(static named => named.Modifiers.Length)
            .GroupBy(static named => named.Name))
        {
            if (same.Skip(1).Any() && same.Any(static named => named.Modifiers.Length == 0))
                Diagnostics.Report(Descriptors.DuplicateName, same.First().Anchor, $"'{same.Key}' is both a step of a block and another step; rename one");
        }

        var emitted = new HashSet<string>(steps.Steps.Where(static step => step.Modifiers.Length == 0).SelectMany(static step => KnownNames.EmittedFor(step.Name)));
        foreach (ISymbol member in _class.GetMembers().Where(member => !member.IsImplicitlyDeclared && emitted.Contains(member.Name)))
            Diagnostics.Report(Descriptors.MemberNameTaken, Place(member), member.Name, _class.Name);
    }

    private NetworkSpec? ParseNetwork(AttributeReader network, int classAnchor, ImmutableArray<IPropertySymbol> properties)
    {
        Dims? inputShape = ParseInputShape(network);
        float stabilizer = network.Float("Stabilizer", 1e-6f);
        RuleReader.Positive(network, "Stabilizer", stabilizer);
        int megabytes = network.Int("MemoryBudget", 0);
        if (megabytes < 0)
            Diagnostics.Report(Descriptors.ParameterOutOfRange, network.AnchorOf("MemoryBudget"), "MemoryBudget", "[Network]", megabytes, "a number of megabytes, or left out");

        ValueRange range = ValueRange.Unknown;
        EquatableArray<string> classes = EquatableArray<string>.Empty;
        bool keepAll = false;
        int rangeAnchor = classAnchor;
        int classesAnchor = classAnchor;
        var rules = new List<RangeRule>();
        var composites = new List<CompositeSpec>();
        foreach (AttributeData data in _class.GetAttributes())
        {
            if (!IsOurs(data.AttributeClass))
                continue;
            var attribute = new AttributeReader(data, _context, _cancellation);
            switch (data.AttributeClass!.Name)
            {
                case "InputRangeAttribute":
                    rangeAnchor = attribute.Anchor;
                    range = ParseInputRange(attribute);
                    break;
                case "ClassesAttribute":
                    classesAnchor = attribute.Anchor;
                    classes = ParseClasses(attribute);
                    break;
                case "KeepAttribute":
                    keepAll = true;
                    break;
                case "CompositeAttribute":
                    if (CompositeSpec.Parse(attribute) is { } composite)
                        composites.Add(composite);
                    break;
                case var name when RuleRegistry.Parsers.TryGetValue(name, out Func<AttributeReader, RuleSpec?>? parse):
                    if (parse(attribute) is { } rule)
                    {
                        var anchors = new RangeAnchors(attribute.Anchor, attribute.AnchorOf("From"), attribute.AnchorOf("To"));
                        rules.Add(new RangeRule(rule, attribute.String("From"), attribute.String("To"), anchors));
                    }

                    break;
            }
        }

        var steps = new StepCollector(_context, _compilation, _cancellation);
        var scope = new StepScope(_context) { KeepsAll = keepAll };
        foreach (IPropertySymbol property in properties)
        {
            CheckProperty(property, Place(property));
            steps.Add(property, scope);
        }

        if (properties.IsEmpty)
            Diagnostics.Report(Descriptors.NoLayer, classAnchor, _class.Name);
        CheckInnerNames(steps);
        if (Diagnostics.HasErrors || !steps.IsComplete || inputShape is not { } shape)
            return null;
        return new NetworkSpec(
            OutlineReader.ClassName(_class),
            shape,
            range,
            stabilizer,
            network.Bool("Ledger", false),
            (MaxRelevance)network.Enum("MaxRelevance"),
            (Precision)network.Enum("Precision"),
            megabytes * NetworkSpec.Megabyte,
            classes,
            steps.Steps.ToEquatable(),
            steps.Uses.ToEquatable(),
            rules.ToEquatable(),
            composites.ToEquatable(),
            new NetworkAnchors(classAnchor, rangeAnchor, classesAnchor, network.AnchorOf("MemoryBudget")));
    }

    private Dims? ParseInputShape(AttributeReader network)
    {
        EquatableArray<int> sizes = network.Ints("inputShape");
        if (sizes.Count == 0)
        {
            Diagnostics.Report(Descriptors.NoInputShape, network.Anchor, _class.Name);
            return null;
        }

        bool good = sizes.Count <= 3;
        if (!good)
            Diagnostics.Report(Descriptors.ParameterOutOfRange, network.Anchor, "The number of sizes", "[Network]", sizes.Count, "1, 2 or 3");
        for (int k = 0; k < sizes.Count; k++)
        {
            if (sizes[k] >= 1)
                continue;
            Diagnostics.Report(Descriptors.SizeNotPositive, network.AnchorOf("inputShape", k), $"size {k + 1} of the input", "[Network]", sizes[k]);
            good = false;
        }

        return good ? new Dims(sizes) : null;
    }

    private static ValueRange ParseInputRange(AttributeReader attribute)
    {
        float low = attribute.Float("low", 0);
        float high = attribute.Float("high", 0);
        if (!RuleReader.Finite(attribute, "low", low) | !RuleReader.Finite(attribute, "high", high))
            return ValueRange.Unknown;
        if (low > high)
            attribute.Report(Descriptors.LowAboveHigh, attribute.AnchorOf("low"), "[InputRange]", low, high);
        return new ValueRange(low, high);
    }

    private static EquatableArray<string> ParseClasses(AttributeReader attribute)
    {
        EquatableArray<string> names = attribute.Strings("names");
        if (names.Count == 0)
            attribute.Report(Descriptors.ParameterOutOfRange, attribute.Anchor, "The number of names", "[Classes]", "0", "one for each output");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int k = 0; k < names.Count; k++)
        {
            if (names[k].Length == 0)
                attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf("names", k), $"name {k + 1}", "[Classes]", "empty", "what Explain asks for the class by");
            else if (!seen.Add(names[k]))
                attribute.Report(Descriptors.DuplicateClass, attribute.AnchorOf("names", k), names[k]);
        }

        return names;
    }

    private void CheckProperty(IPropertySymbol property, int anchor)
    {
        string? wrong = property switch
        {
            { IsIndexer: true } => "is an indexer",
            { ExplicitInterfaceImplementations.IsEmpty: false } => "implements an interface explicitly",
            { IsStatic: true } => "is static",
            { IsAbstract: true } => "is abstract",
            { IsPartialDefinition: false } => "is not partial",
            { PartialImplementationPart: not null } => "has an implementation of its own",
            { SetMethod: not null } => "has a setter",
            { IsRequired: true } => "is required",
            { GetMethod: { } getter } when getter.DeclaredAccessibility != property.DeclaredAccessibility => "has a getter with a modifier of its own",
            { GetMethod: null } => "has no getter",
            { RefKind: not RefKind.None } => "returns by reference",
            _ => null,
        };
        bool isLayer = IsLayer(property.Type) && property.NullableAnnotation != NullableAnnotation.Annotated;
        if (!isLayer && !OutlineReader.HasUnknownType(property))
            Diagnostics.Report(Descriptors.StepType, anchor, property.Name, TypeName(property.Type));
        else if (wrong is not null)
            Diagnostics.Report(Descriptors.StepNotPartial, anchor, property.Name, wrong, property.IsIndexer ? "Scores" : property.Name);
    }

    /// <summary>A type as messages name it; another type named Layer with what is around it.</summary>
    private static string TypeName(ITypeSymbol type) =>
        type.ToDisplayString(type.Name == KnownNames.Layer && !IsLayer(type) ? SymbolDisplayFormat.CSharpErrorMessageFormat : SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private int Place(ISymbol symbol) => _context.Place(symbol);

    internal static bool IsOurs(INamedTypeSymbol? type) =>
        type?.ContainingNamespace is { Name: KnownNames.Namespace, ContainingNamespace.IsGlobalNamespace: true };

    internal static bool Derives(INamedTypeSymbol? type, string baseName) =>
        type is not null && IsOurs(type) && type.BaseType is { } parent && parent.Name == baseName && IsOurs(parent);

    /// <summary>Whether a property has an attribute of the language: a layer, or what stands beside one.</summary>
    internal static bool IsMeantAsStep(IPropertySymbol property) => property.GetAttributes().Any(static attribute => IsOurs(attribute.AttributeClass));

    internal static bool IsLayer(ITypeSymbol type) => type is INamedTypeSymbol { Name: KnownNames.Layer, Arity: 0 } named && IsOurs(named);

    private static bool IsNetworkBase(INamedTypeSymbol type) => type.Name == KnownNames.Network && IsOurs(type);
}
