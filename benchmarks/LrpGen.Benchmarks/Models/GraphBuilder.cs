using System.Globalization;
using System.Runtime.InteropServices;
using ProtoBuf;

namespace LrpGen.Benchmarks.Models;

/// <summary>
/// Describes a network with generated weights to the peer: an ONNX graph whose initializers are places in the very safetensors file
/// that ours loads. Every method adds one node, and the tensors it needs, and gives the name of its result.
/// </summary>
internal sealed class GraphBuilder
{
    /// <summary>The name of the graph's input.</summary>
    public const string Input = "input";

    private const string Output = "output";
    private const float BiasBound = 0.05f;

    private readonly OnnxModel _model = new();
    private readonly List<GeneratedTensor> _tensors = [];

    public GraphBuilder(params int[] inputShape) => _model.Graph.Inputs.Add(new OnnxValue(Input, [1, .. inputShape]));

    /// <summary>A convolution with the same padding on all sides; weights uniform by He et al. 2015.</summary>
    public string Conv(string input, string name, int inputs, int outputs, int kernel, int stride = 1, int groups = 1, bool bias = false)
    {
        int pad = kernel / 2;
        string[] operands = [input, .. Linear(name, bias, outputs, inputs / groups, kernel, kernel)];
        return Node(
            "Conv",
            operands,
            new("kernel_shape", [kernel, kernel]),
            new("strides", [stride, stride]),
            new("pads", [pad, pad, pad, pad]),
            new("group", groups));
    }

    /// <summary>A batch norm with ONNX's own epsilon, 1e-5, which is PyTorch's too.</summary>
    public string BatchNorm(string input, string name, int channels, float scale = 1) => Node("BatchNormalization",
    [
        input,
        Tensor(name + ".weight", scale, 0.2, channels),
        Tensor(name + ".bias", 0, 0.1, channels),
        Tensor(name + ".running_mean", 0, 0.1, channels),
        Tensor(name + ".running_var", 1, 0.2, channels),
    ]);

    public string Dense(string input, string name, int inputs, int outputs) =>
        Node("Gemm", [input, .. Linear(name, bias: true, outputs, inputs)], new OnnxAttribute("transB", 1));

    public string ReLU(string input) => Node("Relu", [input]);

    public string ReLU6(string input) => Node("Clip", [input, Constant("zero", 0), Constant("six", 6)]);

    public string Add(string left, string right) => Node("Add", [left, right]);

    public string MaxPool(string input, int kernel, int stride, int pad = 0) => Node(
        "MaxPool",
        [input],
        new("kernel_shape", [kernel, kernel]),
        new("strides", [stride, stride]),
        new("pads", [pad, pad, pad, pad]));

    public string GlobalAverage(string input) => Node("GlobalAveragePool", [input]);

    public string Flatten(string input) => Node("Flatten", [input]);

    /// <summary>Ends the graph with <paramref name="result"/> and writes both files, the weights only if they are not there.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="name">What they are called, without ending.</param>
    /// <param name="result">The value that is the network's output.</param>
    /// <param name="outputs">How many values it has.</param>
    public ModelFiles Write(string folder, string name, string result, int outputs)
    {
        var files = new ModelFiles(Path.Combine(folder, name + ".safetensors"), Path.Combine(folder, name + ".onnx"));
        var weights = new TensorFile(_tensors);
        weights.WriteTo(files.Weights);
        OnnxGraph graph = _model.Graph;
        graph.Nodes.Single(node => node.Outputs[0] == result).Outputs[0] = Output;
        graph.Outputs.Add(new OnnxValue(Output, 1, outputs));
        foreach ((GeneratedTensor tensor, long offset) in weights.Places())
        {
            graph.Initializers.Add(new OnnxTensor
            {
                Name = tensor.Name,
                Sizes = [.. tensor.Shape.Select(static size => (long)size)],
                Location = 1,
                Place =
                {
                    new OnnxEntry { Key = "location", Value = Path.GetFileName(files.Weights) },
                    new OnnxEntry { Key = "offset", Value = offset.ToString(CultureInfo.InvariantCulture) },
                    new OnnxEntry { Key = "length", Value = tensor.Bytes.ToString(CultureInfo.InvariantCulture) },
                },
            });
        }

        using FileStream stream = File.Create(files.Onnx);
        Serializer.Serialize(stream, _model);
        return files;
    }

    private string[] Linear(string name, bool bias, params int[] shape)
    {
        double bound = Math.Sqrt(6.0 / shape[1..].Aggregate(1L, static (product, size) => product * size));
        string weight = Tensor(name + ".weight", 0, bound, shape);
        return bias ? [weight, Tensor(name + ".bias", 0, BiasBound, shape[0])] : [weight];
    }

    private string Tensor(string name, float center, double bound, params int[] shape)
    {
        _tensors.Add(new GeneratedTensor(name, shape, center, bound));
        return name;
    }

    private string Constant(string name, float value)
    {
        if (_model.Graph.Initializers.All(tensor => tensor.Name != name))
            _model.Graph.Initializers.Add(new OnnxTensor { Name = name, Bytes = MemoryMarshal.AsBytes<float>([value]).ToArray() });
        return name;
    }

    private string Node(string kind, string[] inputs, params OnnxAttribute[] attributes)
    {
        var node = new OnnxNode { Operator = kind, Name = $"{kind}{_model.Graph.Nodes.Count}" };
        node.Inputs.AddRange(inputs);
        node.Outputs.Add(node.Name);
        node.Attributes.AddRange(attributes);
        _model.Graph.Nodes.Add(node);
        return node.Name;
    }
}
