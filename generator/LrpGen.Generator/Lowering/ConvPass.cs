using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Lowering;

/// <summary>What a convolution is, whatever attribute declared it.</summary>
internal sealed record ConvSource(
    string WeightName,
    EquatableArray<int> WeightShape,
    ConvGeometry Geometry,
    bool IsTransposed,
    EquatableArray<NormFold> Folds,
    NormFold? Norm,
    int FileBiases,
    Dims Input,
    Dims Output)
{
    /// <summary>How it makes the pooling behind it too, whose output is then <see cref="Output"/>; or null.</summary>
    public ConvWindows? Windows { get; init; }

    public bool HasBias => FileBiases > 0 || Folds.Count > 0 || Norm is not null;
}

/// <summary>
/// Chooses how a convolution is explained: each branch of its rule is a sum of convolutions of parts of the input with parts of the
/// weights, over a denominator of the same sums. A sum that is the output itself is not computed again.
/// </summary>
internal sealed class ConvPass(MemoryPlanner memory, WeightPlanner weights, Schedule schedule, Fusions fusions, bool isPrecise, bool packsWhenUsed)
{
    public ConvPlan Run(Node node, ConvSource source, RuleSpec rule, EquatableArray<Branch> branches, Facts facts)
    {
        if (!isPrecise && source.Geometry.IsForWinograd)
            source = source with { Geometry = source.Geometry with { IsWinograd = true } };
        var work = new Work(this, node, source);
        work.Pack(WeightPart.Whole, Phase.Forward);
        if (source.HasBias)
            work.PlaceBias(WeightPart.Whole);
        if (branches.Count == 0)
            return work.Finish(ConvBackward.Pass);

        Term first = branches[0].Terms.Items.FirstOrDefault();
        if (first.Weight.Form == WeightForm.Connection)
        {
            work.AddBranch(branches[0] with { Bias = WeightPart.None }, ConvDenominator.Constants, []);
            work.PlaceConstants();
            work.PlaceSums();
            return work.Finish(ConvBackward.Flat);
        }

        if (first.Weight.Form == WeightForm.Square)
        {
            work.Pack(WeightPart.Square, Phase.Explain);
            WeightPart bias = source.HasBias ? branches[0].Bias : WeightPart.None;
            if (bias.Form != WeightForm.None)
                work.PlaceBias(bias);
            work.AddBranch(branches[0] with { Bias = bias }, ConvDenominator.Constants, []);
            work.PlaceConstants();
            return work.Finish(ConvBackward.Square);
        }

        if (rule is ZBoxRule box && branches[0].Terms.Count > 1)
            return work.Box(box, branches[0]);
        work.RhoMethod = rule is GenericRule generic ? Parsing.Identifiers.Escape(generic.Method) : null;
        foreach (Branch branch in branches)
            work.AddTerms(branch, facts, branches.ReturnBySign() ? schedule.Prepare(node) : MemoryPlanner.Forever);
        if (source.Windows is { } windows)
            work.AddWindows(windows);
        work.AddReturns(branches);
        return work.Finish(ConvBackward.Terms) with { QuotientsBySign = branches.QuotientsBySign() };
    }

    /// <summary>What is gathered for one layer.</summary>
    private sealed class Work(ConvPass pass, Node node, ConvSource source)
    {
        private readonly List<PackedWeights> _packed = [];
        private readonly List<PlacedBias> _biases = [];
        private readonly List<ConvBranch> _branches = [];
        private readonly List<ConvReturn> _returns = [];
        private readonly int _outputs = source.Output.CountIn(Layout.Blocked);
        private readonly int _inputs = source.Input.CountIn(Layout.Blocked);
        private readonly int[] _rooms = new int[3];
        private long? _constants;
        private BoxPlan? _box;
        private WindowPlan? _windows;
        private Slot? _sum;
        private Slot? _positive;
        private Slot? _negative;
        private Slot? _scratch;
        private Slot? _secondScratch;

        public string? RhoMethod { get; set; }

        public void Pack(WeightPart part, Phase phase)
        {
            bool isBack = phase == Phase.Explain;
            if (pass.PacksWhenUsed && part.Form == WeightForm.BySign)
                _rooms[(int)phase] = Floats(isBack);
            else
                Hold(part, isBack);
        }

        private int Floats(bool isBack) => checked((int)(source.IsTransposed != isBack ? source.Geometry.AdjointFloats : source.Geometry.ForwardFloats));

        private void Hold(WeightPart part, bool isBack)
        {
            if (!_packed.Any(packed => packed.Part == part && packed.IsBack == isBack))
                _packed.Add(new PackedWeights(part, isBack, pass.Weights.Place(Floats(isBack)), Floats(isBack)));
        }

        public void PlaceBias(WeightPart part)
        {
            if (!_biases.Any(bias => bias.Part == part))
                _biases.Add(new PlacedBias(part, pass.Weights.Place(Dims.Pad(source.Output.Channels))));
        }

