using LrpGen.Generator.Model;

namespace LrpGen.Generator.Emission;

/// <summary>Prints what a kernel does with its output on the way forward, for the layers behind it.</summary>
internal static class TailPrinter
{
    /// <summary>Says what it does beside, and gives the kernel's argument.</summary>
    public static string Print(MethodBody body, LoweredNode node)
    {
        string z = body.Padded(node.Output, "z");
        string tail = CodeWriter.Kernels + "Tail." + node.RectifiesTo switch
        {
            null => "None",
            float.PositiveInfinity => "Rectify",
            { } ceiling => $"RectifyTo({CodeWriter.Literal(ceiling)})",
        };
        if (node.Sum is { } sum)
        {
            string x = body.Padded(sum.Summand, "x");
            string whole = body.Padded(sum.Result, "z");
            body.Line(sum.Rectifies ? $"// Then {whole} = max({z} + {x}, 0)" : $"// Then {whole} = {z} + {x}");
            tail += $".Plus({x}, {whole}, rectify: {(sum.Rectifies ? "true" : "false")})";
            z = whole;
        }

        if (node.Copy is not { } copy)
            return tail;
        string a = body.Padded(copy.Result, "a");
        bool isOpen = float.IsPositiveInfinity(copy.Ceiling);
        body.Line(isOpen ? $"// Then {a} = max({z}, 0)" : $"// Then {a} = min(max({z}, 0), {CodeWriter.Plain(copy.Ceiling)})");
        return tail + (isOpen ? $".Rectified({a})" : $".RectifiedTo({a}, {CodeWriter.Literal(copy.Ceiling)})");
    }
}
