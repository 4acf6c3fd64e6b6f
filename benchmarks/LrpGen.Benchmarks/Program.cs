using System.CommandLine;
using BenchmarkDotNet.Running;
using LrpGen.Benchmarks.Comparing;
using LrpGen.Benchmarks.Kernels;
using LrpGen.Benchmarks.Processes;

Command[] commands = [CompareCommand.Create(), KernelsCommand.Create(), ComparePythonCommand.Create()];

// Everything else is BenchmarkDotNet's, which has a command line of its own.
if (args.Length == 0 || commands.All(command => command.Name != args[0]))
{
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args);
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
