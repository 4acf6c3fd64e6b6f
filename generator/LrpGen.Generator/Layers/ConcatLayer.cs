using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>Several values, one behind the other along their channels or features.</summary>
internal sealed record ConcatLayer(EquatableArray<string> Names, EquatableArray<int> NameAnchors, int Anchor) : JoinLayer(Names, NameAnchors, Anchor)
{
    private const string K = CodeWriter.Kernels;

    public override string Name => "Concat";

    public override string Wording => $"Concat({string.Join(", ", Names)})";

    public static LayerSpec? Parse(AttributeReader attribute) =>
        ReadNames(attribute) is { } found ? new ConcatLayer(found.Names, found.Anchors, attribute.Anchor) : null;

    /// <summary>Where a part lies that begins a block of channels: how many floats behind the start of the whole.</summary>
    /// <param name="first">Its first channel in the whole.</param>
    /// <param name="part">Its shape.</param>
    public static int PlaceOf(int first, Dims part) => first * part.Pixels;

    public override string Formula(string x, string y) => $"{y} = {x}1, {x}2, ... one behind the other";

    public override Layout? InputLayout(Dims input) => input.Rank == 1 ? Layout.Plain : Layout.Blocked;

    public override Dims? OutputShape(IReadOnlyList<Dims> inputs, ShapeReport report)
    {
        Dims first = inputs[0];
        if (!inputs.All(shape => shape.Rank == first.Rank && shape.Sizes.Items.Skip(1).SequenceEqual(first.Sizes.Items.Skip(1))))
        {
            report("parts that differ in their channels alone", "make the other sizes alike");
            return null;
        }

        int[] sizes = first.Sizes.Items.ToArray();
        sizes[0] = (int)System.Math.Min(inputs.Sum(static shape => (long)shape.Channels), int.MaxValue);
        return new Dims(sizes);
    }

    public override ValueRange OutputRange(ValueRange input) => input;

    public override ValueRange OutputRange(IReadOnlyList<ValueRange> inputs) => new(inputs.Min(static range => range.Low), inputs.Max(static range => range.High));

    public override bool IsExplained(LoweredNode node) => true;

    public override bool IsComputed(LoweredNode node)
    {
        bool isComputed = false;
        ForEachPart(node, (k, first) => isComputed |= !IsInPlace(node, k, first));
        return isComputed;
    }

    public override void EmitForward(MethodBody body, LoweredNode node)
    {
        string y = body.Padded(node.Output, "y");
        body.Line("// y = the channels of the inputs, one behind the other");
        ForEachPart(node, (k, first) =>
        {
            Dims shape = node.InputShapes[k];
            body.Line(IsInPlace(node, k, first)
                ? $"// Input {CodeWriter.Number(k + 1)} was made in its place."
                : $"{K}Blocks.CopyChannels({body.Padded(node.Inputs[k], "x")}, 0, {PackLayer.Sizes(shape)}, {y}, {CodeWriter.Number(first)}, worker);");
        });
        if (node.ClearsPadding && node.OutputShape.Channels % 16 != 0)
            body.Line($"{K}Blocks.ClearPadding({y}, {PackLayer.Sizes(node.OutputShape)}, worker);");
    }

    public override void EmitExplain(MethodBody body, LoweredNode node)
    {
        string relevance = body.Padded(node.OutputRelevance!.Value, "relevance");
        body.Line("// Each part takes back its own channels.");
        ForEachPart(node, (k, first) =>
        {
            Dims shape = node.InputShapes[k];
            string r = body.Padded(node.Edges[k].Written, "r");
            if (shape.Channels % 16 != 0)
                body.First(() => body.Line($"{r}.Clear();"));
            body.Line($"{K}Blocks.CopyChannels({relevance}, {CodeWriter.Number(first)}, {PackLayer.Sizes(shape)}, {r}, 0, worker);");
        });
    }

    /// <summary>Whether the layer before has written a part where it belongs.</summary>
    private static bool IsInPlace(LoweredNode node, int k, int first) => node.Inputs[k].Start == node.Output.Start + PlaceOf(first, node.InputShapes[k]);

    private static void ForEachPart(LoweredNode node, Action<int, int> print)
    {
        int first = 0;
        for (int k = 0; k < node.Inputs.Count; k++)
        {
            print(k, first);
            first += node.InputShapes[k].Channels;
        }
    }
}
