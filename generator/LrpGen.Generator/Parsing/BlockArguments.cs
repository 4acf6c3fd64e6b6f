using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LrpGen.Generator.Parsing;

/// <summary>
/// The parameters of a block within one use, and what the arguments of its attributes come to with them. The compiler itself knows the
/// arguments with the values written in the block alone.
/// </summary>
/// <param name="constants">The constants of the compilation.</param>
/// <param name="values">The values of the parameters.</param>
internal sealed class BlockArguments(ConstantReader constants, IReadOnlyDictionary<ISymbol, int> values)
{
    /// <summary>Whether the values stand in for those of a use, so that nothing is known by them.</summary>
    public bool AreAssumed { get; init; }

    /// <summary>What an argument comes to; null where it depends on no parameter, so that the compiler's own value holds.</summary>
    public ComputedArgument? Compute(ExpressionSyntax expression)
    {
        if (constants.ParameterIn(expression) is not { } parameter)
            return null;
        if (!constants.IsNumber(expression))
            return new ComputedArgument(null, parameter.Name, "only numbers are computed for each use", "write what holds for all uses, and a second block for those that differ");
        var computation = new Computation(constants, values);
        object? value = computation.Run(expression);
        return value is not null || (AreAssumed && computation.IsOfValues)
            ? new ComputedArgument(value, parameter.Name, "", "")
            : new ComputedArgument(null, parameter.Name, computation.Problem, "make it of numbers, constants, + - * / % and parentheses");
    }

    private sealed class Computation(ConstantReader constants, IReadOnlyDictionary<ISymbol, int> values)
    {
        public string Problem { get; private set; } = "";

        /// <summary>Whether other values of the parameters might have no problem.</summary>
        public bool IsOfValues { get; private set; }

        /// <summary>An int or a float; null where it cannot be computed, which <see cref="Problem"/> then explains.</summary>
        public object? Run(ExpressionSyntax expression)
        {
            if (constants.ParameterIn(expression) is null)
                return constants.ValueOf(expression) is { } number and (int or float) ? number : Fail(expression, "is neither an int nor a float");
            return expression switch
            {
                ParenthesizedExpressionSyntax inner => Run(inner.Expression),
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negation => Run(negation.Operand) switch
                {
                    int value => Checked(expression, () => checked(-value)),
                    float value => -value,
                    _ => null,
                },
                BinaryExpressionSyntax binary when IsArithmetic(binary) => Run(binary.Left) is { } left && Run(binary.Right) is { } right
                    ? Combine(binary, left, right)
                    : null,
                IdentifierNameSyntax or MemberAccessExpressionSyntax when constants.FieldOf(expression) is { } field => ValueOf(field),
                _ => Fail(expression, "is not such an expression"),
            };
        }

        private object? ValueOf(IFieldSymbol field)
        {
            if (values.TryGetValue(field, out int value))
                return value;
            return constants.InitializerOf(field) is { } initializer && !ConstantReader.IsParameter(field)
                ? Run(initializer)
                : Fail(field.ContainingType.Name + "." + field.Name, "is a parameter of another block");
        }

        private object? Combine(BinaryExpressionSyntax binary, object left, object right)
        {
            if (left is int a && right is int b)
            {
                return Checked(binary, () => checked(binary.Kind() switch
                {
                    SyntaxKind.AddExpression => a + b,
                    SyntaxKind.SubtractExpression => a - b,
                    SyntaxKind.MultiplyExpression => a * b,
                    SyntaxKind.DivideExpression => a / b,
                    _ => a % b,
                }));
            }

            float x = Convert.ToSingle(left);
            float y = Convert.ToSingle(right);
            return binary.Kind() switch
            {
                SyntaxKind.AddExpression => x + y,
                SyntaxKind.SubtractExpression => x - y,
                SyntaxKind.MultiplyExpression => x * y,
                SyntaxKind.DivideExpression => x / y,
                _ => x % y,
            };
        }

        private object? Checked(ExpressionSyntax expression, Func<int> compute)
        {
            try
            {
                return compute();
            }
            catch (DivideByZeroException)
            {
                IsOfValues = true;
                return Fail(expression, "divides by zero here");
            }
            catch (OverflowException)
            {
                IsOfValues = true;
                return Fail(expression, "is too large for an int here");
            }
        }

        private static bool IsArithmetic(BinaryExpressionSyntax binary) => binary.Kind() is
            SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression;

        private object? Fail(object expression, string problem)
        {
            Problem = $"'{expression}' {problem}";
            return null;
        }
    }
}

/// <summary>What an argument comes to.</summary>
/// <param name="Value">An int or a float; null where it cannot be computed, or not without a use.</param>
/// <param name="Parameter">A parameter that it depends on.</param>
/// <param name="Problem">Why it cannot be computed; empty where it can, for some use at least.</param>
/// <param name="Remedy">What to write then.</param>
internal sealed record ComputedArgument(object? Value, string Parameter, string Problem, string Remedy);

/// <summary>What the constants in expressions stand for.</summary>
internal sealed class ConstantReader(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<ISymbol, IFieldSymbol?> _parameters = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a constant is a parameter of some block.</summary>
    public static bool IsParameter(IFieldSymbol field) =>
        field.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: KnownNames.ParameterAttribute } type && NetworkParser.IsOurs(type));

    /// <summary>The first parameter of a block that an expression depends on, be it by way of another constant.</summary>
    public IFieldSymbol? ParameterIn(ExpressionSyntax expression) => expression
        .DescendantNodesAndSelf(static node => !IsNameOf(node))
        .OfType<IdentifierNameSyntax>()
        .Select(name => FieldOf(name) is { } field ? ParameterBehind(field) : null)
        .FirstOrDefault(static parameter => parameter is not null);

    public object? ValueOf(ExpressionSyntax expression) => ModelOf(expression).GetConstantValue(expression, cancellation).Value;

    /// <summary>Whether an argument is a number: an int or a float, and no bool, text or value of an enumeration.</summary>
    public bool IsNumber(ExpressionSyntax expression) =>
        ModelOf(expression).GetTypeInfo(expression, cancellation).Type is not { } type || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Single;

    /// <summary>The constant that an expression names.</summary>
    public IFieldSymbol? FieldOf(ExpressionSyntax expression) =>
        ModelOf(expression).GetSymbolInfo(expression, cancellation).Symbol is IFieldSymbol { IsConst: true } field ? field : null;

    /// <summary>What is written behind a constant; null where its source is not there.</summary>
    public ExpressionSyntax? InitializerOf(IFieldSymbol field) =>
        field.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).FirstOrDefault() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? value : null;

    private IFieldSymbol? ParameterBehind(IFieldSymbol field)
    {
        if (IsParameter(field))
            return field;
        if (_parameters.TryGetValue(field, out IFieldSymbol? known))
            return known;

        // Where constants go round in a circle, which is an error of C#'s, the first visit ends it.
        _parameters[field] = null;
        return _parameters[field] = InitializerOf(field) is { } initializer ? ParameterIn(initializer) : null;
    }

    private SemanticModel ModelOf(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out SemanticModel? model))
            _models.Add(node.SyntaxTree, model = compilation.GetSemanticModel(node.SyntaxTree));
        return model;
    }

    private static bool IsNameOf(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
