using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>Gives every value its place in memory and puts together what the emitter prints.</summary>
internal sealed class PlanPass
{
    /// <summary>The multiply-adds of kernels that share theirs, in a forward pass, from which on several threads are worth starting: a tenth of a millisecond.</summary>
    private const double WorthSharing = 5e6;

    /// <summary>The multiply-adds from which on a kernel shares them, as the runtime has it.</summary>
    private const double SharedByKernel = 1e6;

    /// <summary>The multiply-adds in whose time one is summed in float64.</summary>
    private const double PreciseWork = 8;

    /// <summary>The multiply-adds in whose time a depthwise convolution makes one.</summary>
    private const double DepthwiseWork = 6;

    /// <summary>What Winograd leaves of the multiply-adds, with what its transforms take.</summary>
    private const double WinogradWork = 1.0 / 3;

    /// <summary>The multiply-adds up to which float64 sums cost less than a tenth of a millisecond or so.</summary>
    private const double SmallNetwork = 1e6;

    private readonly NetworkSpec _spec;
    private readonly LaidOutGraph _laid;
    private readonly IReadOnlyList<Facts> _facts;
    private readonly MemoryPlanner _memory;
    private readonly WeightPlanner _weights = new();
    private readonly Schedule _schedule;
    private readonly KeptValues _kept;
    private readonly Fusions _fusions;
    private readonly bool _isPrecise;
    private readonly ISet<int> _packedWhenUsed;
    private readonly Slot[] _activations;
    private readonly long[] _weightFloats;
    private readonly RelevancePlan _relevances;

    private PlanPass(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, ISet<int> packedWhenUsed, MemoryPlanner memory)
    {
        _memory = memory;
        _packedWhenUsed = packedWhenUsed;
        _weightFloats = new long[laid.Graph.Nodes.Count];
        _spec = spec;
        _laid = laid;
        _facts = facts;
        _isPrecise = IsPrecise();
        _laid = laid = WindowPass.Run(spec, laid, facts, _isPrecise);
        _schedule = new Schedule(laid.Graph.Nodes.Count);
        _kept = new KeptValues(spec, laid);
        _fusions = FusionPass.Run(spec, laid, facts, _kept, _isPrecise);
        _activations = PlaceActivations();
        Plans = laid.Graph.Nodes.Items.Select(PlanOf).ToArray();
        _relevances = RelevancePlan.Make(laid, _kept.IsRelevance, _memory, _schedule, QuotientOf, IsPassedOver);
    }

    private NodePlan?[] Plans { get; }

    /// <summary>Plans a network.</summary>
    /// <param name="spec">Its declaration.</param>
    /// <param name="laid">Its graph.</param>
    /// <param name="facts">What was proved of its layers.</param>
    /// <param name="packedWhenUsed">The layers whose weights are packed each time they are used.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static LoweredNetwork? Run(NetworkSpec spec, LaidOutGraph laid, IReadOnlyList<Facts> facts, ISet<int> packedWhenUsed, DiagnosticBag diagnostics)
    {
        // The first plan says which buffers there are, the second has them where they fit best.
        var memory = new MemoryPlanner();
        new PlanPass(spec, laid, facts, packedWhenUsed, memory).Lower(out _);
        LoweredNetwork network = new PlanPass(spec, laid, facts, packedWhenUsed, memory.Arranged()).Lower(out long floats);
        if (floats <= ShapePass.MostFloats)
            return network;
        diagnostics.Report(Descriptors.TooLarge, spec.Anchors.Class, "the workspace", spec.Class.Name, ShapePass.Count(floats));
        return null;
    }

    private LoweredNetwork Lower(out long floats)
    {
        Graph graph = _laid.Graph;
        var fields = new Dictionary<int, int>();
        List<LoweredNode> nodes = graph.Nodes.Items.Select(node => Lower(node, fields)).ToList();
        EquatableArray<LoweredStep> steps = Enumerable.Range(0, _spec.Steps.Count).Select(s => Step(s, nodes)).ToEquatable();
        floats = _memory.Floats;
        return new LoweredNetwork(
            _spec.Class,
            _spec.InputShape,
            _laid.Shapes[graph.Result],
            _spec.InputRange,
            _spec.HasLedger,
            _spec.Classes,
            steps,
            _spec.Uses,
            _activations[0],
            _activations[graph.Result],
            _activations[_laid.Logits],
            _relevances[_laid.Logits]!.Value,
            _relevances[0]!.Value,
            (int)floats,
            Plans.OfType<ConvPlan>().Select(static plan => plan.Geometry.ScratchFloats).DefaultIfEmpty().Max(),
            Plans.OfType<ConvPlan>().Select(static plan => plan.Geometry.SharedFloats).DefaultIfEmpty().Max(),
            _weights.Floats,
            _spec.MemoryBudget,
            SharedWork() >= WorthSharing);
    }

