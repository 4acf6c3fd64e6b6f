using System.Text.Json;
using LrpGen.Tool.Compiling;

namespace LrpGen.Tool.Commands;

/// <summary>Parts of models as JSON.</summary>
internal static class ModelJson
{
    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<int> sizes)
    {
        writer.WriteStartArray(name);
        foreach (int size in sizes)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, ModelLayer layer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", layer.Name);
        writer.WriteString("step", layer.Step);
        writer.WriteString("declaration", layer.Text);
        Write(writer, "input", layer.InputShape);
        Write(writer, "output", layer.OutputShape);
        writer.WriteNumber("parameters", layer.Parameters);
        writer.WriteString("rule", layer.Rule);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, LayerInfo step)
    {
        writer.WriteStartObject();
        writer.WriteString("name", step.Name);
        writer.WriteString("layers", step.Kind);
        Write(writer, "output", step.OutputShape.Sizes.ToArray());
        writer.WriteNumber("multiplyAdds", step.MultiplyAdds);
        writer.WriteNumber("forwardPasses", 1 + step.ExtraForwardPasses);
        writer.WriteNumber("backwardPasses", step.BackwardPasses);
        writer.WriteString("forwardKernel", step.ForwardKernel);
        writer.WriteString("backwardKernel", step.BackwardKernel);
        writer.WriteNumber("weightBytes", step.WeightBytes);
        writer.WriteString("rule", step.Rule);
        writer.WriteString("notes", step.Notes);
        writer.WriteEndObject();
    }
}
