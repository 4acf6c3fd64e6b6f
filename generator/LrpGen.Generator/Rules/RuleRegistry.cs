using System;
using System.Collections.Generic;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Rules;

/// <summary>Every rule that an attribute can ask for: the one list to add a rule to.</summary>
internal static class RuleRegistry
{
    public static IReadOnlyDictionary<string, Func<AttributeReader, RuleSpec?>> Parsers { get; } =
        new Dictionary<string, Func<AttributeReader, RuleSpec?>>
        {
            [ZeroRule.Attribute] = ZeroRule.Parse,
            [EpsilonRule.Attribute] = EpsilonRule.Parse,
            [EpsilonRmsRule.Attribute] = EpsilonRmsRule.Parse,
            [GammaRule.Attribute] = GammaRule.Parse,
            [AlphaBetaRule.Attribute] = AlphaBetaRule.Parse,
            [AlphaBetaRule.ZPlusAttribute] = AlphaBetaRule.ParseZPlus,
            [WSquareRule.Attribute] = WSquareRule.Parse,
            [FlatRule.Attribute] = FlatRule.Parse,
            [ZBoxRule.Attribute] = ZBoxRule.Parse,
            [NormRule.Attribute] = NormRule.Parse,
            [PassRule.Attribute] = PassRule.Parse,
            [GenericRule.Attribute] = GenericRule.Parse,
        };
}
