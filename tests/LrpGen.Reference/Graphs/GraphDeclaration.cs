using System.Globalization;
using System.Text;

namespace LrpGen.Reference;

/// <summary>Writes a graph as the attributed class that declares it.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Network">The graph.</param>
public sealed record GraphDeclaration(string Name, GraphNetwork Network)
{
    /// <summary>The steps that are kept.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>();

    /// <summary>The declared range of the input.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Whether sums are float32 whatever the network's size.</summary>
    public bool IsFast { get; init; }

    /// <summary>Whether the network keeps books, for which every layer's relevance must be there: nothing is divided early.</summary>
    public bool HasBooks { get; init; } = true;

    /// <summary>The steps' names, in order.</summary>
    public IEnumerable<string> Steps => Network.Nodes.Select(static node => node.Step).Distinct();

    /// <summary>The value that a step gives.</summary>
    public int OutputOf(string step) => Enumerable.Range(0, Network.Nodes.Count).Last(k => Network.Nodes[k].Step == step) + 1;

    /// <summary>The class, without usings and namespace.</summary>
    public string Write()
    {
        IReadOnlyList<Size> sizes = Network.Sizes();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Network({Network.Input}{(HasBooks ? ", Ledger = true" : "")}, Stabilizer = {Text(Network.Stabilizer)}{(IsFast ? ", Precision = Precision.Fast" : "")})]\n");
        if (Range is (double low, double high))
            text.Append(CultureInfo.InvariantCulture, $"[InputRange({Text(low)}, {Text(high)})]\n");
        text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {Name}\n{{\n");
        int current = 0;
        foreach (string step in Steps)
        {
            var layers = new List<string>();
            foreach (int k in Enumerable.Range(0, Network.Nodes.Count).Where(k => Network.Nodes[k].Step == step))
            {
                layers.Add(Layer(k, layers.Count == 0, current, sizes));
                current = k + 1;
            }

            List<GraphNode> own = [.. Network.Nodes.Where(node => node.Step == step)];
            string rule = own.FirstOrDefault(static node => node.Rule is not null) is { } ruled ? $" [{Rule(ruled.Rule!)}]" : "";
            string weights = own.FirstOrDefault(node => node.Operation is Dense or Convolution && node.Weights != step) is { } named ? $" [Weights(\"{named.Weights}\", Shared = true)]" : "";
            text.Append(CultureInfo.InvariantCulture, $"    [{string.Join(", ", layers)}]{rule}{weights}{(Kept.Contains(step) ? " [Keep]" : "")} public partial Layer {step} {{ get; }}\n");
        }

        if (Network.Nodes.Any(static node => node.Rule?.Name == "generic"))
            text.Append("    private static float Rho(float w) => System.MathF.Max(w, 0) + (0.5f * System.MathF.Abs(w));\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>The function that declared generic rules use.</summary>
    public static double Rho(double w) => Math.Max(w, 0) + (0.5 * Math.Abs(w));

    private string Layer(int k, bool isFirst, int current, IReadOnlyList<Size> sizes)
    {
        GraphNode node = Network.Nodes[k];
        Size input = sizes[node.Input];
        string layer = node.Operation switch
        {
            Dense dense => With($"Linear({dense.Features})", Bias(dense.HasBias)),
            Convolution convolution => With($"{Kind(convolution, input)}({Kernel(convolution, input)})", Settings(convolution, input)),
            BatchNorm norm => With("BatchNorm", node.Weights == node.Step ? [Epsilon(norm)] : [$"Weights = \"{node.Weights}\"", Epsilon(norm)]),
            Pooling pooling => Pool(pooling, input),
            Activation activation => Activated(activation),
            Sum => $"Add({Joined(node, isFirst, current)})",
            Concat => $"Concat({Joined(node, isFirst, current)})",
            Flatten => "Flatten",
            Reshape reshape => $"Reshape({reshape.Shape})",
            Frame frame => With(frame.IsCrop ? "Crop" : "Pad", [.. Sides("", frame.Top, frame.Bottom, frame.Left, frame.Right), .. frame.Fill == FrameFill.Zero ? [] : new[] { $"Mode = PadMode.{frame.Fill}" }]),
            Upsample upsample => $"Upsample({upsample.Scale})",
            _ => throw new NotSupportedException($"There is no attribute for {node.Operation}."),
        };

        return node.Operation is Sum or Concat || !isFirst || node.Input == current ? layer : With(layer, ["From = " + Reference(node.Input)]);
    }

    /// <summary>A join takes what stands before it unless it opens a step and names several.</summary>
    private string Joined(GraphNode node, bool isFirst, int current)
    {
        bool takesCurrent = !isFirst || (node.Inputs.Length == 2 && node.Input == current);
        return string.Join(", ", node.Inputs.Skip(takesCurrent ? 1 : 0).Select(Reference));
    }

    private string Reference(int value) => value == 0 ? "Step.Input" : $"nameof({Network.Nodes[value - 1].Step})";

    private static string Kind(Convolution convolution, Size input) => convolution.IsTransposed ? "ConvTranspose2d" : input.Rank == 2 ? "Conv1d" : "Conv2d";

    private static string Kernel(Convolution convolution, Size input) => input.Rank == 2
        ? $"{convolution.Channels}, {convolution.X.Kernel}"
        : $"{convolution.Channels}, {convolution.Y.Kernel}, {convolution.X.Kernel}";

    private static IEnumerable<string> Settings(Convolution convolution, Size input)
    {
        Axis x = convolution.X;
        Axis y = input.Rank == 2 ? x : convolution.Y;
        foreach (string stride in Both("Stride", y.Stride, x.Stride, 1, 1))
            yield return stride;
        foreach (string dilation in Both("Dilation", y.Dilation, x.Dilation, 1, 1))
            yield return dilation;
        if (convolution.IsSame)
            yield return "Same = true";
        foreach (string side in convolution.IsSame ? [] : Padding(input, y, x))
            yield return side;
        if (convolution.Groups != 1)
            yield return $"Groups = {convolution.Groups}";
        if (convolution.OutputPadding != 0)
            yield return $"OutputPadding = {convolution.OutputPadding}";
        foreach (string bias in Bias(convolution.HasBias))
            yield return bias;
    }

    private static string Pool(Pooling pooling, Size input)
    {
        string[] way = pooling.Way switch
        {
            WayBack.Rule when pooling.Kind == PoolingKind.Max => ["Relevance = MaxRelevance.Average"],
            WayBack.Split => ["Relevance = MaxRelevance.Split"],
            _ => [],
        };
        if (pooling.Cut is (int rows, int columns))
        {
            return pooling.Kind == PoolingKind.Max ? With("GlobalMaxPool", way)
                : (rows, columns) == (1, 1) ? "GlobalAvgPool"
                : input.Rank == 2 || rows == columns ? $"AdaptiveAvgPool({columns})" : $"AdaptiveAvgPool({rows}, {columns})";
        }

        Axis x = pooling.X;
        Axis y = input.Rank == 2 ? x : pooling.Y;
        string name = pooling.Kind switch { PoolingKind.Max => "MaxPool", PoolingKind.Sum => "SumPool", _ => "AvgPool" };
        string[] kernel = x.Kernel == y.Kernel ? [] : [$"KernelX = {x.Kernel}"];
        string[] ceil = pooling.IsCeil ? ["Ceil = true"] : [];
        string[] counts = pooling is { Kind: PoolingKind.Average, CountsPadding: false } ? ["CountPadding = false"] : [];
        return With($"{name}({y.Kernel})", [.. kernel, .. Both("Stride", y.Stride, x.Stride, y.Kernel, x.Kernel), .. Padding(input, y, x), .. ceil, .. counts, .. way]);
    }

    private static string Activated(Activation activation) => activation.Name switch
    {
        "relu" => "ReLU",
        "relu6" => "ReLU6",
        "leakyrelu" => $"LeakyReLU({Text(activation.Parameter)})",
        "elu" => $"ELU({Text(activation.Parameter)})",
        "gelu" => "GELU",
        "gelutanh" => "GELU(Tanh = true)",
        "silu" => "SiLU",
        "tanh" => "Tanh",
        "sigmoid" => "Sigmoid",
        "hardswish" => "HardSwish",
        "dropout" => "Dropout",
        "softmax" => "Softmax",
        string name => throw new NotSupportedException($"There is no attribute for {name}."),
    };

    private string Rule(ReferenceRule rule)
    {
        string attribute = rule.Name switch
        {
            "zero" => "Zero",
            "norm" => "Norm",
            "epsilon" => $"Epsilon({Text(rule.Epsilon)})",
            "epsilon-rms" => $"EpsilonRms({Text(rule.Factor)})",
            "gamma" => $"Gamma({Text(rule.Gamma)})",
            "alphabeta" => $"AlphaBeta({Text(rule.Alpha)}, {Text(rule.Beta)})",
            "zplus" => "ZPlus",
            "wsquare" => "WSquare",
            "flat" => "Flat",
            "zbox" => rule.Low.Length == 1 ? $"ZBox({Text(rule.Low[0])}, {Text(rule.High[0])})" : $"ZBox({Bounds(rule.Low)}, {Bounds(rule.High)})",
            "generic" => $"Generic(nameof(Rho), {Text(rule.Epsilon)})",
            "pass" => "Pass",
            string name => throw new NotSupportedException($"There is no attribute for {name}."),
        };
        string[] bias = rule.IgnoreBias ? ["Bias = Bias.Ignore"] : [];
        string[] stabilizer = (float)rule.Stabilizer == (float)Network.Stabilizer ? [] : [$"Stabilizer = {Text(rule.Stabilizer)}"];
        return With(attribute, [.. bias, .. stabilizer]);
    }

    private static string Bounds(double[] bounds) => $"new[] {{ {string.Join(", ", bounds.Select(Text))} }}";

    private static string Epsilon(BatchNorm norm) => $"Epsilon = {Text(norm.Epsilon)}";

    private static string[] Bias(bool hasBias) => hasBias ? [] : ["Bias = false"];

    private static string[] Both(string name, int y, int x, int usualY, int usualX) => (y, x) == (usualY, usualX) ? [] : y == x ? [$"{name} = {y}"] : [$"{name}Y = {y}", $"{name}X = {x}"];

    /// <summary>A sequence has no rows to pad.</summary>
    private static IEnumerable<string> Padding(Size input, Axis y, Axis x) => input.Rank == 2 && x.Before != x.Behind
        ? Sides("Padding", 0, 0, x.Before, x.Behind)
        : Sides("Padding", y.Before, y.Behind, x.Before, x.Behind);

    /// <summary>Paddings as shortly as they can be said, or the sides of a frame.</summary>
    private static IEnumerable<string> Sides(string name, int top, int bottom, int left, int right)
    {
        if (name.Length > 0 && top == bottom && left == right)
            return top == left ? (top == 0 ? [] : [$"{name} = {top}"]) : [$"{name}Y = {top}", $"{name}X = {left}"];
        return new[] { ("Top", top), ("Bottom", bottom), ("Left", left), ("Right", right) }.Where(static side => side.Item2 != 0).Select(side => $"{name}{side.Item1} = {side.Item2}");
    }

    private static string With(string attribute, IEnumerable<string> named) => named.Aggregate(attribute, static (so, setting) =>
        so.EndsWith(')') ? $"{so[..^1]}, {setting})" : $"{so}({setting})");

    private static string Text(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";
}