        public void PlaceConstants() => _constants = pass.Weights.Place(_outputs);

        public void AddBranch(Branch branch, ConvDenominator denominator, IReadOnlyList<ConvTerm> terms)
        {
            Slot? place = denominator switch
            {
                // Both branches of a gamma of 0 divide by the same sum.
                ConvDenominator.WithoutBias => _sum ??= pass.Memory.Place(_outputs, pass.Schedule.Forward(node), MemoryPlanner.Forever),
                ConvDenominator.Output or ConvDenominator.Constants or ConvDenominator.LessConstants or ConvDenominator.Mirror => null,
                _ => pass.Memory.Place(_outputs, pass.Schedule.Prepare(node), MemoryPlanner.Forever),
            };
            _branches.Add(new ConvBranch(
                branch.Coefficient,
                branch.Condition,
                denominator,
                terms.ToEquatable(),
                branch.Bias,
                place,
                branch.Stabilizer,
                pass.Memory.Place(_outputs, pass.Fusions.QuotientTime(node, pass.Schedule), pass.Schedule.Explain(node))));
        }

        /// <summary>For the flat rule: a sum for each pixel of the output and each group.</summary>
        public void PlaceSums() =>
            _scratch = pass.Memory.Place(checked(source.Geometry.Groups * source.Output.Pixels), pass.Schedule.Explain(node), pass.Schedule.Explain(node));

        public ConvPlan Box(ZBoxRule rule, Branch branch)
        {
            int channels = Dims.Pad(source.Input.Channels);
            _box = new BoxPlan(PerChannel(rule.Low), PerChannel(rule.High), pass.Weights.Place(channels), pass.Weights.Place(channels));
            bool isPlain = pass.Fusions.PlainBoxes[node.Index];
            if (isPlain)
            {
                int floats = source.Geometry.PlainBoxFloats;
                _box = _box with { Plain = new PlainBox(pass.Weights.Place(floats), floats) };
            }
            else
            {
                // One kernel reads both.
                Hold(WeightPart.Plus, isBack: true);
                Hold(WeightPart.Minus, isBack: true);
            }

            PlaceConstants();
            AddBranch(branch with { Bias = WeightPart.None }, ConvDenominator.LessConstants, []);
            int time = pass.Schedule.Explain(node);
            _scratch = isPlain ? pass.Memory.Place(source.Geometry.PlainBoxSums, time, time) : ScratchOfInput();
            _secondScratch = isPlain ? null : ScratchOfInput();
            return Finish(ConvBackward.Box);
        }

        /// <summary>The bounds of the layer's own channels: a reshape before it may have cut each of the network's into several.</summary>
        private EquatableArray<float> PerChannel(EquatableArray<float> bounds) => bounds.Count == 1
            ? bounds
            : Enumerable.Range(0, source.Input.Channels).Select(c => bounds[c * bounds.Count / source.Input.Channels]).ToEquatable();

        /// <summary>One branch of terms: its denominator is the output where its terms are, else a sum of convolutions.</summary>
        /// <param name="branch">The branch.</param>
        /// <param name="facts">What is known of the layer.</param>
        /// <param name="inputsUntil">How long parts of the input are read.</param>
        public void AddTerms(Branch branch, Facts facts, int inputsUntil)
        {
            WeightPart bias = source.HasBias ? branch.Bias : WeightPart.None;
            Branch kept = branch with { Bias = bias, Condition = branch.ConditionFor(facts.RelevantOnlyWherePositive) };
            if (branch.IsOutput(source.HasBias))
            {
                AddBranch(kept, ConvDenominator.Output, []);
            }
            else if (branch.IsWhole && bias.Form == WeightForm.None && !pass.IsPrecise)
            {
                // z_j - b_j would keep few digits where the bias makes most of z_j.
                AddBranch(kept, ConvDenominator.WithoutBias, []);
            }
            else if (IsMirrored(kept))
            {
                if (bias.Form != WeightForm.None)
                    PlaceBias(bias);
                AddBranch(kept, ConvDenominator.Mirror, []);
            }
            else
            {
                // Precise sums take the parts of inputs and weights on their way.
                bool takesParts = pass.IsPrecise && branch.Terms.Items.All(static term => term.Weight.Form == WeightForm.BySign);
                if (takesParts)
                    Pack(WeightPart.Whole, Phase.Prepare);
                foreach (Term term in branch.Terms.Items.Where(_ => !takesParts))
                {
                    Pack(term.Weight, Phase.Prepare);
                    PlaceInput(term.Input, inputsUntil);
                }

                if (bias.Form != WeightForm.None)
                    PlaceBias(bias);
                AddBranch(kept, ConvDenominator.Terms, branch.Terms.Items.Select(static term => new ConvTerm(term.Input, term.Weight)).ToList());
            }
        }

