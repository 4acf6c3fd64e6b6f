using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Diagnostics;

/// <summary>
/// Everything that LrpGen says at build. Ids are never reused; each has a page under docs/diagnostics, and each message
/// says what is wrong and what to write instead.
/// </summary>
internal static class Descriptors
{
    private const string Category = "LrpGen";

    private const string HelpRoot = "https://github.com/lrpgen/lrpgen/blob/main/docs/diagnostics/";

    // A suppressed error would leave a network that throws when it is loaded.
    private static readonly string[] ErrorTags = [WellKnownDiagnosticTags.NotConfigurable];

    // The class.
    public static readonly DiagnosticDescriptor ClassNotPartial = Error(
        "LRPG0001", "A network class must be partial",
        "'{0}' is not partial, so its generated half has no place; write 'partial class {0}'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "LRPG0002", "The types around a network class must be partial",
        "'{0}' is nested in '{1}', which is not partial; make '{1}' partial or move '{0}' out of it");

    public static readonly DiagnosticDescriptor ClassKind = Error(
        "LRPG0003", "A network must be an ordinary class",
        "'{0}' is {1}; a network is loaded into objects, so declare it as an ordinary class ('sealed partial class {0}')");

    public static readonly DiagnosticDescriptor ClassGeneric = Error(
        "LRPG0004", "A network class must not be generic",
        "'{0}' has type parameters, or a type around it has; a network has fixed types, so remove them");

    public static readonly DiagnosticDescriptor ClassHasBase = Error(
        "LRPG0005", "A network class must not have a base class",
        "'{0}' derives from '{1}', but its generated half derives from LrpGen.LrpNetwork; remove the base class (interfaces are fine)");

    public static readonly DiagnosticDescriptor NoLayer = Error(
        "LRPG0006", "A network needs at least one layer",
        "'{0}' declares no layer; add a step such as '[Linear(10)] [Zero] public partial Layer Scores {{ get; }}'");

    public static readonly DiagnosticDescriptor StepsInSeveralParts = Error(
        "LRPG0007", "The steps of a network must stand in one part of its class",
        "'{0}' declares steps in several parts of the class, which leaves their order open; move '{1}' to the part with [Network]");

    public static readonly DiagnosticDescriptor MemberNameTaken = Error(
        "LRPG0008", "A member has the name of a generated one",
        "'{0}' is a name that the generated half of '{1}' uses; choose another");

    public static readonly DiagnosticDescriptor SameFile = Error(
        "LRPG0009", "Two networks would be emitted to the same file",
        "'{0}' and another network differ only in the case of their names and would both be emitted as '{1}'; rename one");

    public static readonly DiagnosticDescriptor ClassConstructor = Error(
        "LRPG0080", "A network class must not have a constructor",
        "'{0}' declares a constructor, but its objects are made by the generated Load and Fork; remove it, and set what it sets in a method or property");

    // The steps.
    public static readonly DiagnosticDescriptor StepType = Error(
        "LRPG0010", "A step must be a property of type Layer",
        "'{0}' has the type '{1}'; a step is declared as 'public partial Layer {0} {{ get; }}'");

