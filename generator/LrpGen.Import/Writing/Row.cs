using System.Text;

namespace LrpGen.Import.Writing;

/// <summary>A member of the declaration, in the columns that are written below each other.</summary>
/// <param name="Layers">Its layers, or the use of a block.</param>
/// <param name="Rule">Its rule, or empty.</param>
/// <param name="Weights">The name of its tensors, or empty.</param>
/// <param name="Marks">What else there is to say of it: <c>[Keep]</c>.</param>
/// <param name="Property">The property.</param>
/// <param name="Group">The size of the picture that it works on; members of one size stand together.</param>
internal sealed record Row(string Layers, string Rule, string Weights, string Marks, string Property, string Group);

/// <summary>Writes members as a table where they fit into lines, and each in lines of its own where they do not.</summary>
internal static class RowWriter
{
    private const int LongestLine = 160;
    private const string Indent = "    ";

    public static void Write(StringBuilder text, IReadOnlyList<Row> rows)
    {
        int[] widths = [.. Columns(rows[0]).Select((_, column) => rows.Max(row => Columns(row)[column].Length))];
        bool isTable = Indent.Length + widths.Sum() + widths.Count(static width => width > 0) + rows.Max(static row => row.Property.Length) <= LongestLine;
        for (int k = 0; k < rows.Count; k++)
        {
            bool isNewGroup = k == 0 || rows[k].Group != rows[k - 1].Group;
            if (k > 0 && (isNewGroup || !isTable))
                text.Append('\n');
            if (isNewGroup && rows[k].Group.Length > 0)
                text.Append(Indent).Append("// ").Append(rows[k].Group).Append('\n');
            if (isTable)
                text.Append(Indent).Append(Line(rows[k], widths)).Append('\n');
            else
                WriteLines(text, rows[k]);
        }
    }

    private static string[] Columns(Row row) => [row.Layers, row.Rule, row.Weights, row.Marks];

    private static string Line(Row row, int[] widths)
    {
        var line = new StringBuilder();
        string[] columns = Columns(row);
        for (int k = 0; k < columns.Length; k++)
        {
            if (widths[k] > 0)
                line.Append(columns[k].PadRight(widths[k])).Append(' ');
        }

        return line.Append(row.Property).ToString();
    }

    private static void WriteLines(StringBuilder text, Row row)
    {
        text.Append(Indent).Append(row.Layers).Append('\n');
        string second = string.Join(" ", Columns(row).Skip(1).Where(static column => column.Length > 0));
        if (second.Length > 0)
            text.Append(Indent).Append(second).Append('\n');
        text.Append(Indent).Append(row.Property).Append('\n');
    }
}
