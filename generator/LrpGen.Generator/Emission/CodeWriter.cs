using System;
using System.Globalization;
using System.Text;

namespace LrpGen.Generator.Emission;

/// <summary>Writes indented lines, always with \n and the invariant culture, so that the same model prints the same text everywhere.</summary>
internal sealed class CodeWriter(int depth = 0)
{
    /// <summary>
    /// The alias under which generated code names the runtime's kernels. <c>::</c> looks up aliases alone, so that no member or type
    /// of the user's can come between.
    /// </summary>
    public const string Kernels = "LrpKernels::";

    private readonly StringBuilder _text = new();
    private int _depth = depth;

    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
    }

    /// <summary>Writes what another writer, of the same depth, has written.</summary>
    public void Append(CodeWriter other) => _text.Append(other._text);

    /// <summary>Whether nothing has been written.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>How deep the next line is indented, in steps of four.</summary>
    public int Depth => _depth;

    /// <summary>Opens a block in braces; disposing it closes the block.</summary>
    public Block Open(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Block(this);
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A float as C# writes it.</summary>
    public static string Literal(float value)
    {
        if (float.IsPositiveInfinity(value))
            return "float.PositiveInfinity";
        if (float.IsNegativeInfinity(value))
            return "float.NegativeInfinity";
        return Plain(value) + "f";
    }

    /// <summary>A number as a formula in a comment writes it: <c>0.25</c>, <c>1e-6</c>.</summary>
    public static string Plain(float value) => value.ToString("R", CultureInfo.InvariantCulture)
        .Replace("E-0", "e-").Replace("E+0", "e").Replace("E-", "e-").Replace("E+", "e");

    /// <summary>Text for an XML comment.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Text as a C# string literal.</summary>
    public static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    public override string ToString() => _text.ToString();

    private void Close()
    {
        _depth--;
        Line("}");
    }

    public readonly struct Block(CodeWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}