        /// <summary>What windows need. A mean's denominators take the place of the branch's own, which are in the shares.</summary>
        public void AddWindows(ConvWindows windows)
        {
            int forward = pass.Schedule.Forward(node);
            if (windows.Mean is not { } stabilizer)
            {
                _windows = new WindowPlan(pass.Memory.Place(_outputs, forward, MemoryPlanner.Forever), null);
                return;
            }

            ConvBranch branch = _branches[0];
            int outputs = checked(Dims.Pad(source.Geometry.OutChannels) * source.Geometry.OutHeight * source.Geometry.OutWidth);
            Slot whole = pass.Memory.Place(outputs, forward, MemoryPlanner.Forever);
            Slot shares = pass.Memory.Place(outputs, pass.Schedule.Prepare(node), MemoryPlanner.Forever);
            _windows = new WindowPlan(null, new AveragePlan(whole, shares, branch.Stabilizer.Value, branch.Coefficient, windows.IsRectified));
            _branches[0] = branch with { Coefficient = 1, Stabilizer = stabilizer };
        }

        /// <summary>
        /// Whether a branch exchanges the first one's factors of weights above and below zero, as gamma's do: both denominators together
        /// are then a multiple of the output. Where it holds z is negative, so that its own share is the larger one, and nothing cancels.
        /// </summary>
        private bool IsMirrored(Branch branch) =>
            !pass.IsPrecise
            && branch.Condition == BranchCondition.OutputNegative
            && _branches is [{ Source: ConvDenominator.Terms, Terms.Items: [{ Input: InputPart.X } first] }]
            && branch.Terms.Items is [{ Input: InputPart.X, Factor: 1 } only]
            && IsExchanged(first.Weight, only.Weight)
            && (!source.HasBias || IsExchanged(_branches[0].Bias, branch.Bias));

        private static bool IsExchanged(WeightPart a, WeightPart b) =>
            a.Form == WeightForm.BySign && b.Form == WeightForm.BySign && a.Positive == b.Negative && a.Negative == b.Positive;

        /// <summary>The way back, part of the input by part, so that each is multiplied once.</summary>
        public void AddReturns(EquatableArray<Branch> branches)
        {
            var all = branches.Items.SelectMany(static (branch, k) => branch.Terms.Items.Select(term => (term.Input, Return: new ConvReturnTerm(term.Weight, k))));
            bool bySign = branches.ReturnBySign();
            foreach (var part in all.GroupBy(static term => term.Input).OrderBy(static part => part.Key))
            {
                foreach (var term in part)
                    Pack(term.Return.Weight, Phase.Explain);
                if (!bySign)
                    PlaceInput(part.Key, MemoryPlanner.Forever);
                _returns.Add(new ConvReturn(part.Key, part.Select(static term => term.Return).ToEquatable()));
            }

            if (_returns.Count > 1)
                _scratch = ScratchOfInput();
        }

        public ConvPlan Finish(ConvBackward backward) => new(
            source.WeightName,
            source.WeightShape,
            source.Geometry,
            source.IsTransposed,
            source.Folds,
            source.Norm,
            source.FileBiases,
            RhoMethod,
            _packed.ToEquatable(),
            _biases.ToEquatable(),
            backward,
            _branches.ToEquatable(),
            _returns.ToEquatable(),
            _box,
            _constants,
            _positive,
            _negative,
            _scratch,
            _secondScratch,
            pass.IsPrecise)
        {
            Windows = _windows,
            Unpacked = _rooms.Any(static floats => floats > 0) ? Unpacked() : null,
        };

        private UnpackedWeights Unpacked()
        {
            int[] times = [pass.Schedule.Forward(node), pass.Schedule.Prepare(node), pass.Schedule.Explain(node)];
            int floats = source.WeightShape.Items.Aggregate(1, static (product, size) => checked(product * size));
            return new UnpackedWeights(
                pass.Weights.Place(floats),
                floats,
                _rooms.Select((room, phase) => room == 0 ? default : pass.Memory.Place(room, times[phase], times[phase])).ToEquatable());
        }

        private void PlaceInput(InputPart part, int until)
        {
            if (part == InputPart.XPositive)
                _positive ??= pass.Memory.Place(_inputs, pass.Schedule.Prepare(node), until);
            else if (part == InputPart.XNegative)
                _negative ??= pass.Memory.Place(_inputs, pass.Schedule.Prepare(node), until);
        }

        private Slot ScratchOfInput() => pass.Memory.Place(_inputs, pass.Schedule.Explain(node), pass.Schedule.Explain(node));
    }

    private bool IsPrecise => isPrecise;

    private bool PacksWhenUsed => packsWhenUsed;

    private MemoryPlanner Memory => memory;

    private WeightPlanner Weights => weights;

    private Schedule Schedule => schedule;

    private Fusions Fusions => fusions;
}
