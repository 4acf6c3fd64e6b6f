using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>A run of floats in the workspace, for a value of the given shape.</summary>
internal readonly record struct Slot(int Start, int Count)
{
    public int Padded => Dims.Pad(Count);
}

/// <summary>A network as the emitter prints it: everything is decided.</summary>
internal sealed record LoweredNetwork(
    ClassName Class,
    Dims InputShape,
    Dims OutputShape,
    ValueRange InputRange,
    bool HasLedger,
    EquatableArray<string> Classes,
    EquatableArray<LoweredStep> Steps,
    EquatableArray<UseSpec> Uses,
    Slot Input,
    Slot Output,
    Slot Logits,
    Slot OutputRelevance,
    Slot InputRelevance,
    int WorkspaceFloats,
    int ScratchFloats,
    int SharedFloats,
    long WeightFloats,
    long MemoryBudget,
    bool SharesWork)
{
    /// <summary>Whether a forward pass that no explanation follows is planned by itself.</summary>
    public bool HasPrediction => Steps.Items.Any(static step => step.Predicted.Count > 0);

    /// <summary>The bytes of one object that runs on one thread.</summary>
    public long Bytes => sizeof(float) * (WeightFloats + WorkspaceFloats + System.Math.Max(ScratchFloats, SharedFloats));

    /// <summary>Whether a method of the user's is called.</summary>
    public bool CallsRho => Steps.Items.Any(static step => step.Nodes.Items.Any(static node => node.Plan is DensePlan { RhoMethod: not null } or ConvPlan { RhoMethod: not null }));
}

/// <summary>One step.</summary>
internal sealed record LoweredStep(
    int Index,
    string Name,
    string Identifier,
    string Modifiers,
    string Kind,
    Dims InputShape,
    Dims OutputShape,
    string Rule,
    string? RuleFormula,
    long Parameters,
    long MultiplyAdds,
    int ExtraForwardPasses,
    int BackwardPasses,
    string Notes,
    string ForwardKernel,
    string BackwardKernel,
    Layout Layout,
    long WeightFloats,
    KeptValue? Activation,
    KeptValue? Relevance,
    EquatableArray<LoweredNode> Nodes)
{
    /// <summary>Its layers in a forward pass that no explanation follows; empty where the usual one serves.</summary>
    public EquatableArray<LoweredNode> Predicted { get; init; } = EquatableArray<LoweredNode>.Empty;
}

/// <summary>A value that stays readable.</summary>
/// <param name="Plain">Where it is read.</param>
/// <param name="Blocked">Where it stands in blocks of channels, to be laid out plainly when asked for.</param>
internal readonly record struct KeptValue(Slot Plain, Slot? Blocked);

/// <summary>One layer of a step with its buffers.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="StepName">The step's name.</param>
/// <param name="Field">The name of the constant that the layer has in the class, if it needs one.</param>
/// <param name="Inputs">Its inputs' buffers.</param>
/// <param name="InputShapes">Their shapes.</param>
/// <param name="Output">Its output's buffer; the input's for identities.</param>
/// <param name="OutputShape">The shape of its output.</param>
/// <param name="Layout">How its output lies in memory.</param>
/// <param name="Edges">Where the relevance of each input goes; empty behind the logits.</param>
/// <param name="OutputRelevance">Where the relevance of its output stands; null behind the logits.</param>
/// <param name="Plan">What else it needs.</param>
internal sealed record LoweredNode(
    LayerSpec Layer,
    string StepName,
    string Field,
    EquatableArray<Slot> Inputs,
    EquatableArray<Dims> InputShapes,
    Slot Output,
    Dims OutputShape,
    Layout Layout,
    EquatableArray<BackEdge> Edges,
    Slot? OutputRelevance,
    NodePlan? Plan)
{
    public Slot Input => Inputs[0];

    public Slot? InputRelevance => Edges.Count == 0 ? null : Edges[0].Written;

    public DensePlan? Dense => Plan as DensePlan;

    /// <summary>For a convolution that reads its input as it came, before it was laid out in blocks: where that stands; or null.</summary>
    public Slot? PlainInput { get; init; }

    /// <summary>When a conversion is done whose output the forward pass does not read.</summary>
    public Deferral Deferral { get; init; }

    /// <summary>For a conversion: whether the layer behind it sends relevance as it is before the conversion.</summary>
    public bool IsPassedOver { get; init; }

    /// <summary>Where its kernel rectifies its output, in place of the layer behind it: the most that it leaves, or infinity.</summary>
    public float? RectifiesTo { get; init; }

    /// <summary>Whether it is a rectifier whose work a layer before it does.</summary>
    public bool IsRectified { get; init; }

    /// <summary>The sum that its kernel writes beside its output, in place of a layer behind it; or null.</summary>
    public SumBeside? Sum { get; init; }

    /// <summary>Whether it is a sum that the layer of one of its summands writes.</summary>
    public bool IsSummed { get; init; }

    /// <summary>Whether its kernel adds to what stands in its output's place, a summand, so that its output is the sum.</summary>
    public bool Accumulates { get; init; }

    /// <summary>Whether other values may have stood where its output does, so that padding which it does not write is cleared.</summary>
    public bool ClearsPadding { get; init; }

    /// <summary>Whether its kernel rectifies its input as it loads it, in place of the layer before it.</summary>
    public bool RectifiesInput { get; init; }

    /// <summary>The rectified output, or sum, that its kernel writes beside it, in place of a layer behind it; or null.</summary>
    public CopyBeside? Copy { get; init; }

    /// <summary>Whether the layer above has divided: where the relevance of its output would stand, its quotients do.</summary>
    public bool IsDivided { get; init; }

    /// <summary>For each input the quotient that it writes for the layer below, in place of relevance; or null.</summary>
    public EquatableArray<Below> Belows { get; init; } = EquatableArray<Below>.Empty;

    /// <summary>The quotient that it writes for the layer below its first input; or null.</summary>
    public QuotientPlan? Below => Belows[0].Quotient;

    public bool IsExplained => Edges.Count > 0 && Layer.IsExplained(this);
}

