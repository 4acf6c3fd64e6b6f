using LrpGen.Onnx.Testing;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Sketches models: a builder with random weights, and the nodes that most cases need.</summary>
public sealed class Sketch(int opset = 13)
{
    private readonly Random _random = new(7);
    private int _numbers;

    public OnnxBuilder Model { get; } = new(opset);

    public string X(params object[] shape) => Model.Input("x", ["N", .. shape]);

    /// <summary>Weights around zero, so that activations see both sides.</summary>
    public string W(string name, params int[] shape) => Model.Weight(name, shape, Values(shape, -0.5f, 0.5f));

    /// <summary>Weights above zero, for variances and divisors.</summary>
    public string Positive(string name, params int[] shape) => Model.Weight(name, shape, Values(shape, 0.5f, 1.5f));

    public string Number(float value, params int[] shape) => Model.Weight($"number_{_numbers++}", shape, [value]);

    public string Integers(params long[] values) => Model.Integers($"numbers_{_numbers++}", values);

    /// <summary>A convolution as PyTorch exports it; the input has three channels unless told.</summary>
    public string Conv(string x, string name = "conv", int channels = 4, int inputs = 3, int kernel = 3, params (string, object)[] attributes) =>
        Model.Node("Conv", [x, W(name + ".weight", channels, inputs, kernel, kernel), W(name + ".bias", channels)], $"/{name}/Conv", attributes);

    public string Linear(string x, int features, int inputs, string name = "fc") =>
        Model.Node("Gemm", [x, W(name + ".weight", features, inputs), W(name + ".bias", features)], $"/{name}/Gemm", ("transB", 1));

    public string Node(string op, params string[] inputs) => Model.Node(op, inputs);

    public string With(string op, string[] inputs, params (string, object)[] attributes) => Model.Node(op, inputs, "", attributes);

    public static (string, object) Ints(string name, params int[] values) => (name, values);

    private float[] Values(int[] shape, float low, float high) =>
        [.. Enumerable.Range(0, shape.Aggregate(1, static (product, size) => product * size)).Select(_ => low + ((high - low) * _random.NextSingle()))];
}