    private LoweredNode Lower(Node node, Dictionary<int, int> fields)
    {
        var lowered = new LoweredNode(
            node.Layer,
            _spec.Steps[node.Step].Name,
            "",
            node.Inputs.Items.Select(value => _activations[value]).ToEquatable(),
            node.Inputs.Items.Select(value => _laid.Shapes[value]).ToEquatable(),
            _activations[node.Output],
            _laid.Shapes[node.Output],
            _laid.Layouts[node.Output],
            _relevances[node],
            _relevances[node].Count == 0 ? null : _relevances[node.Output],
            Plans[node.Index])
        {
            PlainInput = PlainInput(node),
            Deferral = DeferralOf(node),
            IsPassedOver = IsPassedOver(node),
            RectifiesTo = _fusions.RectifiesTo(_laid.Graph, node),
            IsRectified = _fusions.Companions.Copies[node.Index] is not null || (!node.Layer.IsIdentity && _fusions.IsAlias(_laid.Graph, node)),
            Sum = SumOf(node),
            IsSummed = _fusions.Companions.Sums[node.Index] is not null,
            Copy = CopyOf(node),
            IsDivided = _fusions.Dividers[node.Index] is not null,
            Belows = Enumerable.Range(0, node.Inputs.Count).Select(input => new Below(BelowOf(node, input))).ToEquatable(),
        };
        if (node.Layer.IsIdentity || node.Layer.Constant(lowered) is null)
            return lowered;
        fields.TryGetValue(node.Step, out int count);
        fields[node.Step] = ++count;
        return lowered with { Field = KnownNames.ShapeOf(_spec.Steps[node.Step].Name, count) };
    }

    private Slot[] PlaceActivations()
    {
        // Every activation stays: several explanations may follow one forward pass, and each multiplies by them.
        var activations = new Slot[_laid.Graph.ValueCount];
        var homes = ConcatHomes.Find(_laid, IsAlias);
        activations[0] = _memory.Place(_laid.CountOf(0), 0, MemoryPlanner.Forever);
        foreach (Node node in _laid.Graph.Nodes)
            activations[node.Output] = IsAlias(node)
                ? new Slot(activations[node.Input].Start, _laid.CountOf(node.Output))
                : Place(node.Output, _schedule.Forward(_laid.Graph.Nodes[_fusions.Companions.WriterOf(node)]));
        return activations;

        Slot Place(int value, int time)
        {
            if (activations[value].Count > 0)
                return activations[value];
            int count = _laid.CountOf(value);
            if (homes[value] is not { } home)
                return _memory.Place(count, time, MemoryPlanner.Forever);
            activations[home.Whole] = Place(home.Whole, time);
            return new Slot(activations[home.Whole].Start + home.Offset, count);
        }
    }

    /// <summary>Whether a layer's output stands where its input does.</summary>
    private bool IsAlias(Node node) => node.Layer.IsIdentity || _fusions.Rectifiers[node.Index] is not null;

    /// <summary>Where the input of a convolution stands that reads it plainly.</summary>
    private Slot? PlainInput(Node node) =>
        _fusions.Plain[node.Index] && node.Layer is ConvLayer ? _activations[_laid.Graph.ProducerOf(node.Input)!.Input] : null;

    private Deferral DeferralOf(Node node)
    {
        if (!_fusions.Plain[node.Index] || node.Layer is not PackLayer)
            return Deferral.None;
        bool isRead = _laid.Graph.ConsumersOf(node.Output).Any(reader => Plans[reader.Index] is ConvPlan { Backward: ConvBackward.Terms } or ConvPlan { Backward: ConvBackward.Box, Box.Plain: null });
        return isRead ? Deferral.UntilExplained : Deferral.Forever;
    }

