using System.CommandLine;
using LrpGen.Imaging;
using LrpGen.Import;
using LrpGen.Tool.Commands;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool;

/// <summary>The command line: which commands there are, and how whatever goes wrong is told.</summary>
internal static class Lrpgen
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolContext context, CancellationToken cancellation = default)
    {
        if (args.Count == 0)
            args = ["--help"];
        ParseResult parse = Root(context).Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            string message = parse.CommandResult.Command is RootCommand && parse.UnmatchedTokens is [string word, ..] ? $"There is no command '{word}'" : parse.Errors[0].Message.TrimEnd('.');
            Tell(context, $"{message}. '{CommandOf(parse)} --help' lists what there is.");
            return ExitCodes.Usage;
        }

        if (parse.Tokens.Any(static token => token.Value.Length == 0))
        {
            Tell(context, "An argument is empty; give it a value, or leave it out.");
            return ExitCodes.Usage;
        }

        try
        {
            var settings = new InvocationConfiguration { Output = context.Out, Error = context.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(settings, cancellation);
        }
        catch (Exception error) when (error is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            Tell(context, "interrupted; what was finished is there.");
            return ExitCodes.Interrupted;
        }
        catch (ToolException error)
        {
            Tell(context, error.Message);
            return error.ExitCode;
        }
        catch (Exception error) when (error is ImportException or WeightFileException or NpyException or ImageException)
        {
            Tell(context, error.Message);
            return ExitCodes.Failed;
        }
        catch (Exception error)
        {
            Tell(context, $"this is a mistake in lrpgen, please report it: {error.GetType().Name}: {error.Message} (LRPGEN_TRACE=1 shows where)");
            if (Environment.GetEnvironmentVariable("LRPGEN_TRACE") == "1")
                await context.Error.WriteLineAsync(error.ToString());
            return ExitCodes.Internal;
        }
    }

    private static RootCommand Root(ToolContext context) => new("Explains neural networks by Layer-wise Relevance Propagation, from the ONNX file, without Python.")
    {
        ExplainCommand.Create(context),
        ImportCommand.Create(context),
        InspectCommand.Create(context),
        ClassesCommand.Create(context),
        CompositesCommand.Create(context),
        ColormapsCommand.Create(context),
    };

    private static string CommandOf(ParseResult parse) => parse.CommandResult.Command is RootCommand ? "lrpgen" : "lrpgen " + parse.CommandResult.Command.Name;

    private static void Tell(ToolContext context, string message) => context.Error.WriteLine("lrpgen: " + OneLine(message));

    private static string OneLine(string text) => string.Concat(text.Select(static character => char.IsControl(character) ? ' ' : character));
}
