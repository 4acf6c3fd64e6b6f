using LrpGen.Import.Constants;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Graph;

/// <summary>The part of a model that its outputs depend on, in an order in which it can be computed.</summary>
internal sealed class OnnxGraph
{
    private const int OldestOpset = 7;
    private const int NewestOpset = 22;

    private readonly Dictionary<string, int> _consumers = new(StringComparer.Ordinal);

    private OnnxGraph(OnnxFile file, IReadOnlyList<OnnxNode> nodes, Dictionary<string, Constant> tensors)
    {
        File = file;
        Nodes = nodes;
        Tensors = tensors;
        foreach (string input in nodes.SelectMany(static node => node.Inputs).Concat(Outputs.Select(static output => output.Name)))
            _consumers[input] = _consumers.GetValueOrDefault(input) + 1;
    }

    public OnnxFile File { get; }

    /// <summary>The nodes that outputs depend on.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The nodes that none depends on.</summary>
    public IReadOnlyList<OnnxNode> DeadNodes { get; private init; } = [];

    /// <summary>The tensors of the model by name.</summary>
    public IReadOnlyDictionary<string, Constant> Tensors { get; }

    /// <summary>The inputs that are no tensors.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs => [.. File.Model.Graph!.Input.Where(input => !Tensors.ContainsKey(input.Name))];

    public IReadOnlyList<ValueInfoProto> Outputs => File.Model.Graph!.Output;

    /// <summary>How often a value is taken, by nodes and as an output.</summary>
    public int ConsumersOf(string value) => _consumers.GetValueOrDefault(value);

    /// <summary>Builds the graph.</summary>
    /// <exception cref="ImportException">It is none.</exception>
    public static OnnxGraph Create(OnnxFile file, CancellationToken cancellation)
    {
        GraphProto graph = file.Model.Graph!;
        int opset = OpsetOf(file);
        if (graph.SparseInitializer.Count > 0)
            throw new ImportException($"{file.Path}: holds sparse tensors, which are not read; store them dense.");
        if (graph.Output.Count == 0)
            throw new ImportException($"{file.Path}: the graph has no output.");

        var tensors = new Dictionary<string, Constant>(StringComparer.Ordinal);
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (!tensors.TryAdd(tensor.Name, StoredConstant.Create(tensor, tensor.Name, file, cancellation)))
                throw new ImportException($"{file.Path}: has two tensors named '{tensor.Name}'; the file is damaged.");
        }

        List<OnnxNode> nodes = [.. graph.Node.Select(node => new OnnxNode(node, opset, file))];
        (List<OnnxNode> live, List<OnnxNode> dead) = NodeOrder.Sort(file, nodes, tensors.Keys);
        return new OnnxGraph(file, live, tensors) { DeadNodes = dead };
    }

    private static int OpsetOf(OnnxFile file)
    {
        OperatorSetProto? set = file.Model.OpsetImport.FirstOrDefault(static set => set.Domain is "" or "ai.onnx");
        return set?.Version switch
        {
            null => throw new ImportException($"{file.Path}: does not say which version of ONNX's operators it uses; export it anew with an opset from {OldestOpset} to {NewestOpset}."),
            < OldestOpset or > NewestOpset => throw new ImportException(
                $"{file.Path}: uses opset {set.Version}; {OldestOpset} to {NewestOpset} are read: export it anew, or convert it with onnx.version_converter."),
            long version => (int)version,
        };
    }
}
