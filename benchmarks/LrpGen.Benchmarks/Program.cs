using BenchmarkDotNet.Running;
using LrpGen.Benchmarks;

if (args is ["compare", .. string[] asked])
    return Compare(asked);

BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(args);
return 0;

// Ours against ONNX Runtime, in turn within this process: one line for each name.
static int Compare(string[] asked)
{
    string[] unknown = [.. asked.Except(Contests.Names)];
    if (unknown.Length > 0)
    {
        Console.Error.WriteLine($"There is no comparison '{unknown[0]}'; there are {string.Join(", ", Contests.Names)}.");
        return 1;
    }

    var owned = new List<IDisposable>();
    try
    {
        Comparison.Print((asked.Length == 0 ? Contests.Names : asked).Select(name => Contests.Create(name, owned)), Console.Out);
        return 0;
    }
    finally
    {
        foreach (IDisposable item in owned)
            item.Dispose();
    }
}
