using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>Prints how the weights of a linear layer are read and how batch norms are folded into them.</summary>
internal static class LayerLoad
{
    private const string W = "global::LrpGen.Weights.";

    /// <summary>The local that holds a step's weights while they are loaded; no two steps and no parameter share one.</summary>
    public static string Variable(string step) => "loaded" + step;

    public static void EmitRead(
        CodeWriter code, string variable, string weightName, IReadOnlyList<int> shape, int biases, EquatableArray<NormFold> folds, bool isTransposed, int groups)
    {
        string sizes = string.Join(", ", shape.Select(static size => CodeWriter.Number(size)));
        code.Line($"var {variable} = load.Read({CodeWriter.Quote(weightName)}, [{sizes}], {CodeWriter.Number(biases)});");
        foreach (NormFold fold in folds)
        {
            string arguments = (fold.IsBefore, isTransposed) switch
            {
                (_, false) => "",
                (true, true) => ", transposed: true",
                (false, true) => $", transposed: true, groups: {CodeWriter.Number(groups)}",
            };
            code.Line($"// the batch norm {(fold.IsBefore ? "before" : "behind")} it, folded in float64");
            code.Line($"{variable} = {variable}.{(fold.IsBefore ? "FoldBefore" : "FoldAfter")}({ReadNorm(fold)}{arguments});");
        }
    }

    public static string ReadNorm(NormFold norm) =>
        $"{W}NormWeights.Read(load.File, {CodeWriter.Quote(norm.WeightName)}, {CodeWriter.Number(norm.Channels)}, {CodeWriter.Literal(norm.Epsilon)}, {(norm.IsAffine ? "true" : "false")})";

    public static string FromNorm(NormFold norm) => $"{W}LayerWeights.FromNorm({ReadNorm(norm)})";
}
