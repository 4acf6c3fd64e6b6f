using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>Finds members whose names the generated half needs, and steps of one name.</summary>
internal static class MemberNames
{
    /// <summary>Whether no member stands where the stand-in half has one; all clashes are reported.</summary>
    public static bool Check(ParseContext context, ImmutableArray<IPropertySymbol> properties)
    {
        bool isFree = true;
        string owner = context.Class.Name;
        foreach (IPropertySymbol property in properties)
        {
            if (KnownNames.IsReserved(property.Name) || property.Name == owner)
                context.Diagnostics.Report(Descriptors.MemberNameTaken, context.Place(property), property.Name, owner);
        }

        var emitted = new HashSet<string>(KnownNames.EmittedMembers);
        foreach (IPropertySymbol property in properties)
            emitted.UnionWith(KnownNames.EmittedFor(property.Name));
        if (emitted.Contains(owner) || owner is "Load" or "Fork" or "LrpKernels" or "LrpThreading")
        {
            context.Diagnostics.Report(Descriptors.MemberNameTaken, context.Place(context.Class), owner, owner);
            isFree = false;
        }

        emitted.UnionWith(KnownNames.CalledMembers);
        foreach (ISymbol member in context.Class.GetMembers())
        {
            bool isStep = member is IPropertySymbol step && properties.Contains(step, SymbolEqualityComparer.Default);
            if (member.IsImplicitlyDeclared || (isStep && KnownNames.IsReserved(member.Name)) || !(emitted.Contains(member.Name) || IsLoadOrFork(member)))
                continue;
            context.Diagnostics.Report(Descriptors.MemberNameTaken, context.Place(member), member.Name, owner);
            isFree &= !KnownNames.ReservedMembers.Contains(member.Name);
        }

        foreach (IGrouping<string, IPropertySymbol> same in properties.GroupBy(static property => property.Name))
        {
            foreach (IPropertySymbol second in same.Skip(1))
            {
                context.Diagnostics.Report(
                    Descriptors.DuplicateName, context.Place(second), $"'{owner}' declares two steps named '{second.Name}'; give each a name of its own");
            }

            if (same.Key == KnownNames.Input)
                context.Diagnostics.Report(Descriptors.DuplicateName, context.Place(same.First()), $"'{same.Key}' is the name by which steps take the network's input (Step.Input); choose another");
        }

        return isFree;
    }

    /// <summary>Whether a member is in the way of the emitted Load and Fork; methods of these names with other parameters are not.</summary>
    private static bool IsLoadOrFork(ISymbol member) => member switch
    {
        { Name: not ("Load" or "Fork") } or IPropertySymbol { IsPartialDefinition: true } => false,
        IMethodSymbol { Arity: > 0 } => false,
        IMethodSymbol { Name: "Fork" } fork => fork.Parameters.Length == 0,
        IMethodSymbol { Parameters: [{ Type: var type }] } => type.SpecialType == SpecialType.System_String || (type.Name == "WeightFile" && NetworkParser.IsOurs(type as INamedTypeSymbol)),
        IMethodSymbol => false,
        _ => true,
    };
}
