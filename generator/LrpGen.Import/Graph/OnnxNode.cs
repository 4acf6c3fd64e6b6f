using LrpGen.Import.Constants;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Graph;

/// <summary>A node of the model. Attributes are asked for by name; those that nobody asked for are found by <see cref="Unread"/>.</summary>
internal sealed class OnnxNode
{
    private const long MostSize = int.MaxValue;

    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly OnnxFile _file;

    public OnnxNode(NodeProto node, int opset, OnnxFile file)
    {
        _file = file;
        Op = node.OpType;
        Domain = node.Domain is "ai.onnx" ? "" : node.Domain;
        Name = node.Name;
        Inputs = node.Input;
        Outputs = node.Output;
        Opset = opset;
        foreach (AttributeProto attribute in node.Attribute)
            _attributes[attribute.Name] = attribute;
    }

    public string Op { get; }

    /// <summary>Whose operator it is; empty for those of ONNX itself.</summary>
    public string Domain { get; }

    public string Name { get; }

    /// <summary>The values it takes; an empty name stands for one that is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The version of ONNX's operators.</summary>
    public int Opset { get; }

    /// <summary>The name that a user knows it by: its own, or that of what it gives.</summary>
    public string Title => Name.Length > 0 ? Name : Outputs.FirstOrDefault(static output => output.Length > 0) ?? "";

    /// <summary>The operator with its domain.</summary>
    public string FullOp => Domain.Length == 0 ? Op : $"{Domain}.{Op}";

    public IEnumerable<AttributeProto> Attributes => _attributes.Values;

    /// <summary>The attributes that were not asked for.</summary>
    public IEnumerable<string> Unread => _attributes.Keys.Where(name => !_read.Contains(name));

    /// <summary>Whether an input is there.</summary>
    public bool Has(int input) => input < Inputs.Count && Inputs[input].Length > 0;

    /// <summary>Whether an attribute is there.</summary>
    public bool Has(string attribute) => Find(attribute) is not null;

    public long Int(string attribute, long otherwise) => Find(attribute)?.I ?? otherwise;

    public bool Flag(string attribute, bool otherwise = false) => Int(attribute, otherwise ? 1 : 0) != 0;

    public float Float(string attribute, float otherwise) => Find(attribute)?.F ?? otherwise;

    public string Text(string attribute, string otherwise) => Find(attribute) is { } found ? found.S ?? "" : otherwise;

    public IReadOnlyList<long>? Ints(string attribute) => Find(attribute)?.Ints;

    public IReadOnlyList<float>? Floats(string attribute) => Find(attribute)?.Floats;

    /// <summary>A tensor in an attribute.</summary>
    public Constant? Constant(string attribute) =>
        Find(attribute)?.T is { } tensor ? StoredConstant.Create(tensor, "", _file, CancellationToken.None) : null;

    /// <summary>Sizes in an attribute, as many as told, each from a least value on.</summary>
    public int[]? SizesOf(string attribute, int count, int least)
    {
        if (Ints(attribute) is not { } values || values.Count == 0)
            return null;
        if (values.Count != count)
            throw Fail($"has {values.Count} {attribute}, but needs {count}");
        return values.FirstOrDefault(value => value < least || value > MostSize, least) is var odd && (odd < least || odd > MostSize)
            ? throw Fail($"has the {attribute} {odd}, which must be {least} or more")
            : [.. values.Select(static value => (int)value)];
    }

    /// <summary>What is wrong with the node, for whoever wrote the model.</summary>
    /// <param name="what">How it goes on after operator and name: <c>has no weights</c>.</param>
    public ImportException Fail(string what) => new($"{_file.Path}: {FullOp} '{Title}' {what}.");

    private AttributeProto? Find(string attribute)
    {
        _read.Add(attribute);
        return _attributes.GetValueOrDefault(attribute);
    }
}
