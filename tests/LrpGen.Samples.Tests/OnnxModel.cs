using LrpGen.Tests;
using Microsoft.ML.OnnxRuntime;

namespace LrpGen.Samples.Tests;

/// <summary>The model that a sample declares, run by ONNX Runtime from the file that its weights come from.</summary>
internal sealed class OnnxModel : IDisposable
{
    private const double Tolerance = 1e-4;
    private readonly InferenceSession _session;

    public OnnxModel(string name)
    {
        string path = Path.Combine(PictureFiles.Root, "..", "shared", "models", name + ".onnx");
        if (!File.Exists(path))
            Assert.Skip($"The ONNX models are not beside the checkout: there is no {path}.");
        _session = new InferenceSession(path);
    }

    /// <summary>The network's logits are the model's, relative to the largest.</summary>
    public void AssertSameLogits(ReadOnlySpan<float> input, ReadOnlySpan<float> logits)
    {
        float[] expected = Run(input);
        Assert.Equal(expected.Length, logits.Length);
        double scale = expected.Max(Math.Abs);
        for (int k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], logits[k], Tolerance * scale);
    }

    public void Dispose() => _session.Dispose();

    private float[] Run(ReadOnlySpan<float> input)
    {
        (string name, NodeMetadata metadata) = _session.InputMetadata.Single();
        long[] shape = [.. metadata.Dimensions.Select(static size => Math.Max(size, 1))];
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input.ToArray(), shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [name], [value], _session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
