using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LrpGen.Generator.Parsing;

/// <summary>The names of the runtime that the compiler knows.</summary>
internal static class KnownNames
{
    public const string Namespace = "LrpGen";
    public const string NetworkAttribute = "LrpGen.NetworkAttribute";
    public const string LayerAttributeBase = "LayerAttribute";
    public const string RuleAttributeBase = "RuleAttribute";
    public const string BlockAttribute = "BlockAttribute";
    public const string ParameterAttribute = "ParameterAttribute";
    public const string UseAttribute = "UseAttribute";
    public const string Layer = "Layer";
    public const string Network = "LrpNetwork";

    /// <summary>The name by which a step takes the network's input; the runtime's Step.Input.</summary>
    public const string Input = "input";

    /// <summary>The parameter of the printed methods that read weights, behind which a rho of that name would hide.</summary>
    public const string Loader = "load";

    /// <summary>Names that the generated half has or inherits, so that no step may have them.</summary>
    public static IReadOnlyCollection<string> ReservedMembers { get; } = new HashSet<string>
    {
        "Load", "Fork", "InputShape", "OutputShape", "LoadWeights", "Description",
        "Info", "Layers", "Forward", "ForwardBatch", "Logits", "TopClass", "Explain", "ExplainTop", "ExplainBatch", "Ledger", "Dispose",
        "RunForward", "PrepareExplanation", "RunExplanation", "ForkNetwork", "Buffer", "Parameters", "DenseWeights", "LayerAt", "Books", "ShareWeights",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    // A step has each kind of layer once at most.
    private const int MostShapes = 16;

    /// <summary>Names of members that are printed into every class, so that the user's half may not declare them.</summary>
    public static IReadOnlyCollection<string> EmittedMembers { get; } =
    [
        "InputShape", "OutputShape", "LoadWeights", "Description", "RunForward", "PrepareExplanation", "RunExplanation", "ForkNetwork",
    ];

    /// <summary>Inherited names that printed code calls, so that the user's half may not hide them.</summary>
    public static IReadOnlyCollection<string> CalledMembers { get; } = ["Buffer", "Parameters", "DenseWeights", "LayerAt", "Books", "ShareWeights"];

    /// <summary>Whether no step may have a name, because the generated half or its base has it or one that is made of it.</summary>
    public static bool IsReserved(string step) => ReservedMembers.Contains(step) || EmittedFor(step).Any(ReservedMembers.Contains);

    /// <summary>Names of the methods and shapes that are printed for a step.</summary>
    public static IEnumerable<string> EmittedFor(string step) =>
        ["Read" + step, "Forward" + step, "Prepare" + step, "Explain" + step, .. Enumerable.Range(1, MostShapes).Select(ordinal => ShapeOf(step, ordinal))];

    /// <summary>The name of a step's shape. No step's name begins with a digit, so the names of no two steps meet.</summary>
    public static string ShapeOf(string step, int ordinal) =>
        ordinal == 1 ? "Shape" + step : "Shape" + ordinal.ToString(CultureInfo.InvariantCulture) + "Of" + step;
}