/// <summary>When what the forward pass does not read is made.</summary>
internal enum Deferral
{
    /// <summary>At once: it does read it.</summary>
    None,

    /// <summary>Before the first explanation.</summary>
    UntilExplained,

    /// <summary>Never: the way back does not read it either.</summary>
    Forever,
}

/// <summary>A sum of a layer's output and another value, written beside the output.</summary>
/// <param name="Summand">The other value.</param>
/// <param name="Result">Where the sum stands.</param>
/// <param name="Rectifies">Whether it is rectified, in place of the layer behind it.</param>
internal readonly record struct SumBeside(Slot Summand, Slot Result, bool Rectifies);

/// <summary>What is positive in a layer's output, written beside it.</summary>
/// <param name="Result">Where it stands.</param>
/// <param name="Ceiling">The most that is left of a value.</param>
internal readonly record struct CopyBeside(Slot Result, float Ceiling);

/// <summary>What a layer writes in place of the relevance of one of its inputs.</summary>
/// <param name="Quotient">The quotient of the layer below; null where it writes relevance.</param>
internal readonly record struct Below(QuotientPlan? Quotient);

/// <summary>The way of relevance from a layer to one of its inputs.</summary>
/// <param name="Written">What the layer writes; for layers that pass relevance on unchanged, the relevance of its output.</param>
/// <param name="Total">The relevance of the input.</param>
/// <param name="Kind">How one becomes the other.</param>
/// <param name="IsFromOtherStep">Whether the input belongs to another step, so that what goes there leaves the step.</param>
internal readonly record struct BackEdge(Slot Written, Slot Total, EdgeKind Kind, bool IsFromOtherStep);

/// <summary>How the relevance that a layer sends reaches its input.</summary>
internal enum EdgeKind
{
    /// <summary>It is there already.</summary>
    InPlace,

    /// <summary>It is copied.</summary>
    Copy,

    /// <summary>It is added to what others have sent.</summary>
    Add,
}

/// <summary>Which kernel takes relevance back through a dense layer.</summary>
internal enum DenseBackward
{
    /// <summary>None: relevance passes unchanged.</summary>
    Pass,

    /// <summary><c>R_i = x_i sum_j w_ij s_j</c>.</summary>
    Whole,

    /// <summary><c>R_i = x_i sum_j (w_ij+ u_j + w_ij- v_j)</c>, u and v exchanged where <c>x_i &lt; 0</c>.</summary>
    Parts,

    /// <summary><c>R_i = (x_i - l_i) sum_j w_ij+ s_j + (x_i - h_i) sum_j w_ij- s_j</c>.</summary>
    Box,

    /// <summary><c>R_i = sum_j w_ij^2 s_j</c>.</summary>
    Square,

    /// <summary><c>R_i = sum_j s_j</c>.</summary>
    Flat,
}

