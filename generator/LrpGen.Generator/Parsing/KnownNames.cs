using System.Collections.Generic;

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

    /// <summary>Names that the generated half has or inherits, so that no step may have them.</summary>
    public static IReadOnlyCollection<string> ReservedMembers { get; } = new HashSet<string>
    {
        "Load", "Fork", "InputShape", "OutputShape", "LoadWeights", "Description",
        "Info", "Layers", "Forward", "ForwardBatch", "Logits", "TopClass", "Explain", "ExplainTop", "ExplainBatch", "Ledger", "Dispose",
        "RunForward", "PrepareExplanation", "RunExplanation", "ForkNetwork", "Buffer", "Parameters", "LayerAt", "Books", "ShareWeights",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>The name by which a step takes the network's input; the runtime's Step.Input.</summary>
    public const string Input = "input";

    /// <summary>Names of members that are printed into every class, so that the user's half may not declare them.</summary>
    public static IReadOnlyCollection<string> EmittedMembers { get; } =
    [
        "InputShape", "OutputShape", "LoadWeights", "Description", "RunForward", "PrepareExplanation", "RunExplanation", "ForkNetwork",
    ];

    /// <summary>Names of the methods that are printed for a step.</summary>
    public static IEnumerable<string> EmittedFor(string step) => ["Forward" + step, "Prepare" + step, "Explain" + step, "Shape" + step, "Shape" + step + "2", "Shape" + step + "3"];
}
