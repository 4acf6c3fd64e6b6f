using LrpGen.Import.Steps;

namespace LrpGen.Import;

/// <summary>The names of the class and its namespace.</summary>
internal static class ImportNames
{
    private const string UsualNamespace = "Networks";

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else",
        "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof",
        "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while",
    ];

    // A class of such a name would hide the type that its own declaration means.
    private static readonly HashSet<string> Hidden = [.. typeof(Layer).Assembly.GetExportedTypes().Select(static type => type.Name.Split('`')[0]), "LrpGen", "System"];

    /// <summary>The namespace: the one that is told, checked, or the usual one.</summary>
    public static string Namespace(ImportOptions options)
    {
        if (options.Namespace is not { } name)
            return UsualNamespace;
        return name.Split('.').All(IsIdentifier) ? name : throw new ImportException($"'{name}' is no namespace; write names of letters, digits and _ with points between them.");
    }

    /// <summary>The class: the one that is told, checked, or one made of the file's name.</summary>
    public static string ClassName(ImportOptions options, string path)
    {
        if (options.ClassName is not { } name)
        {
            string made = PropertyNames.Of(Path.GetFileNameWithoutExtension(path), "Model");
            return Hidden.Contains(made) ? made + "Network" : made;
        }

        if (!IsIdentifier(name))
            throw new ImportException($"'{name}' is no name for a class; write letters, digits and _, not beginning with a digit.");
        return Hidden.Contains(name) ? throw new ImportException($"A class named '{name}' would hide LrpGen's own; choose another name.") : name;
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Keywords.Contains(name);
}
