using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>Prints a convolution that makes the pooling behind it too.</summary>
internal static class WindowEmitter
{
    private const string Conv = CodeWriter.Kernels + "Conv.";

    /// <param name="body">Where to print.</param>
    /// <param name="node">The convolution, whose output is the pooling's.</param>
    /// <param name="windows">What it keeps of windows.</param>
    /// <param name="operands">Input, weights and bias.</param>
    /// <param name="z">The pooling's output.</param>
    public static void EmitForward(MethodBody body, LoweredNode node, WindowPlan windows, string operands, string z)
    {
        if (windows.Average is { } average)
        {
            body.Line("// and the largest of each window of 2x2");
            string tail = CodeWriter.Kernels + (average.IsRectified ? "Tail.Rectify" : "Tail.None");
            body.Line($"{Conv}ForwardAndLargest({node.Field}, {operands}, {body.Padded(average.Outputs, "a")}, {z}, {tail}, worker);");
            return;
        }

        if (windows.Winners is null)
        {
            body.Line("// No more is kept than the largest z_j of each window of 2x2.");
            body.Line($"{Conv}ForwardToLargest({node.Field}, {operands}, {z}, {TailPrinter.Print(body, node)}, worker);");
            return;
        }

        body.Line("// No more is kept than the largest z_j of each window of 2x2, and which of the four it is.");
        body.Line($"{Conv}ForwardToWinners({node.Field}, {operands}, {z}, {Winners(body, windows)}, {TailPrinter.Print(body, node)}, worker);");
    }

    /// <summary>Prints the denominators, or what is made of them.</summary>
    public static void EmitPrepare(MethodBody body, LoweredNode node, WindowPlan windows, string operands, string d)
    {
        if (windows.Average is not { } average)
        {
            body.Line("// at the winners of windows");
            body.Line($"{Conv}ForwardAtWinners({node.Field}, {operands}, {Winners(body, windows)}, {d}, worker);");
            return;
        }

        string coefficient = average.Coefficient == 1 ? "" : CodeWriter.Plain(average.Coefficient) + " ";
        body.Line($"// q_j = {coefficient}a_j / 4 / stab(D_j), and the mean of a_j over each window of 2x2, as which the largest value is explained;");
        body.Line($"// stab(d) = d + s(d) {CodeWriter.Plain(average.Epsilon)}");
        body.Line($"{Conv}ForwardToShares({node.Field}, {operands}, {body.Padded(average.Outputs, "a")}, {body.Padded(average.Shares, "q")}, {d}, {CodeWriter.Literal(average.Epsilon)}, {CodeWriter.Literal(average.Coefficient)}, worker);");
    }

    /// <summary>What s is on the way back.</summary>
    public static string Explanation(WindowPlan windows) => windows.Average is null
        ? "// with s_j of the window at its winner, and 0 elsewhere"
        : "// with s_j = q_j s of the window";

    /// <summary>Prints the way back.</summary>
    public static void EmitReturn(MethodBody body, LoweredNode node, WindowPlan windows, string s, string w, string r, string tail) =>
        body.Line(windows.Average is { } average
            ? $"{Conv}AdjointFromShares({node.Field}, {s}, {body.Padded(average.Shares, "q")}, {w}, {r}, {tail}, worker);"
            : $"{Conv}AdjointFromWinners({node.Field}, {s}, {Winners(body, windows)}, {w}, {r}, {tail}, worker);");

    private static string Winners(MethodBody body, WindowPlan windows) => body.Padded(windows.Winners!.Value, "winners");
}
