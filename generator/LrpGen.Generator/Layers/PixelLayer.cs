using System;
using System.Globalization;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Layers that take each pixel of their output from one of their input: frames, crops, enlargements.</summary>
internal abstract record PixelLayer(int Anchor) : LayerSpec(Anchor)
{
    private const string K = CodeWriter.Kernels;

    public override Layout? InputLayout(Dims input) => Layout.Blocked;

    public override Dims? OutputShape(Dims input, ShapeReport report)
    {
        if (input.Rank is not (2 or 3))
        {
            report("[channels, height, width] or [channels, length]", "put it before [Flatten], or [Reshape] before it");
            return null;
        }

        return Size(input, report) is not { } size ? null : input.Rank == 2 ? new Dims(input.Channels, size.Width) : new Dims(input.Channels, size.Height, size.Width);
    }

    public override bool IsExplained(LoweredNode node) => true;

    public override (string Type, string Value)? Constant(LoweredNode node) => (K + "PixelMap", K + "PixelMap." + Map(node.InputShapes[0], node.OutputShape));

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        body.Line($"// {Formula("x", "y")}");
        body.Line($"{node.Field}.Gather({body.Padded(node.Input, "x")}, {body.Padded(node.Output, "y")}, worker);");
    }

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        body.Line("// Each pixel takes back the relevance of all that came from it.");
        body.Line($"{node.Field}.Scatter({body.Padded(node.OutputRelevance!.Value, "relevance")}, {body.Padded(node.Edges[0].Written, "r")}, worker);");
    }

    /// <summary>Whether its output holds zeros beside values of its input.</summary>
    public virtual bool AddsZeros => false;

    protected abstract (int Height, int Width)? Size(Dims input, ShapeReport report);

    /// <summary>The call that makes the runtime's map.</summary>
    protected abstract string Map(Dims input, Dims output);

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A frame around a picture, or a negative one: a crop.</summary>
internal sealed record FrameLayer(bool IsCrop, int Top, int Bottom, int Left, int Right, int Mode, int Anchor) : PixelLayer(Anchor)
{
    private static readonly string[] Modes = ["Zero", "Reflect", "Replicate"];

    public override string Name => IsCrop ? "Crop" : "Pad";

    public override string Wording => $"{Name}({Text(Top)}, {Text(Bottom)}, {Text(Left)}, {Text(Right)}{(Mode == 0 ? "" : ", " + Modes[Mode].ToLowerInvariant())})";

    public static LayerSpec? ParsePad(AttributeReader attribute) => Parse(attribute, isCrop: false);

    public static LayerSpec? ParseCrop(AttributeReader attribute) => Parse(attribute, isCrop: true);

    public override string Formula(string x, string y) => IsCrop ? $"{y} = {x} without its rim" : $"{y} = {x} in a frame";

    public override ValueRange OutputRange(ValueRange input) =>
        IsCrop || Mode != 0 ? input : new ValueRange(Math.Min(input.Low, 0), Math.Max(input.High, 0));

    public override bool AddsZeros => !IsCrop && Mode == 0;

    /// <summary>What reaches the zeros of a frame came from nowhere and goes nowhere.</summary>
    public override void EmitLedger(MethodBody body, LoweredNode node, int step)
    {
        if (IsCrop || Mode != 0)
            return;
        string sum = CodeWriter.Kernels + "Elementwise.Sum";
        body.Line($"Books.Keep({CodeWriter.Number(step)}, 0, 0, {sum}({body.Padded(node.OutputRelevance!.Value, "relevance")}) - {sum}({body.Padded(node.Edges[0].Written, "r")}));");
    }

    protected override (int Height, int Width)? Size(Dims input, ShapeReport report)
    {
        int sign = IsCrop ? -1 : 1;
        int rows = input.Rank == 2 ? 0 : Top + Bottom;
        long height = input.Height + ((long)sign * rows);
        long width = input.Width + ((long)sign * (Left + Right));
        if (height < 1 || width < 1)
        {
            report("a picture larger than what is cut off", "crop less");
            return null;
        }

        bool mirrorsTooFar = Mode == 1 && ((input.Rank == 3 && Math.Max(Top, Bottom) >= input.Height) || Math.Max(Left, Right) >= input.Width);
        if (mirrorsTooFar)
        {
            report("a picture larger than each side of its mirrored frame", "pad less, or with another mode");
            return null;
        }

        return ((int)Math.Min(height, int.MaxValue), (int)Math.Min(width, int.MaxValue));
    }

    protected override string Map(Dims input, Dims output)
    {
        int sign = IsCrop ? -1 : 1;
        int top = input.Rank == 2 ? 0 : sign * Top;
        int bottom = input.Rank == 2 ? 0 : sign * Bottom;
        return $"Frame({Text(input.Height)}, {Text(input.Width)}, {Text(top)}, {Text(bottom)}, {Text(sign * Left)}, {Text(sign * Right)}, {CodeWriter.Kernels}FrameMode.{Modes[Mode]})";
    }

    private static LayerSpec? Parse(AttributeReader attribute, bool isCrop)
    {
        int size = attribute.Int("size", 0);
        bool good = SlidingReader.Slides(attribute, "size", size, 0);
        int Side(string name)
        {
            if (attribute.OptionalInt(name) is not { } side)
                return size;
            good &= SlidingReader.Slides(attribute, name, side, 0);
            return side;
        }

        var layer = new FrameLayer(isCrop, Side("Top"), Side("Bottom"), Side("Left"), Side("Right"), attribute.Enum("Mode"), attribute.Anchor);
        return good ? layer : null;
    }
}

/// <summary>An enlargement that repeats each pixel.</summary>
internal sealed record UpsampleLayer(int Scale, int Anchor) : PixelLayer(Anchor)
{
    public override string Name => "Upsample";

    public override string Wording => $"Upsample({Text(Scale)})";

    public static LayerSpec? Parse(AttributeReader attribute)
    {
        int scale = attribute.Int("scale", 0);
        return SlidingReader.AtLeastOne(attribute, "scale", scale) ? new UpsampleLayer(scale, attribute.Anchor) : null;
    }

    public override string Formula(string x, string y) => $"{y} = {x} with each pixel repeated";

    public override ValueRange OutputRange(ValueRange input) => input;

    protected override (int Height, int Width)? Size(Dims input, ShapeReport report)
    {
        long width = (long)input.Width * Scale;
        long height = input.Rank == 2 ? 1 : (long)input.Height * Scale;
        if ((double)width * height < int.MaxValue)
            return ((int)height, (int)width);
        report("a picture that stays within one buffer", "enlarge less");
        return null;
    }

    protected override string Map(Dims input, Dims output) => $"Nearest({Text(input.Height)}, {Text(input.Width)}, {Text(output.Height)}, {Text(output.Width)})";
}
