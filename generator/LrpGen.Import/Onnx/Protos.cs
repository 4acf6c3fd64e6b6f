using ProtoBuf;

namespace LrpGen.Import.Onnx;

// The messages of onnx.proto that an import needs, with its names and numbers. Elements of tensors and graphs within nodes stay in the
// file: only their places are read.

[ProtoContract]
internal sealed class ModelProto
{
    [ProtoMember(1)] public long IrVersion { get; set; }

    [ProtoMember(2)] public string ProducerName { get; set; } = "";

    [ProtoMember(7)] public GraphProto? Graph { get; set; }

    [ProtoMember(8)] public List<OperatorSetProto> OpsetImport { get; } = [];
}

[ProtoContract]
internal sealed class OperatorSetProto
{
    [ProtoMember(1)] public string Domain { get; set; } = "";

    [ProtoMember(2)] public long Version { get; set; }
}

[ProtoContract]
internal sealed class GraphProto
{
    [ProtoMember(1)] public List<NodeProto> Node { get; } = [];

    [ProtoMember(5)] public List<TensorProto> Initializer { get; } = [];

    [ProtoMember(11)] public List<ValueInfoProto> Input { get; } = [];

    [ProtoMember(12)] public List<ValueInfoProto> Output { get; } = [];

    [ProtoMember(15)] public List<FileSegment> SparseInitializer { get; } = [];
}

[ProtoContract]
internal sealed class NodeProto
{
    [ProtoMember(1)] public List<string> Input { get; } = [];

    [ProtoMember(2)] public List<string> Output { get; } = [];

    [ProtoMember(3)] public string Name { get; set; } = "";

    [ProtoMember(4)] public string OpType { get; set; } = "";

    [ProtoMember(5)] public List<AttributeProto> Attribute { get; } = [];

    [ProtoMember(7)] public string Domain { get; set; } = "";
}

[ProtoContract]
internal sealed class AttributeProto
{
    [ProtoMember(1)] public string Name { get; set; } = "";

    [ProtoMember(2)] public float F { get; set; }

    [ProtoMember(3)] public long I { get; set; }

    [ProtoMember(4)] public string? S { get; set; }

    [ProtoMember(5)] public TensorProto? T { get; set; }

    [ProtoMember(6)] public List<FileSegment> Graph { get; } = [];

    [ProtoMember(7)] public List<float> Floats { get; } = [];

    [ProtoMember(8)] public List<long> Ints { get; } = [];

    [ProtoMember(11)] public List<FileSegment> Graphs { get; } = [];

    [ProtoMember(21)] public string? RefAttrName { get; set; }

    [ProtoMember(22)] public List<FileSegment> SparseTensor { get; } = [];
}

[ProtoContract]
internal sealed class TensorProto
{
    [ProtoMember(1)] public List<long> Dims { get; } = [];

    [ProtoMember(2)] public int DataType { get; set; }

    [ProtoMember(3)] public List<FileSegment> Segment { get; } = [];

    [ProtoMember(4)] public List<FileSegment> FloatData { get; } = [];

    [ProtoMember(5)] public List<FileSegment> Int32Data { get; } = [];

    [ProtoMember(7)] public List<FileSegment> Int64Data { get; } = [];

    [ProtoMember(8)] public string Name { get; set; } = "";

    [ProtoMember(9)] public List<FileSegment> RawData { get; } = [];

    [ProtoMember(10)] public List<FileSegment> DoubleData { get; } = [];

    [ProtoMember(13)] public List<StringStringEntryProto> ExternalData { get; } = [];

    [ProtoMember(14)] public int DataLocation { get; set; }
}

[ProtoContract]
internal sealed class StringStringEntryProto
{
    [ProtoMember(1)] public string Key { get; set; } = "";

    [ProtoMember(2)] public string Value { get; set; } = "";
}

[ProtoContract]
internal sealed class ValueInfoProto
{
    [ProtoMember(1)] public string Name { get; set; } = "";

    [ProtoMember(2)] public TypeProto? Type { get; set; }
}

[ProtoContract]
internal sealed class TypeProto
{
    [ProtoMember(1)] public TensorTypeProto? TensorType { get; set; }
}

[ProtoContract]
internal sealed class TensorTypeProto
{
    [ProtoMember(1)] public int ElemType { get; set; }

    [ProtoMember(2)] public ShapeProto? Shape { get; set; }
}

[ProtoContract]
internal sealed class ShapeProto
{
    [ProtoMember(1)] public List<DimensionProto> Dim { get; } = [];
}

[ProtoContract]
internal sealed class DimensionProto
{
    [ProtoMember(1)] public long? Value { get; set; }

    [ProtoMember(2)] public string? Parameter { get; set; }
}
