using System.Globalization;
using LrpGen.Tool.Terminal;

namespace LrpGen.Tool.Commands;

/// <summary>What is in a safetensors file.</summary>
internal static class WeightFileView
{
    /// <exception cref="WeightFileException">The file cannot be read.</exception>
    public static int Show(ToolContext context, string path, bool isJson)
    {
        using WeightFile file = WeightFile.Open(path);
        if (isJson)
            PrintJson(context, file);
        else
            Print(context, file);
        return ExitCodes.Good;
    }

    private static void Print(ToolContext context, WeightFile file)
    {
        var table = new Table("tensor", "type", "shape", ">values");
        foreach (TensorInfo tensor in file.Tensors)
            table.Add(tensor.Name, tensor.DataType, $"[{string.Join(", ", tensor.Sizes)}]", Number(Count(tensor)));
        table.Write(context);
        context.Out.WriteLine($"{Number(file.Tensors.Count)} tensors, {Number(file.Tensors.Sum(Count))} values");
        foreach ((string name, string text) in file.Metadata)
            context.Out.WriteLine($"{name}: {text}");
    }

    private static void PrintJson(ToolContext context, WeightFile file) => JsonOutput.Write(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tensors");
        foreach (TensorInfo tensor in file.Tensors)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tensor.Name);
            writer.WriteString("type", tensor.DataType);
            writer.WriteStartArray("shape");
            foreach (long size in tensor.Sizes)
                writer.WriteNumberValue(size);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("metadata");
        foreach ((string name, string text) in file.Metadata)
            writer.WriteString(name, text);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static long Count(TensorInfo tensor) => tensor.Sizes.Aggregate(1L, static (product, size) => product * size);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
