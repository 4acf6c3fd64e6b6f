using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Generator.Rules;

/// <summary>What several rules read from their attributes, and the checks that go with it.</summary>
internal static class RuleReader
{
    /// <summary>The settings that every rule attribute has.</summary>
    public static RuleSettings Settings(AttributeReader attribute)
    {
        float? stabilizer = attribute.OptionalFloat("Stabilizer");
        if (stabilizer is { } value && !Positive(attribute, "Stabilizer", value))
            stabilizer = null;
        return new RuleSettings(attribute.Enum("Bias") == 1, stabilizer, attribute.Anchor);
    }

    public static bool NotNegative(AttributeReader attribute, string parameter, float value) =>
        Check(value >= 0 && !float.IsInfinity(value), attribute, parameter, value, "finite and not negative");

    public static bool Positive(AttributeReader attribute, string parameter, float value) =>
        Check(value > 0 && !float.IsInfinity(value), attribute, parameter, value, "finite and greater than 0");

    public static bool Finite(AttributeReader attribute, string parameter, float value) =>
        Check(IsFinite(value), attribute, parameter, value, "finite");

    public static bool AllFinite(AttributeReader attribute, string parameter, EquatableArray<float> values)
    {
        foreach (float value in values)
        {
            if (!Finite(attribute, parameter, value))
                return false;
        }

        return true;
    }

    /// <summary>Whether the network's class has a static method of that name from float to float; what it lacks is reported.</summary>
    public static bool IsRho(AttributeReader attribute, string? name)
    {
        if (attribute.IsOfNoNetwork)
            return true;
        int anchor = attribute.AnchorOf("rho");
        string owner = attribute.NetworkClass.Name;
        ImmutableArray<IMethodSymbol> methods = name is null
            ? ImmutableArray<IMethodSymbol>.Empty
            : attribute.NetworkClass.GetMembers(name).OfType<IMethodSymbol>().ToImmutableArray();
        if (methods.Length == 0)
        {
            attribute.Report(Descriptors.RhoNotFound, anchor, owner, name ?? "null", SyntaxFacts.IsValidIdentifier(name) ? Identifiers.Escape(name!) : "Rho");
            return false;
        }

        if (name == KnownNames.Loader)
        {
            attribute.Report(Descriptors.MemberNameTaken, anchor, name, owner);
            return false;
        }

        if (methods.FirstOrDefault(static method => IsFloatToFloat(method) && method.IsStatic) is { } rho)
        {
            if (WhyNotCallable(rho) is not { } refusing)
                return true;
            attribute.Report(Descriptors.RhoNotCallable, anchor, owner, rho.Name, refusing);
            return false;
        }

        if (methods.FirstOrDefault(IsFloatToFloat) is { } instanceMethod)
            attribute.Report(Descriptors.RhoNotStatic, anchor, owner, instanceMethod.Name);
        else
            attribute.Report(Descriptors.RhoSignature, anchor, owner, name!, methods[0].ToDisplayString(WithReturnType));
        return false;
    }

    private static readonly SymbolDisplayFormat WithReturnType = SymbolDisplayFormat.CSharpShortErrorMessageFormat.AddMemberOptions(SymbolDisplayMemberOptions.IncludeType);

    private static bool IsFloatToFloat(IMethodSymbol method) => method is
    {
        IsGenericMethod: false,
        ReturnsByRef: false,
        ReturnsByRefReadonly: false,
        ReturnType.SpecialType: SpecialType.System_Single,
        Parameters: [{ Type.SpecialType: SpecialType.System_Single, RefKind: RefKind.None }],
    };

    /// <summary>The attribute for which the compiler would refuse the printed call, or null. What it only warns of, the printed half keeps quiet.</summary>
    private static string? WhyNotCallable(IMethodSymbol method) => method.GetAttributes()
        .Select(static attribute => attribute.AttributeClass?.ToDisplayString() switch
        {
            "System.ObsoleteAttribute" when attribute.ConstructorArguments is [_, { Value: true }] => "[Obsolete] as an error",
            "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute" => "[UnmanagedCallersOnly]",
            _ => null,
        })
        .FirstOrDefault(static refusing => refusing is not null);

    private static bool IsFinite(float value) => !float.IsNaN(value) && !float.IsInfinity(value);

    private static bool Check(bool good, AttributeReader attribute, string parameter, float value, string expected)
    {
        if (!good)
        {
            attribute.Report(
                Descriptors.ParameterOutOfRange, attribute.AnchorOf(parameter), parameter, "[" + attribute.DisplayName + "]", value, expected);
        }

        return good;
    }
}
