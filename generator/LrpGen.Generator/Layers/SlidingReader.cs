using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Reads what all layers with a sliding kernel or window have, and reports what cannot be.</summary>
internal static class SlidingReader
{
    private const int Most = 1_000_000;

    /// <summary>The declared sizes; null where one is wrong.</summary>
    /// <param name="attribute">The layer's attribute.</param>
    /// <param name="kernelY">The kernel's rows and where they are written.</param>
    /// <param name="kernelX">Its columns.</param>
    /// <param name="isPool">Whether the stride is the kernel's size unless told.</param>
    public static Sliding? Read(AttributeReader attribute, (string Name, int Value) kernelY, (string Name, int Value) kernelX, bool isPool)
    {
        bool good = Slides(attribute, kernelY.Name, kernelY.Value, 1);
        if (kernelX.Name != kernelY.Name)
            good &= Slides(attribute, kernelX.Name, kernelX.Value, 1);
        int Direction(string both, string one, int otherwise) => attribute.OptionalInt(one) ?? attribute.OptionalInt(both) ?? otherwise;
        int Side(string side, string direction) => attribute.OptionalInt(side) ?? Direction("Padding", direction, 0);
        var sliding = new Sliding(
            kernelY.Value,
            kernelX.Value,
            Direction("Stride", "StrideY", isPool ? kernelY.Value : 1),
            Direction("Stride", "StrideX", isPool ? kernelX.Value : 1),
            Side("PaddingTop", "PaddingY"),
            Side("PaddingBottom", "PaddingY"),
            Side("PaddingLeft", "PaddingX"),
            Side("PaddingRight", "PaddingX"),
            Direction("Dilation", "DilationY", 1),
            Direction("Dilation", "DilationX", 1),
            attribute.Bool("Same", false),
            attribute.Bool("Ceil", false));
        foreach (string name in new[] { "Stride", "StrideY", "StrideX", "Dilation", "DilationY", "DilationX" })
        {
            if (attribute.OptionalInt(name) is { } value)
                good &= Slides(attribute, name, value, 1);
        }

        foreach (string name in new[] { "Padding", "PaddingY", "PaddingX", "PaddingTop", "PaddingBottom", "PaddingLeft", "PaddingRight" })
        {
            if (attribute.OptionalInt(name) is not { } value)
                continue;
            good &= Slides(attribute, name, value, 0);
            if (sliding.IsSame)
            {
                attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf(name), name, Owner(attribute), value, "left out beside Same, which decides the padding");
                good = false;
            }
        }

        return good ? sliding : null;
    }

    /// <summary>A setting for rows that is given, which a sequence has not; null where none is.</summary>
    public static string? RowSetting(AttributeReader attribute) =>
        new[] { "KernelY", "StrideY", "DilationY", "PaddingY", "PaddingTop", "PaddingBottom" }.FirstOrDefault(name => attribute.OptionalInt(name) is not null);

    /// <summary>Whether a number by which something slides is in order: not so large that places could not be counted.</summary>
    public static bool Slides(AttributeReader attribute, string name, int value, int least)
    {
        if (value <= Most)
            return least == 1 ? AtLeastOne(attribute, name, value) : NotNegative(attribute, name, value);
        attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf(name), name, Owner(attribute), value, $"at most {Most}");
        return false;
    }

    public static bool AtLeastOne(AttributeReader attribute, string name, int value)
    {
        if (value >= 1)
            return true;
        attribute.Report(Descriptors.SizeNotPositive, attribute.AnchorOf(name), name, Owner(attribute), value);
        return false;
    }

    public static bool NotNegative(AttributeReader attribute, string name, int value)
    {
        if (value >= 0)
            return true;
        attribute.Report(Descriptors.ParameterOutOfRange, attribute.AnchorOf(name), name, Owner(attribute), value, "at least 0");
        return false;
    }

    private static string Owner(AttributeReader attribute) => "[" + attribute.DisplayName + "]";
}
