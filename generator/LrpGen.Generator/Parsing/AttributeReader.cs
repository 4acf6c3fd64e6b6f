using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LrpGen.Generator.Parsing;

/// <summary>Reads one attribute: its arguments by the names of parameters and properties, and where each stands.</summary>
internal sealed class AttributeReader
{
    private readonly AttributeData _data;
    private readonly ParseContext _context;
    private readonly AttributeSyntax? _syntax;
    private readonly Dictionary<string, int> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<ExpressionSyntax, object> _computed = [];

    public AttributeReader(AttributeData data, ParseContext context, CancellationToken cancellation)
    {
        _data = data;
        _context = context;
        _syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        Anchor = context.Locations.Add(_syntax?.GetLocation() ?? Location.None);
        if (context.Arguments is { } arguments)
            Compute(arguments);
    }

    /// <summary>The attribute's own place.</summary>
    public int Anchor { get; }

    /// <summary>The class being read, where a rule may look for a method.</summary>
    public INamedTypeSymbol NetworkClass => _context.Class;

    /// <summary>The attribute's class without its ending: <c>Linear</c>.</summary>
    public string DisplayName => _data.AttributeClass!.Name is var name && name.EndsWith("Attribute", StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Attribute".Length)
        : name;

    /// <summary>
    /// Whether the compiler itself can make sense of the attribute. Where it cannot, it says so, and nothing is to be added.
    /// </summary>
    public bool IsWellFormed =>
        _data.AttributeConstructor is not null
        && !_data.ConstructorArguments.Any(HasError)
        && !_data.NamedArguments.Any(static argument => HasError(argument.Value));

    /// <summary>Whether it is read for no network, so that nothing is known of one.</summary>
    public bool IsOfNoNetwork => _context.Arguments is { AreAssumed: true };

    /// <summary>Whether an argument depends on a parameter of a block in a way that cannot be computed, which has been reported, or without a use.</summary>
    public bool IsUnreadable { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, int anchor, params object[] arguments) =>
        _context.Diagnostics.Report(descriptor, anchor, arguments);

    public int Int(string name, int otherwise) => OptionalInt(name) ?? otherwise;

    public int? OptionalInt(string name) => Value(name) is int value ? value : null;

    public float Float(string name, float otherwise) => OptionalFloat(name) ?? otherwise;

    public float? OptionalFloat(string name) => ToFloat(Value(name));

    public bool Bool(string name, bool otherwise) => Find(name)?.Value is bool value ? value : otherwise;

    public string? String(string name) => Find(name)?.Value as string;

    /// <summary>The number behind a value of an enumeration, or null where none is given; a number that is none of its values is reported.</summary>
    public int? OptionalEnum(string name)
    {
        if (Find(name) is not { Value: int value, Type: { } type })
            return null;
        if (type.GetMembers().OfType<IFieldSymbol>().Any(field => field.ConstantValue is int known && known == value))
            return value;
        Report(Descriptors.ParameterOutOfRange, AnchorOf(name), name, "[" + DisplayName + "]", value, "one of the values of LrpGen." + type.Name);
        return null;
    }

    /// <summary>The same, and 0 where none is given.</summary>
    public int Enum(string name) => OptionalEnum(name) ?? 0;

    /// <summary>An array of numbers, or one number as an array of one.</summary>
    public EquatableArray<float> Floats(string name) => Find(name) is not { } found
        ? EquatableArray<float>.Empty
        : Elements(found).Select((item, k) => ToFloat(Computed(name, k) ?? item.Value) ?? float.NaN).ToEquatable();

    public EquatableArray<int> Ints(string name) => Find(name) is not { } found
        ? EquatableArray<int>.Empty
        : Elements(found).Select((item, k) => (Computed(name, k) ?? item.Value) is int value ? value : 0).ToEquatable();

    public EquatableArray<string> Strings(string name) => Find(name) is not { } found
        ? EquatableArray<string>.Empty
        : Elements(found).Select(static item => item.Value as string ?? "").ToEquatable();

    /// <summary>Where an argument stands, or the attribute where it is not written.</summary>
    /// <param name="name">The parameter or property.</param>
    /// <param name="element">For a <c>params</c> array: which of its elements.</param>
    public int AnchorOf(string name, int element = 0)
    {
        string key = name + "," + element;
        if (!_anchors.TryGetValue(key, out int anchor))
        {
            anchor = ArgumentSyntax(name, element) is { } argument ? _context.Locations.Add(argument.GetLocation()) : Anchor;
            _anchors.Add(key, anchor);
        }

        return anchor;
    }

    // Zero has one meaning in the language; behind a printed minus, its sign would make a decrement.
    private static float WithoutNegativeZero(float value) => value == 0 ? 0 : value;

    private static float? ToFloat(object? value) => value switch
    {
        float number => WithoutNegativeZero(number),
        int number => number,
        _ => null,
    };

    /// <summary>Computes the arguments that depend on the parameters of a block, and reports those that cannot be.</summary>
    private void Compute(BlockArguments arguments)
    {
        foreach (ExpressionSyntax expression in (_syntax?.ArgumentList?.Arguments ?? default).SelectMany(static argument => ElementsOf(argument.Expression)))
        {
            if (arguments.Compute(expression) is not { } computed)
                continue;
            if (computed.Value is { } value && !arguments.AreAssumed)
            {
                _computed.Add(expression, value);
                continue;
            }

            IsUnreadable = true;
            if (computed.Problem.Length > 0)
                Report(Descriptors.UnreadableArgument, _context.Locations.Add(expression.GetLocation()), expression, computed.Parameter, computed.Problem, computed.Remedy);
        }
    }

    private object? Value(string name) => Computed(name, 0) ?? Find(name)?.Value;

    private object? Computed(string name, int element)
    {
        if (_computed.Count == 0 || ArgumentSyntax(name, element) is not { } argument)
            return null;
        IReadOnlyList<ExpressionSyntax> elements = ElementsOf(argument);
        int place = elements.Count == 1 ? 0 : element;
        return place < elements.Count && _computed.TryGetValue(elements[place], out object value) ? value : null;
    }

    /// <summary>The elements of an array that is written out; of anything else itself.</summary>
    private static IReadOnlyList<ExpressionSyntax> ElementsOf(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } list } => list.Expressions,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression).ToList(),
        _ => [expression],
    };

    private TypedConstant? Find(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in _data.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        ImmutableArray<IParameterSymbol> parameters = _data.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        for (int k = 0; k < parameters.Length && k < _data.ConstructorArguments.Length; k++)
        {
            if (parameters[k].Name == name)
                return _data.ConstructorArguments[k];
        }

        return null;
    }

    private ExpressionSyntax? ArgumentSyntax(string name, int element)
    {
        if (_syntax?.ArgumentList is not { } list)
            return null;
        int position = 0;
        IParameterSymbol? parameter = _data.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        int positional = list.Arguments.Count(static argument => argument.NameEquals is null);
        bool isSpread = parameter is { IsParams: true } && positional > parameter.Ordinal + 1;
        int wanted = parameter is null ? -1 : parameter.Ordinal + (isSpread ? element : 0);
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            string? written = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (written == name || (written is null && position == wanted))
                return argument.Expression;
            if (argument.NameEquals is null)
                position++;
        }

        return null;
    }

    private static ImmutableArray<TypedConstant> Elements(TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array)
            return ImmutableArray.Create(constant);
        return constant.IsNull ? ImmutableArray<TypedConstant>.Empty : constant.Values;
    }

    private static bool HasError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(HasError));
}
