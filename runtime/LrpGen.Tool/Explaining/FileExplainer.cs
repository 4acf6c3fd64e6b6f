using LrpGen.Imaging;

namespace LrpGen.Tool.Explaining;

/// <summary>Explains the samples of one file and writes what comes, on as many threads as it is given networks.</summary>
/// <param name="plan">What is done.</param>
/// <param name="forks">The networks.</param>
internal sealed class FileExplainer(ExplainPlan plan, IReadOnlyList<INetwork> forks)
{
    // Samples that are in memory at a time, for each thread.
    private const int SamplesPerThread = 4;

    private readonly SampleExplainer[] _explainers = [.. forks.Select(plan.Explainer)];
    private readonly int _inputCount = plan.Loaded.Model.Input.Count;
    private readonly int _relevanceCount = plan.RelevanceShape.Count;

    /// <summary>Explains every sample of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="paths">Where its results go.</param>
    /// <param name="firstOverall">The number of its first sample among all samples of all inputs.</param>
    /// <param name="progress">Takes the share done.</param>
    /// <param name="cancellation">Stops it; what is not complete is left out.</param>
    /// <returns>A result for each sample.</returns>
    public IReadOnlyList<SampleResult> Explain(InputFile file, ResultPaths paths, long firstOverall, IProgress<double>? progress, CancellationToken cancellation)
    {
        using NpyWriter? writer = paths.Array is null ? null : NpyWriter.Create(paths.Array, plan.SizesFor(file));
        int window = (int)Math.Min(file.Samples, SamplesPerThread * _explainers.Length);
        var inputs = new float[window * (long)_inputCount];
        var relevances = new float[window * (long)_relevanceCount];
        var results = new List<SampleResult>();
        for (long first = 0; first < file.Samples; first += window)
        {
            int count = (int)Math.Min(window, file.Samples - first);
            cancellation.ThrowIfCancellationRequested();
            for (int k = 0; k < count; k++)
                file.Read(first + k, inputs.AsSpan(k * _inputCount, _inputCount));
            results.AddRange(ExplainWindow(file, paths, first, firstOverall, inputs, relevances, count, cancellation));
            writer?.Write(relevances.AsSpan(0, count * _relevanceCount));
            progress?.Report((first + count) / (double)file.Samples);
        }

        writer?.Complete();
        return results;
    }

    private SampleResult[] ExplainWindow(
        InputFile file, ResultPaths paths, long first, long firstOverall, float[] inputs, float[] relevances, int count, CancellationToken cancellation)
    {
        var results = new SampleResult[count];
        int next = -1;
        Run(explainer =>
        {
            for (int k; (k = Interlocked.Increment(ref next)) < count && !cancellation.IsCancellationRequested;)
            {
                Span<float> relevance = relevances.AsSpan(k * _relevanceCount, _relevanceCount);
                results[k] = explainer.Explain(inputs.AsSpan(k * _inputCount, _inputCount), first + k, firstOverall + first + k, relevance);
                if (paths.HeatmapOf(first + k, file.Samples) is { } heatmap)
                    Save(plan.Paint(relevance), heatmap);
                if (file.IsChannelsLast && plan.Layer is null)
                    SampleLayout.ToChannelsLast(relevance.ToArray(), plan.RelevanceShape, relevance);
            }
        });
        cancellation.ThrowIfCancellationRequested();
        return results;
    }

    /// <summary>Runs work on every network's thread. A single one needs no other thread.</summary>
    private void Run(Action<SampleExplainer> work)
    {
        if (_explainers is [SampleExplainer single])
        {
            work(single);
            return;
        }

        try
        {
            Parallel.ForEach(_explainers, new ParallelOptions { MaxDegreeOfParallelism = _explainers.Length }, work);
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    private static void Save(Picture picture, string path) => AtomicFile.Write(path, picture.Save);
}
