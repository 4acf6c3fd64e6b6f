using System.Text;
using Spectre.Console;

namespace LrpGen.Tool.Terminal;

/// <summary>Rows under headings: with lines around them for people, in plain columns for pipes.</summary>
/// <param name="headings">The headings; one that starts with '>' is of a column of numbers, which stand to the right.</param>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(ToolContext context)
    {
        if (context.IsOutTerminal)
            WriteFramed(context.Out);
        else
            WritePlain(context.Out);
    }

    private static bool IsNumber(string heading) => heading.StartsWith('>');

    private void WriteFramed(TextWriter writer)
    {
        var table = new Spectre.Console.Table().RoundedBorder();
        foreach (string heading in headings)
        {
            var column = new TableColumn(Markup.Escape(heading.TrimStart('>')));
            table.AddColumn(IsNumber(heading) ? column.RightAligned() : column);
        }

        foreach (string[] row in _rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Write(table);
    }

    private void WritePlain(TextWriter writer)
    {
        string[][] rows = [[.. headings.Select(static heading => heading.TrimStart('>'))], .. _rows];
        int[] widths = [.. Enumerable.Range(0, headings.Length).Select(column => rows.Max(row => row[column].Length))];
        var line = new StringBuilder();
        foreach (string[] row in rows)
        {
            line.Clear();
            for (int column = 0; column < row.Length; column++)
                line.Append(column == 0 ? "" : "  ").Append(IsNumber(headings[column]) ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
            writer.WriteLine(line.ToString().TrimEnd());
        }
    }
}
