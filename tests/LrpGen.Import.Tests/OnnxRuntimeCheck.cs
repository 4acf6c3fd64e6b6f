using LrpGen.Reference;
using Microsoft.ML.OnnxRuntime;

namespace LrpGen.Import.Tests;

/// <summary>Runs a model by ONNX Runtime and a network beside it.</summary>
internal static class OnnxRuntimeCheck
{
    private const int Samples = 3;

    /// <summary>The first output agrees on random inputs.</summary>
    /// <param name="path">The model.</param>
    /// <param name="network">The network.</param>
    /// <param name="transpose">How one sample of the network becomes one of the model, where its channels come last.</param>
    /// <param name="scale">The size of the inputs.</param>
    public static void AssertSameOutputs(string path, INetwork network, Func<float[], float[]>? transpose = null, float scale = 2)
    {
        var random = new Random(11);
        // Unoptimized: ONNX Runtime's own normalizations are not the yardstick.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(path, options);
        (string name, NodeMetadata input) = session.InputMetadata.Single(entry => !entry.Key.Contains(".", StringComparison.Ordinal));
        long[] shape = [.. input.Dimensions.Select(static size => (long)Math.Max(size, 1))];
        int count = network.Info.InputShape.Count;
        for (int k = 0; k < Samples; k++)
        {
            float[] batch = [.. Enumerable.Range(0, (int)shape[0] * count).Select(_ => scale * ((2 * random.NextSingle()) - 1))];
            float[] expected = Run(session, name, shape, transpose is null ? batch : transpose(batch));
            var actual = new List<float>();
            foreach (float[] sample in batch.Chunk(count))
                actual.AddRange(network.Forward(sample));
            double error = Agreement.RelativeError(actual.ToArray(), [.. expected.Select(static value => (double)value)]);
            Assert.True(error <= Agreement.Tolerance, $"relative error {error:E2}");
        }
    }

    private static float[] Run(InferenceSession session, string name, long[] shape, float[] values)
    {
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, [name], [value], [session.OutputNames[0]]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
