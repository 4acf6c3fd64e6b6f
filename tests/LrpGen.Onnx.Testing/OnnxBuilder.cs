namespace LrpGen.Onnx.Testing;

/// <summary>
/// Builds a model in ONNX node by node; each call gives the name of what it adds, for the next:
/// <code>
/// var model = new OnnxBuilder();
/// string x = model.Input("input", "N", 3, 8, 8);
/// string z = model.Node("Conv", [x, model.Weight("conv1.weight", [4, 3, 3, 3], weights)], "/conv1/Conv", ("pads", new[] { 1, 1, 1, 1 }));
/// model.Output(model.Node("Relu", [z]), "N", 4, 8, 8);
/// </code>
/// </summary>
/// <param name="opset">The version of the operators.</param>
/// <param name="irVersion">The version of the format.</param>
public sealed class OnnxBuilder(int opset = 13, int irVersion = 8)
{
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _inputs = [];
    private readonly List<ProtoMessage> _outputs = [];
    private readonly List<OnnxTensor> _tensors = [];
    private readonly Dictionary<string, int> _domains = [];
    private int _values;

    /// <summary>An input of float32 values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Sizes, or names of open ones.</param>
    public string Input(string name, params object[] shape) => Input(name, ElementType.Float, shape);

    /// <summary>An input.</summary>
    public string Input(string name, ElementType type, params object[] shape)
    {
        _inputs.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>Says which value is an output.</summary>
    public void Output(string name, params object[] shape) => _outputs.Add(Value(name, ElementType.Float, shape));

    /// <summary>A tensor of the model.</summary>
    public string Tensor(OnnxTensor tensor)
    {
        _tensors.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A tensor of float32 values.</summary>
    public string Weight(string name, int[] shape, IReadOnlyList<float> values) => Tensor(new OnnxTensor(name, ElementType.Float, shape, k => values[(int)k]));

    /// <summary>A tensor of whole numbers in one dimension, or a scalar where the shape is told to be empty.</summary>
    public string Integers(string name, long[] values, int[]? shape = null) => Tensor(new OnnxTensor(name, ElementType.Int64, shape ?? [values.Length], k => values[k]));

    /// <summary>A node with one output; gives the output's name.</summary>
    public string Node(string op, string[] inputs, string name = "", params (string Name, object Value)[] attributes) =>
        Nodes(op, inputs, 1, name, attributes)[0];

    /// <summary>A node with several outputs.</summary>
    public string[] Nodes(string op, string[] inputs, int outputs, string name = "", params (string Name, object Value)[] attributes)
    {
        string stem = name.Length > 0 ? name + "_output_" : "value_";
        string[] names = [.. Enumerable.Range(0, outputs).Select(k => stem + (name.Length > 0 ? k : _values++))];
        Add(op, inputs, names, name, attributes);
        return names;
    }

    /// <summary>A node with everything told; an operator may be given with its domain, <c>com.microsoft:Gelu</c>.</summary>
    public void Add(string op, string[] inputs, string[] outputs, string name = "", params (string Name, object Value)[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
            node.Add(1, input);
        foreach (string output in outputs)
            node.Add(2, output);
        string[] parts = op.Split(':');
        node.Add(3, name).Add(4, parts[^1]);
        foreach ((string key, object value) in attributes)
            node.Add(5, Attribute(key, value));
        if (parts.Length == 2)
        {
            node.Add(7, parts[0]);
            _domains[parts[0]] = 1;
        }

        _nodes.Add(node);
    }

    /// <summary>The file, where no tensor keeps its elements in another.</summary>
    public byte[] Build()
    {
        using var stream = new MemoryStream();
        Model(null).Write(stream);
        return stream.ToArray();
    }

    /// <summary>Writes the file, and external data to a file beside it.</summary>
    public void Save(string path)
    {
        using FileStream? data = _tensors.Any(static tensor => tensor.Storage == TensorStorage.External) ? File.Create(path + ".data") : null;
        using FileStream file = File.Create(path);
        Model(data is null ? null : (data, Path.GetFileName(path) + ".data")).Write(file);
    }

    private ProtoMessage Model((Stream Stream, string Name)? external)
    {
        var graph = new ProtoMessage();
        foreach (ProtoMessage node in _nodes)
            graph.Add(1, node);
        graph.Add(2, "tests");
        foreach (OnnxTensor tensor in _tensors)
            graph.Add(5, tensor.ToMessage(external));
        foreach (ProtoMessage input in _inputs)
            graph.Add(11, input);
        foreach (ProtoMessage output in _outputs)
            graph.Add(12, output);

        ProtoMessage model = new ProtoMessage().Add(1, irVersion).Add(2, "LrpGen.Onnx.Testing").Add(7, graph).Add(8, new ProtoMessage().Add(2, opset));
        foreach ((string domain, int version) in _domains)
            model.Add(8, new ProtoMessage().Add(1, domain).Add(2, version));
        return model;
    }

    private static ProtoMessage Value(string name, ElementType type, object[] sizes)
    {
        var shape = new ProtoMessage();
        foreach (object size in sizes)
            shape.Add(1, size is string open ? new ProtoMessage().Add(2, open) : new ProtoMessage().Add(1, Convert.ToInt64(size)));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, (long)type).Add(2, shape)));
    }

    private static ProtoMessage Attribute(string name, object value)
    {
        ProtoMessage attribute = new ProtoMessage().Add(1, name);
        switch (value)
        {
            case float number: return attribute.Add(2, number).Add(20, 1L);
            case int or long or bool: return attribute.Add(3, Convert.ToInt64(value)).Add(20, 2L);
            case string text: return attribute.Add(4, text).Add(20, 3L);
            case OnnxTensor tensor: return attribute.Add(5, tensor.ToMessage(null)).Add(20, 4L);
            case float[] numbers:
                foreach (float number in numbers)
                    attribute.Add(7, number);
                return attribute.Add(20, 6L);
            case int[] or long[]:
                foreach (object number in (Array)value)
                    attribute.Add(8, Convert.ToInt64(number));
                return attribute.Add(20, 7L);
            case string[] texts:
                foreach (string text in texts)
                    attribute.Add(9, text);
                return attribute.Add(20, 8L);
            case ProtoMessage graph: return attribute.Add(6, graph).Add(20, 5L);
            default: throw new ArgumentException($"No attribute has the type {value.GetType().Name}.", nameof(value));
        }
    }
}