/// <summary>Where a dense layer's weights stand and how its rule is computed.</summary>
/// <param name="WeightName">The part of the tensors' names before ".weight".</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Weights">Where the weights stand, input-major: [inputs, outputs padded to 16].</param>
/// <param name="Bias">Where the bias stands, or null.</param>
/// <param name="RhoMethod">For the generic rule: the user's method.</param>
/// <param name="RhoWeights">For the generic rule: where rho of the weights stands.</param>
/// <param name="RhoBias">For the generic rule: where rho of the bias stands.</param>
/// <param name="Box">For z-box: its bounds.</param>
/// <param name="Constants">Where a vector made at load stands: the z-box's offset, or the denominators of w-square.</param>
/// <param name="Backward">The kernel.</param>
/// <param name="Branches">The rule's branches after simplification.</param>
/// <param name="U">Scratch for s, or u.</param>
/// <param name="V">Scratch for v, or null where it is not needed.</param>
/// <param name="Sum">Where the forward pass leaves z - b, or null where nothing asks for it.</param>
internal sealed record DensePlan(
    string WeightName,
    int Inputs,
    int Outputs,
    long Weights,
    long? Bias,
    string? RhoMethod,
    long? RhoWeights,
    long? RhoBias,
    BoxPlan? Box,
    long? Constants,
    DenseBackward Backward,
    EquatableArray<BranchPlan> Branches,
    Slot? U,
    Slot? V,
    Slot? Sum) : NodePlan
{
    public override int ExtraForwardPasses =>
        System.Linq.Enumerable.Any(Branches, static branch => branch.Preparation is { Part: not ContributionPart.None }) ? 1 : 0;

    public override int BackwardPasses => Backward is DenseBackward.Pass or DenseBackward.Flat ? 0 : 1;

    public override string ForwardKernel => "dense";

    public override string BackwardKernel => Backward switch
    {
        DenseBackward.Pass => "",
        DenseBackward.Flat => "sums",
        _ => "dense",
    };

    public override string Note => Box switch
    {
        null => "",
        { Live: null } => "bounds' share made at load",
        _ => "bounds' share made at load; weights of dead outputs not read on the way back",
    };

    public int Stride => Dims.Pad(Outputs);

    /// <summary>The weights' floats with the padding of their rows.</summary>
    public int WeightCount => checked(Inputs * Stride);
}

/// <summary>The bounds of a z-box: one pair for all inputs, or vectors of one per input made at load.</summary>
/// <param name="Low">The low bounds, one or one per channel.</param>
/// <param name="High">The high bounds.</param>
/// <param name="LowVector">Where the low bounds of all inputs stand, or null for one bound.</param>
/// <param name="HighVector">Where the high bounds stand.</param>
internal sealed record BoxPlan(EquatableArray<float> Low, EquatableArray<float> High, long? LowVector, long? HighVector)
{
    /// <summary>For a dense layer: where its weights lie output by output, so that those of dead outputs need not be read.</summary>
    public LiveWeights? Live { get; init; }

    /// <summary>For a convolution that starts from its few live outputs, and reads and writes pictures plainly: where its weights for that lie.</summary>
    public PlainBox? Plain { get; init; }
}

/// <summary>Weights of a convolution for the way back of a z-box to a plain picture.</summary>
/// <param name="Start">Where they stand.</param>
/// <param name="Floats">How many they are.</param>
internal sealed record PlainBox(long Start, int Floats);

/// <summary>Weights of a dense layer once more, output by output.</summary>
/// <param name="Start">Where they stand.</param>
/// <param name="Floats">How many they are, with the padding of their rows.</param>
/// <param name="Sums">For sums on the way back.</param>
internal sealed record LiveWeights(long Start, int Floats, Slot Sums);

/// <summary>Where the denominator of a branch comes from.</summary>
internal enum DenominatorSource
{
    /// <summary>The pre-activation z.</summary>
    Preactivation,

    /// <summary>The sum before the bias, which the forward pass leaves beside z.</summary>
    WithoutBias,

    /// <summary>z less a constant made at load: bias and bounds of a z-box.</summary>
    LessConstants,

    /// <summary>A constant made at load (w-square).</summary>
    Constants,

    /// <summary>The number of inputs (flat).</summary>
    Count,

    /// <summary>A buffer that the preparation fills.</summary>
    Prepared,
}

/// <summary>Which contributions <c>x_i w_ij</c> a sum takes.</summary>
internal enum ContributionPart
{
    None,

    /// <summary>Those above zero: <c>x+ w+ + x- w-</c>.</summary>
    Positive,

    /// <summary>Those below zero: <c>x+ w- + x- w+</c>.</summary>
    Negative,

    /// <summary>All, by the user's rho.</summary>
    Rho,
}

/// <summary>
/// How a prepared denominator is made: <c>D_j = Preactivation z_j + Factor (sum of the part)_j + BiasPositive b_j+ +
/// BiasNegative b_j-</c>, with <c>z_j - b_j</c> in place of <c>z_j</c> where the rule leaves the bias out.
/// </summary>
internal sealed record Preparation(
    float Preactivation,
    ContributionPart Part,
    float Factor,
    float BiasPositive,
    float BiasNegative,
    bool IsWithoutBias,
    Slot Result);

/// <summary>One branch: <c>s_j = R_j / stab(D_j)</c> where the condition holds, and what of it goes to which weights.</summary>
/// <param name="Coefficient">The branch's share.</param>
/// <param name="Condition">Where it holds.</param>
/// <param name="Source">Where the denominator comes from.</param>
/// <param name="Preparation">How it is made, for <see cref="DenominatorSource.Prepared"/>.</param>
/// <param name="Stabilizer">How it is kept from zero.</param>
/// <param name="Positive">For inputs above zero: the factor of positive weights.</param>
/// <param name="Negative">For inputs above zero: the factor of negative weights.</param>
/// <param name="BiasPart">What the bias takes, for the ledger.</param>
internal sealed record BranchPlan(
    float Coefficient,
    BranchCondition Condition,
    DenominatorSource Source,
    Preparation? Preparation,
    StabilizerSpec Stabilizer,
    float Positive,
    float Negative,
    WeightPart BiasPart);
