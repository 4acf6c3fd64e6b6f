using System.CommandLine;
using System.Globalization;
using LrpGen.Tool.Explaining;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>lrpgen classes: names of outputs and their indices.</summary>
internal static class ClassesCommand
{
    public static Command Create(ToolContext context)
    {
        var source = new Argument<string?>("FILE") { Description = "What --classes takes: a file with a name a line, or JSON; or a list that comes with the tool. Without it the lists that come with the tool are shown.", Arity = ArgumentArity.ZeroOrOne };
        var words = new Argument<string[]>("TEXT") { Description = "Show only classes whose name holds this.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> json = JsonOutput.Option();
        var command = new Command("classes", "Lists the classes of a file of names with their indices, for --target.") { source, words, json };
        source.Validators.Add(Parsing.RefuseOptions);
        command.SetAction(parse =>
        {
            if (parse.GetValue(source) is { } file)
                ShowClasses(context, ClassNames.Load(file), string.Join(' ', parse.GetValue(words) ?? []), parse.GetValue(json));
            else
                ShowLists(context, parse.GetValue(json));
        });
        return command;
    }

    private static void ShowClasses(ToolContext context, ClassNames classes, string text, bool isJson)
    {
        int[] shown = [.. Enumerable.Range(0, classes.Names.Count).Where(k => classes.Names[k].Contains(text, StringComparison.OrdinalIgnoreCase))];
        if (isJson)
        {
            JsonOutput.Write(context, writer =>
            {
                writer.WriteStartArray();
                foreach (int k in shown)
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("index", k);
                    writer.WriteString("name", classes.Names[k]);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        if (shown.Length == 0)
            throw new ToolException($"no class of {classes.Source} holds '{text}'.");
        var table = new Table(">index", "class");
        foreach (int k in shown)
            table.Add(k.ToString(CultureInfo.InvariantCulture), classes.Names[k]);
        table.Write(context);
    }

    private static void ShowLists(ToolContext context, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(context, static writer =>
            {
                writer.WriteStartObject();
                foreach ((string name, string[] classes) in ClassNames.Known)
                {
                    writer.WriteStartArray(name);
                    foreach (string word in classes)
                        writer.WriteStringValue(word);
                    writer.WriteEndArray();
                }

                writer.WriteEndObject();
            });
            return;
        }

        var table = new Table("list", "classes");
        foreach ((string name, string[] classes) in ClassNames.Known)
            table.Add(name, string.Join(", ", classes));
        table.Write(context);
    }
}