    /// <summary>Whether the relevance of a conversion's input is written by the layer behind it.</summary>
    private bool IsPassedOver(Node node) =>
        node.Layer is PackLayer && _laid.Graph.ConsumersOf(node.Output).Any(reader => Plans[reader.Index] is ConvPlan { Box.Plain: not null });

    /// <summary>The sum that a layer's kernel writes beside its output.</summary>
    private SumBeside? SumOf(Node node)
    {
        if (_fusions.Companions.SumBy(_laid.Graph, node) is not { } sum)
            return null;
        int summand = sum.Inputs.Items.First(value => _activations[value].Start != _activations[node.Output].Start);
        return new SumBeside(_activations[summand], _activations[sum.Output], _fusions.RectifiesTo(_laid.Graph, sum) is not null);
    }

    /// <summary>The rectified output or sum that a layer's kernel writes beside it.</summary>
    private CopyBeside? CopyOf(Node node) => _fusions.Companions.CopyBy(_laid.Graph, node) is { } copy
        ? new CopyBeside(_activations[copy.Output], copy.Layer.Ceiling!.Value)
        : null;

    /// <summary>Where a layer's quotients stand, if the layer above writes them.</summary>
    private Slot? QuotientOf(Node node) => _fusions.Dividers[node.Index] is null ? null : Plans[node.Index] switch
    {
        ConvPlan conv => conv.Branches[0].Quotient,
        NormPlan norm => norm.Quotient,
        _ => null,
    };

    /// <summary>The quotient that a layer writes for the one below one of its inputs.</summary>
    private QuotientPlan? BelowOf(Node node, int input)
    {
        var divider = new Divider(node.Index, input);
        if (_laid.Graph.Nodes.Items.FirstOrDefault(other => _fusions.Dividers[other.Index] == divider) is not { } below)
            return null;
        Slot output = _activations[below.Output];
        return Plans[below.Index] switch
        {
            ConvPlan conv => QuotientPlan.First(conv, output, _laid.Shapes[below.Output]),
            NormPlan norm => QuotientPlan.Of(norm, output, _laid.Shapes[below.Output]),
            _ => null,
        };
    }

    /// <summary>Whether convolutions are summed in float64: where that is asked for, and where nobody would notice the time.</summary>
    private bool IsPrecise() => _spec.Precision switch
    {
        Precision.Auto => MultiplyAdds() <= SmallNetwork,
        Precision.Strict => true,
        _ => false,
    };

    /// <summary>The multiply-adds of a forward pass that several threads would share.</summary>
    private double SharedWork() => _laid.Graph.Nodes.Items.Select(Work).Where(static work => work >= SharedByKernel).Sum();

    /// <summary>The multiply-adds of a layer, counted for what they cost.</summary>
    private double Work(Node node) => node.Layer.MultiplyAdds(_laid.Shapes[node.Input]) * Plans[node.Index] switch
    {
        ConvPlan { IsPrecise: true } => PreciseWork,
        ConvPlan { Geometry.IsDepthwise: true } => DepthwiseWork,
        ConvPlan { Geometry.IsWinograd: true } => WinogradWork,
        _ => 1,
    };

    private double MultiplyAdds() => _laid.Graph.Nodes.Items.Sum(node => (double)node.Layer.MultiplyAdds(_laid.Shapes[node.Input]));

    private NodePlan? PlanOf(Node node)
    {
        long before = _weights.Floats;
        NodePlan? plan = Plan(node);
        _weightFloats[node.Index] = _weights.Floats - before;
        return plan;
    }

