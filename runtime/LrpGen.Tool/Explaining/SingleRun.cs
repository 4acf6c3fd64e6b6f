using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Explaining;

/// <summary>Explains the one file that the command line names.</summary>
internal static class SingleRun
{
    public static async Task<IReadOnlyList<SampleResult>> RunAsync(ToolContext context, ExplainPlan plan, InputItem item, ResultPaths paths, int threads, CancellationToken cancellation)
    {
        using InputFile file = plan.Open(item.Path);
        if (plan.Target.SampleCount is { } targets && targets != file.Samples)
            throw ToolException.Usage($"--target names {targets} outputs, one for each sample; {item.Path} holds {file.Samples}.");

        // A single sample gets all threads; of several, each gets one.
        int count = (int)Math.Clamp(file.Samples, 1, threads);
        var forks = new List<INetwork>();
        try
        {
            while (forks.Count < count)
                forks.Add(plan.Loaded.Network.Fork(count == 1 ? threads : 1));
            var explainer = new FileExplainer(plan, forks);
            return await ProgressBar.RunAsync(context, "Explaining", progress => explainer.Explain(file, paths, 0, progress, cancellation));
        }
        finally
        {
            foreach (INetwork fork in forks)
                fork.Dispose();
        }
    }
}
