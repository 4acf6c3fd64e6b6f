using ProtoBuf;

namespace LrpGen.Benchmarks.Models;

// What of ONNX's messages (onnx.proto, IR version 7) a written model needs, by its numbers.

[ProtoContract]
internal sealed class OnnxModel
{
    [ProtoMember(1, IsRequired = true)] public long IrVersion { get; set; } = 7;

    [ProtoMember(7, IsRequired = true)] public OnnxGraph Graph { get; set; } = new();

    [ProtoMember(8)] public List<OnnxOperatorSet> OperatorSets { get; } = [new()];
}

[ProtoContract]
internal sealed class OnnxOperatorSet
{
    [ProtoMember(2, IsRequired = true)] public long Version { get; set; } = 13;
}

[ProtoContract]
internal sealed class OnnxGraph
{
    [ProtoMember(1)] public List<OnnxNode> Nodes { get; } = [];

    [ProtoMember(2, IsRequired = true)] public string Name { get; set; } = "graph";

    [ProtoMember(5)] public List<OnnxTensor> Initializers { get; } = [];

    [ProtoMember(11)] public List<OnnxValue> Inputs { get; } = [];

    [ProtoMember(12)] public List<OnnxValue> Outputs { get; } = [];
}

[ProtoContract]
internal sealed class OnnxNode
{
    [ProtoMember(1)] public List<string> Inputs { get; } = [];

    [ProtoMember(2)] public List<string> Outputs { get; } = [];

    [ProtoMember(3)] public string Name { get; set; } = "";

    [ProtoMember(4)] public string Operator { get; set; } = "";

    [ProtoMember(5)] public List<OnnxAttribute> Attributes { get; } = [];
}

/// <summary>A whole number, or several.</summary>
[ProtoContract]
internal sealed class OnnxAttribute
{
    private const int Int = 2;
    private const int Ints = 7;

    public OnnxAttribute()
    {
    }

    public OnnxAttribute(string name, long value) => (Name, Value, Type) = (name, value, Int);

    public OnnxAttribute(string name, long[] values) => (Name, Values, Type) = (name, values, Ints);

    [ProtoMember(1)] public string Name { get; set; } = "";

    [ProtoMember(3)] public long? Value { get; set; }

    [ProtoMember(8)] public long[]? Values { get; set; }

    [ProtoMember(20)] public int Type { get; set; }
}

/// <summary>Float32 values, in the message or as a place in a file beside it.</summary>
[ProtoContract]
internal sealed class OnnxTensor
{
    [ProtoMember(1)] public long[] Sizes { get; set; } = [];

    [ProtoMember(2, IsRequired = true)] public int Type { get; set; } = OnnxValue.Float;

    [ProtoMember(8)] public string Name { get; set; } = "";

    [ProtoMember(9)] public byte[]? Bytes { get; set; }

    [ProtoMember(13)] public List<OnnxEntry> Place { get; } = [];

    /// <summary>1 for a file, 0 for the message.</summary>
    [ProtoMember(14)] public int Location { get; set; }
}

[ProtoContract]
internal sealed class OnnxEntry
{
    [ProtoMember(1)] public string Key { get; set; } = "";

    [ProtoMember(2)] public string Value { get; set; } = "";
}

/// <summary>A name with a float32 tensor's shape.</summary>
[ProtoContract]
internal sealed class OnnxValue
{
    internal const int Float = 1;

    public OnnxValue()
    {
    }

    public OnnxValue(string name, params int[] sizes)
    {
        Name = name;
        Type.Tensor.Shape.Sizes.AddRange(sizes.Select(static size => new OnnxSize { Value = size }));
    }

    [ProtoMember(1)] public string Name { get; set; } = "";

    [ProtoMember(2, IsRequired = true)] public OnnxType Type { get; set; } = new();
}

[ProtoContract]
internal sealed class OnnxType
{
    [ProtoMember(1, IsRequired = true)] public OnnxTensorType Tensor { get; set; } = new();
}

[ProtoContract]
internal sealed class OnnxTensorType
{
    [ProtoMember(1, IsRequired = true)] public int Element { get; set; } = OnnxValue.Float;

    [ProtoMember(2, IsRequired = true)] public OnnxShape Shape { get; set; } = new();
}

[ProtoContract]
internal sealed class OnnxShape
{
    [ProtoMember(1)] public List<OnnxSize> Sizes { get; } = [];
}

[ProtoContract]
internal sealed class OnnxSize
{
    [ProtoMember(1)] public long Value { get; set; }
}
