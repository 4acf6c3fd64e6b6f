using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Generator.Parsing;

/// <summary>Names as C# takes them.</summary>
internal static class Identifiers
{
    /// <summary>Puts an @ before a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;
}
