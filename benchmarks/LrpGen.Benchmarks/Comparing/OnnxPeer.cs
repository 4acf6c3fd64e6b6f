using Microsoft.ML.OnnxRuntime;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>
/// ONNX Runtime on one model and one sample, in its fastest way of being called: all graph optimizations, a fixed batch of one, inputs
/// and outputs bound once to memory of ours.
/// </summary>
internal sealed class OnnxPeer : IDisposable
{
    // What exporters call the number of samples.
    private const string Batch = "N";

    private readonly SessionOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _inputValue;
    private readonly OrtValue _outputValue;

    public OnnxPeer(string path, int threads)
    {
        _options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _options.AddFreeDimensionOverrideByName(Batch, 1);
        _session = new InferenceSession(path, _options);
        long[] inputShape = Shape(_session.InputMetadata.Values.Single().Dimensions);
        long[] outputShape = Shape(_session.OutputMetadata.Values.Single().Dimensions);
        Input = new float[inputShape.Aggregate(1L, static (product, size) => product * size)];
        Output = new float[outputShape.Aggregate(1L, static (product, size) => product * size)];
        _inputValue = OrtValue.CreateTensorValueFromMemory(Input, inputShape);
        _outputValue = OrtValue.CreateTensorValueFromMemory(Output, outputShape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputMetadata.Keys.Single(), _inputValue);
        _binding.BindOutput(_session.OutputMetadata.Keys.Single(), _outputValue);
    }

    /// <summary>What <see cref="Run"/> reads.</summary>
    public float[] Input { get; }

    /// <summary>What <see cref="Run"/> writes.</summary>
    public float[] Output { get; }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        _outputValue.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    // A dynamic batch is one sample here.
    private static long[] Shape(int[] dimensions) => [.. dimensions.Select(static size => size < 0 ? 1L : size)];
}
