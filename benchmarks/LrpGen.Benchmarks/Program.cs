using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using LrpGen.Benchmarks;
using LrpGen.Benchmarks.Comparing;
using LrpGen.Benchmarks.Kernels;
using LrpGen.Benchmarks.Processes;

const int LongestName = 40;
Command[] commands = [CompareCommand.Create(), KernelsCommand.Create(), ComparePythonCommand.Create(), NativeCommand.Create(), GeneratorCommand.Create()];

// Everything else is BenchmarkDotNet's, which has a command line of its own.
if (args.Length == 0 || commands.All(command => command.Name != args[0]))
{
    IConfig config = DefaultConfig.Instance
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(LongestName))
        .WithBuildTimeout(TimeSpan.FromMinutes(10)); // It builds all projects anew.
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args, config);
    return 0;
}

var root = new RootCommand("Measures LrpGen.");
foreach (Command command in commands)
    root.Add(command);
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
    return parsed.Invoke();
Console.Error.WriteLine(parsed.Errors[0].Message);
return 1;