    private NodePlan? Plan(Node node)
    {
        bool packsWhenUsed = _packedWhenUsed.Contains(node.Index);
        if (_laid.Rules[node.Index].Rule is not { } rule)
            return null;
        EquatableArray<Branch> branches = TermSimplifier.Run(rule.Resolve(_spec.Stabilizer), _facts[node.Index]);
        Dims input = _laid.Shapes[node.Input];
        Dims output = _laid.Shapes[node.Output];
        string weightName = _spec.Steps[node.Step].WeightName;
        switch (node.Layer)
        {
            case LinearLayer linear:
                return new DensePass(_memory, _weights, _schedule).Run(node, linear, rule, branches, _facts[node.Index], input.Count, weightName);
            case ConvLayer conv:
                var source = new ConvSource(
                    weightName, conv.WeightShape(input), conv.Geometry(input), conv.IsTransposed, conv.Folds, null, conv.HasBias ? conv.Channels : 0, input, output)
                {
                    Windows = conv.Windows,
                };
                return new ConvPass(_memory, _weights, _schedule, _fusions, _isPrecise, packsWhenUsed).Run(node, source, rule, branches, _facts[node.Index]);
            case BatchNormLayer norm:
                var affine = new ConvSource(
                    weightName, EquatableArray<int>.Empty, BatchNormLayer.Geometry(input), false, EquatableArray<NormFold>.Empty, norm.Fold(input, weightName, isBefore: false), 0, input, output);
                return new ConvPass(_memory, _weights, _schedule, _fusions, _isPrecise, packsWhenUsed: false).Run(node, affine, rule, branches, _facts[node.Index]);
            default:
                Slot quotient = _memory.Place(_laid.CountOf(node.Output), _fusions.QuotientTime(node, _schedule), _schedule.Explain(node));
                Slot? average = node.Layer is PoolLayer { Kind: PoolKind.Max }
                    ? _memory.Place(_laid.CountOf(node.Output), _schedule.Prepare(node), MemoryPlanner.Forever)
                    : null;
                return new NormPlan(branches[0].Stabilizer, quotient, average);
        }
    }

    private KeptValue? Kept(int value, Slot? slot)
    {
        if (slot is not { } found)
            return null;
        Dims shape = _laid.Shapes[value];
        return _laid.Layouts[value] == Layout.Plain || shape.Pixels == 1
            ? new KeptValue(new Slot(found.Start, shape.Count), null)
            : new KeptValue(_memory.Place(shape.Count, 0, MemoryPlanner.Forever), found);
    }

    private LoweredStep Step(int s, List<LoweredNode> nodes)
    {
        StepSpec step = _spec.Steps[s];
        List<Node> own = _laid.Graph.Nodes.Items.Where(node => node.Step == s).ToList();
        Node last = own[own.Count - 1];
        Node? ruled = own.FirstOrDefault(static node => node.Layer.Linear != LinearKind.None) ?? own.FirstOrDefault(node => _laid.Rules[node.Index].Rule is not null);
        RuleSpec? rule = ruled is null ? null : _laid.Rules[ruled.Index].Rule;
        return new LoweredStep(
            s,
            step.Name,
            step.Identifier,
            step.Modifiers,
            string.Join(", ", step.Layers.Items.Select(static layer => layer.Wording)),
            _laid.Shapes[own[0].Input],
            _laid.Shapes[last.Output],
            rule?.FullWording ?? "pass",
            rule?.Formula,
            own.Sum(node => node.Layer.Parameters(_laid.Shapes[node.Input])),
            own.Sum(node => node.Layer.MultiplyAdds(_laid.Shapes[node.Input])),
            own.Sum(node => Plans[node.Index]?.ExtraForwardPasses ?? 0),
            own.Sum(node => Plans[node.Index]?.BackwardPasses ?? 0),
            ruled is null || ruled.Layer.Linear == LinearKind.None ? "" : Notes(_facts[ruled.Index], Plans[ruled.Index]),
            ruled is null ? "" : Plans[ruled.Index]?.ForwardKernel ?? "",
            ruled is null ? "" : Plans[ruled.Index]?.BackwardKernel ?? "",
            _laid.Layouts[last.Output],
            own.Sum(node => _weightFloats[node.Index]),
            step.Keep ? Kept(last.Output, _activations[last.Output]) : null,
            step.Keep ? Kept(_kept.ExplainedOutput(s), _relevances[_kept.ExplainedOutput(s)]) : null,
            own.Select(node => nodes[node.Index]).ToEquatable());
    }

    private static string Notes(Facts facts, NodePlan? plan)
    {
        var notes = new List<string>();
        if (facts.InputNeverNegative)
            notes.Add("inputs >= 0");
        if (facts.InputNeverPositive)
            notes.Add("inputs <= 0");
        if (facts.RelevantOnlyWherePositive)
            notes.Add("relevance only where z > 0");
        if (plan?.Note is { Length: > 0 } note)
            notes.Add(note);
        return string.Join("; ", notes);
    }
}
