using LrpGen.Imaging;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Explaining;

/// <summary>What many inputs ended with.</summary>
internal readonly record struct ManyOutcome(int Explained, int Skipped, int Failed)
{
    public int ExitCode => Failed == 0 ? ExitCodes.Good : Explained + Skipped > 0 ? ExitCodes.SomeFailed : ExitCodes.Failed;
}

/// <summary>
/// Explains many files, each on one thread with a network of its own. Results are written as they come; those that are there already are
/// left as they are; a file that cannot be explained is told and does not stop the others.
/// </summary>
/// <param name="context">Where to print.</param>
/// <param name="plan">What is done with each.</param>
/// <param name="printer">Prints results.</param>
/// <param name="pathsOf">Where the results of an input go.</param>
internal sealed class ManyRun(ToolContext context, ExplainPlan plan, ResultPrinter printer, Func<InputItem, ResultPaths> pathsOf)
{
    private readonly Lock _printing = new();
    private int _next = -1;
    private int _explained;
    private int _skipped;
    private int _failed;

    /// <summary>Explains all.</summary>
    /// <param name="items">The inputs of this process.</param>
    /// <param name="starts">The number of each input's first sample among all, or empty where it does not matter.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="cancellation">Stops it; what is not complete is left out.</param>
    public Task<ManyOutcome> RunAsync(IReadOnlyList<InputItem> items, IReadOnlyDictionary<InputItem, long> starts, int threads, CancellationToken cancellation) =>
        ProgressBar.RunAsync(context, $"Explaining {items.Count} inputs", progress =>
        {
            var workers = new Thread[Math.Min(threads, items.Count)];
            Exception? fault = null;
            for (int k = 0; k < workers.Length; k++)
            {
                workers[k] = new Thread(() =>
                {
                    try
                    {
                        Work(items, starts, progress, cancellation);
                    }
                    catch (Exception error)
                    {
                        Interlocked.CompareExchange(ref fault, error, null);
                    }
                });
                workers[k].IsBackground = true;
                workers[k].Start();
            }

            foreach (Thread worker in workers)
                worker.Join();
            cancellation.ThrowIfCancellationRequested();
            if (fault is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            return new ManyOutcome(_explained, _skipped, _failed);
        });

    private void Work(IReadOnlyList<InputItem> items, IReadOnlyDictionary<InputItem, long> starts, IProgress<double> progress, CancellationToken cancellation)
    {
        using INetwork fork = plan.Loaded.Network.Fork();
        var explainer = new FileExplainer(plan, [fork]);
        for (int k; (k = Interlocked.Increment(ref _next)) < items.Count && !cancellation.IsCancellationRequested;)
        {
            try
            {
                Explain(explainer, items[k], starts.GetValueOrDefault(items[k]), cancellation);
            }
            catch (Exception error) when (error is ToolException or NpyException or ImageException or ArgumentException)
            {
                Interlocked.Increment(ref _failed);
                lock (_printing)
                    context.Error.WriteLine("lrpgen: " + error.Message);
            }

            progress.Report((k + 1.0) / items.Count);
        }
    }

    private void Explain(FileExplainer explainer, InputItem item, long start, CancellationToken cancellation)
    {
        using InputFile file = plan.Open(item.Path);
        ResultPaths paths = pathsOf(item);
        if (paths.AreComplete(item.Path, file, plan.SizesFor(file)))
        {
            Interlocked.Increment(ref _skipped);
            return;
        }

        IReadOnlyList<SampleResult> results = explainer.Explain(file, paths, start, null, cancellation);
        Interlocked.Increment(ref _explained);
        lock (_printing)
            printer.PrintOneOfMany(item, paths, results);
    }
}