    public static readonly DiagnosticDescriptor StepNotPartial = Error(
        "LRPG0011", "A step must be a partial property with a getter alone",
        "'{0}' {1}; a step is declared as 'public partial Layer {2} {{ get; }}'");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "LRPG0012", "Two layers have one name",
        "{0}");

    public static readonly DiagnosticDescriptor LayerWithoutNetwork = Error(
        "LRPG0013", "A layer or rule outside a network",
        "'{0}' has the attribute [{1}], but {2} is not a network; put [Network(...)] with the shape of the input on '{3}'");

    public static readonly DiagnosticDescriptor StepWithoutLayer = Error(
        "LRPG0014", "A step without a layer",
        "'{0}' has the type Layer, but no layer attribute; say what it computes, for example '[Linear(10)]'");

    public static readonly DiagnosticDescriptor UnknownName = Error(
        "LRPG0015", "No step has this name",
        "'{0}' has no step '{1}'; {2}");

    public static readonly DiagnosticDescriptor LaterReference = Error(
        "LRPG0016", "A step takes one that comes later",
        "'{0}' takes '{1}', which is not computed before it; {2}take an earlier step");

    public static readonly DiagnosticDescriptor UnusedValue = Error(
        "LRPG0017", "A value that nobody uses",
        "Nothing takes the output of '{0}'; remove it, or let a later step take it with From = nameof({0})");

    public static readonly DiagnosticDescriptor FromOnInnerLayer = Error(
        "LRPG0018", "From belongs on the first layer of a step",
        "[{0}] is not the first layer of '{1}' and takes what stands before it; move From to [{2}], or start a new step");

    public static readonly DiagnosticDescriptor NothingToJoin = Error(
        "LRPG0019", "A joining layer that names no step",
        "[{0}] names no step; say which values it joins, for example [{0}(nameof(A), nameof(B))]");

    // Shapes and sizes.
    public static readonly DiagnosticDescriptor ShapeMismatch = Error(
        "LRPG0020", "A layer does not fit the shape it gets",
        "{0} of '{1}' takes {2}, but gets {3}; {4}");

    public static readonly DiagnosticDescriptor SizeNotPositive = Error(
        "LRPG0021", "A size must be positive",
        "{0} of {1} is {2}; it must be at least 1");

    public static readonly DiagnosticDescriptor NoInputShape = Error(
        "LRPG0022", "A network needs the shape of its input",
        "'{0}' has no input shape; write for example '[Network(784)]' or '[Network(1, 28, 28)]'");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "LRPG0023", "A network is too large",
        "{0} of '{1}' would hold {2} values; more than 2,147,483,000 do not fit into one buffer");

    public static readonly DiagnosticDescriptor ClassCount = Error(
        "LRPG0024", "The class names do not fit the outputs",
        "'{0}' has {1} outputs, but [Classes] names {2}; give one name for each output");

    public static readonly DiagnosticDescriptor DuplicateClass = Error(
        "LRPG0025", "Two classes have one name",
        "[Classes] names '{0}' twice; a class is asked for by its name, so give each its own");

    public static readonly DiagnosticDescriptor NormWithoutName = Error(
        "LRPG0026", "A batch norm needs a name of its own",
        "[BatchNorm] of '{0}' stands beside a layer that has the step's name in the weight file; name its own tensors with [BatchNorm(Weights = \"...\")]");

    public static readonly DiagnosticDescriptor SharedShapes = Error(
        "LRPG0027", "Steps that share weights must be of one shape",
        "'{0}' reads the weights '{1}' as {2}, but '{3}' as {4}; make the layers alike or give '{0}' weights of its own");

    public static readonly DiagnosticDescriptor OverBudget = Error(
        "LRPG0028", "A network does not fit into its memory budget",
        "'{0}' takes at least {1} MB, and its MemoryBudget is {2}; raise it to {1}, or use fewer channels");

    // Rules.
    public static readonly DiagnosticDescriptor NoRule = Error(
        "LRPG0030", "A linear layer without a rule",
        "No rule explains [{1}] of '{0}'; put one beside it (for example [Epsilon(1e-6f)]), or a range or a [Composite(...)] on the class");

    public static readonly DiagnosticDescriptor TwoRules = Error(
        "LRPG0031", "Two rules for one layer",
        "'{0}' gets {1} and {2} {3}; keep one");

    public static readonly DiagnosticDescriptor RangeBackwards = Error(
        "LRPG0032", "A range runs backwards",
        "'{0}' comes after '{1}'; swap From and To");

    public static readonly DiagnosticDescriptor RangeMatchesNothing = Error(
        "LRPG0033", "A range rule that decides nothing",
        "{0} from '{1}' to '{2}' decides no layer: {3}; remove it or change From and To");

    public static readonly DiagnosticDescriptor CompositeMatchesNothing = Error(
        "LRPG0034", "A composite that decides nothing",
        "Composite {0} decides no layer: {1}; remove it or change From and To");

    public static readonly DiagnosticDescriptor RuleWithoutLinear = Error(
        "LRPG0035", "A rule on a step that has no layer to explain",
        "'{0}' has no layer that shares out relevance, so {1} means nothing there; move it to a step with a linear layer");

    public static readonly DiagnosticDescriptor PassNotPossible = Error(
        "LRPG0036", "Pass on a layer that changes the shape",
        "[Pass] on '{0}' would hand the relevance of {1} on to {2}; use a rule that shares it out");

    public static readonly DiagnosticDescriptor RangeOnStep = Error(
        "LRPG0037", "From and To of a rule belong on the class",
        "{0} stands on '{1}' and holds for it alone; remove {2}, or move the rule to the class");

    public static readonly DiagnosticDescriptor RuleNotLegal = Error(
        "LRPG0038", "A rule that this layer cannot have",
        "{0} does not explain {1} of '{2}'; use {3}");

    // Parameters of rules and layers.
    public static readonly DiagnosticDescriptor AlphaBetaSum = Error(
        "LRPG0040", "alpha - beta must be 1",
        "alpha - beta is {0} - {1} = {2}; it must be 1, or relevance is not conserved: write [AlphaBeta({3}f, {4}f)]");

    public static readonly DiagnosticDescriptor ParameterOutOfRange = Error(
        "LRPG0041", "A parameter is out of its range",
        "{0} of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor ZBoxNotOnInput = Error(
        "LRPG0042", "z-box away from the input",
        "{0} on '{1}' bounds the pixels or features of the input, but '{1}' takes the output of {2}; use it on a layer that takes the network's input, and another rule here");

    public static readonly DiagnosticDescriptor LowAboveHigh = Error(
        "LRPG0043", "The low bound is above the high bound",
        "{0}: low is {1} and high is {2}; swap them");

    public static readonly DiagnosticDescriptor BoundsLength = Error(
        "LRPG0044", "Bounds of the wrong length",
        "{0} has {1} low and {2} high bounds; give one of each, or one per {3} of the input {4}: {5}");

    public static readonly DiagnosticDescriptor RangeExceedsBox = Error(
        "LRPG0045", "The input range exceeds the box",
        "The input range [{0}, {1}] is not inside the box [{2}, {3}] of {4}, which holds only for inputs within it; widen the box or narrow [InputRange]");

    public static readonly DiagnosticDescriptor BoundsMissing = Error(
        "LRPG0046", "A composite needs bounds",
        "Composite {0} uses a z-box on '{1}'; give it Low and High");

    public static readonly DiagnosticDescriptor CostOfNegativeInputs = Info(
        "LRPG0047", "A rule costs more where inputs may be negative",
        "The input of [{0}] of '{1}' may be negative, so {2} takes {3} passes back over the weights in place of {4}; {5}");

    public static readonly DiagnosticDescriptor UnusedSetting = Warning(
        "LRPG0048", "A setting that nothing uses",
        "Nothing uses {0}: {1}; {2}");

    // The end of the network.
    public static readonly DiagnosticDescriptor HeadNotLast = Error(
        "LRPG0050", "A softmax or output sigmoid must be the last layer",
        "[{0}] of '{1}' is not the last layer of the network, and {2}; move it to the end or remove it");

    public static readonly DiagnosticDescriptor HeadLeftOut = Info(
        "LRPG0051", "The explanation starts from the logit",
        "The final {0} of '{1}' is left out of the explanation: Explain starts from the logit before it");

    // The user's own rho.
    public static readonly DiagnosticDescriptor RhoNotFound = Error(
        "LRPG0060", "The method of a generic rule does not exist",
        "'{0}' has no method '{1}'; add 'private static float {2}(float w) => ...;'");

    public static readonly DiagnosticDescriptor RhoNotStatic = Error(
        "LRPG0061", "The method of a generic rule must be static",
        "'{0}.{1}' is not static; it is called while the weights are loaded, so make it 'static float {1}(float w)'");

    public static readonly DiagnosticDescriptor RhoSignature = Error(
        "LRPG0062", "The method of a generic rule has the wrong signature",
        "'{0}.{1}' must take one float and return a float; found '{2}'");

    public static readonly DiagnosticDescriptor RhoNotCallable = Error(
        "LRPG0063", "The method of a generic rule must be one that code may call",
        "'{0}.{1}' has {2}, so the generated half may not call it; remove that from the method, or name another one");

    // Blocks.
    public static readonly DiagnosticDescriptor ParameterCount = Error(
        "LRPG0070", "A use gives the wrong number of parameters",
        "[Use<{0}>] of '{1}' gives {2}, but '{0}' takes {3}; write {4}");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "LRPG0071", "A parameter of a block must be an int constant",
        "'{0}.{1}' is {2}; a parameter is declared as '[Parameter] public const int {1} = 1;'");

    public static readonly DiagnosticDescriptor NotABlock = Error(
        "LRPG0072", "A class that cannot be used as a block",
        "'{0}' {1}; {2}");

    public static readonly DiagnosticDescriptor BlockWithoutStep = Error(
        "LRPG0073", "A block needs at least one step",
        "'{0}' declares no step; add one such as '[ReLU] public abstract Layer Bent {{ get; }}'");

    public static readonly DiagnosticDescriptor UseTooLarge = Error(
        "LRPG0079", "A use of a block writes out too many steps",
        "[Use<{0}>] of '{1}' writes out more than {2} steps, or blocks that use each other more than {3} deep; let its blocks use each other less often");

    public static readonly DiagnosticDescriptor BlockUsesItself = Error(
        "LRPG0074", "A block uses itself",
        "'{0}' uses itself ({1}), so it would never end; write out what is to be repeated");

    public static readonly DiagnosticDescriptor BlockStep = Error(
        "LRPG0075", "A step of a block must be an abstract property of type Layer",
        "'{0}.{1}' {2}; a step of a block is declared as 'public abstract Layer {1} {{ get; }}'");

    public static readonly DiagnosticDescriptor UnreadableArgument = Error(
        "LRPG0076", "An argument that cannot be computed for each use",
        "'{0}' depends on the parameter '{1}', but {2}; {3}");

    public static readonly DiagnosticDescriptor UseNotAlone = Error(
        "LRPG0077", "A use of a block is a step of its own",
        "'{0}' has [{1}] beside [{2}]; declare a step of its own for it");

    public static readonly DiagnosticDescriptor UseRuleMatchesNothing = Error(
        "LRPG0078", "A rule on a use that decides nothing",
        "{0} on '{1}' decides no layer: {2}; remove it");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .ToDictionary(static descriptor => descriptor.Id);

    /// <summary>Every descriptor, for tests and documentation.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Get(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md", customTags: severity == DiagnosticSeverity.Error ? ErrorTags : []);
}
