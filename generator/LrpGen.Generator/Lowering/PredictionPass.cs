using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Plans a forward pass that no explanation follows. It keeps nothing, so values give way to later ones, which are then written where a
/// cache still is; rectifiers overwrite their inputs, sums a summand, and poolings over windows of 2x2 are made by the convolution before
/// them. It reads the weights of the usual pass, calls the same kernels, and gives the same outputs bit for bit.
/// </summary>
internal sealed class PredictionPass
{
    /// <summary>The floats of activations from which on they leave the nearest caches.</summary>
    private const long WorthPlanning = 1 << 16;

    private readonly LoweredNetwork _network;
    private readonly LaidOutGraph _laid;
    private readonly Graph _graph;
    private readonly IReadOnlyList<LoweredNode> _usual;
    private readonly bool[] _isRectifiedAsRead;
    private readonly Fusions _fusions;
    private readonly bool[] _accumulates;
    private readonly Home[] _homes;
    private readonly Slot[] _slots;
    private readonly Slot[] _rooms;

    private PredictionPass(LaidOutGraph laid, LoweredNetwork network, IReadOnlyList<LoweredNode> usual)
    {
        bool isPrecise = usual.Any(static node => node.Plan is ConvPlan { IsPrecise: true });
        _network = network;
        _usual = usual;
        _laid = WindowPass.RunForPrediction(laid, isPrecise);
        _graph = _laid.Graph;
        var fusions = new Fusions(isPrecise, _graph.Nodes.Items.Select(RectifierOf).ToList(), []);
        _isRectifiedAsRead = _graph.Nodes.Items.Select(node => fusions.Rectifiers[node.Index] is null && IsRectifiedAsRead(node)).ToArray();
        Companions companions = CompanionPass.Run(_laid, fusions);
        _fusions = fusions with { Companions = companions with { Copies = companions.Copies.Select((writer, k) => _isRectifiedAsRead[k] ? null : writer).ToList() } };
        _accumulates = new bool[_graph.Nodes.Count];
        _homes = FindHomes();
        _slots = new Slot[_graph.ValueCount];
        _rooms = new Slot[_graph.Nodes.Count];
    }

    /// <summary>Adds the pass to a network, where it is worth having one of its own.</summary>
    /// <param name="laid">The network's graph.</param>
    /// <param name="network">What was planned of it.</param>
    public static LoweredNetwork Run(LaidOutGraph laid, LoweredNetwork network)
    {
        List<LoweredNode> usual = network.Steps.Items.SelectMany(static step => step.Nodes.Items).ToList();
        long activations = usual.Select(static node => node.Output).GroupBy(static slot => slot.Start).Sum(static slots => (long)slots.Max(static slot => slot.Padded));
        if (activations < WorthPlanning)
            return network;
        var pass = new PredictionPass(laid, network, usual);
        if (!pass.Place())
            return network;
        ILookup<int, LoweredNode> nodes = pass._graph.Nodes.Items.ToLookup(static node => node.Step, pass.Lower);
        return network with { Steps = network.Steps.Items.Select(step => WithBoth(step, nodes[step.Index])).ToEquatable() };
    }

    /// <summary>A step with its layers in this pass. The usual pass finds what this one left, and clears padding that is zero in fresh memory.</summary>
    private static LoweredStep WithBoth(LoweredStep step, IEnumerable<LoweredNode> predicted) => step with
    {
        Nodes = step.Nodes.Items.Select(static node => node with { ClearsPadding = true }).ToEquatable(),
        Predicted = predicted.ToEquatable(),
    };

    /// <summary>The layer whose output a rectifier overwrites.</summary>
    private int? RectifierOf(Node node)
    {
        if (node.Layer.Ceiling is not { } ceiling)
            return null;
        int value = node.Input;
        while (IsReadOnce(value) && _graph.ProducerOf(value) is { } producer)
        {
            // A sum that another layer makes knows no ceiling.
            if (producer.Layer is ConvLayer or BatchNormLayer || (producer.Layer is AddLayer && float.IsPositiveInfinity(ceiling)))
                return producer.Index;
            if (!producer.Layer.IsIdentity)
                return null;
            value = producer.Input;
        }

        return null;
    }

    /// <summary>Whether those who read a rectifier's output can do its work as they load its input.</summary>
    private bool IsRectifiedAsRead(Node node) =>
        node.Layer.Ceiling is float.PositiveInfinity && node.Output != _laid.Logits && node.Output != _graph.Result
        && _graph.ConsumersOf(node.Output).All(reader => reader.Layer is ConvLayer { IsTransposed: false } && _usual[reader.Index].Plan is ConvPlan { IsPrecise: false, Geometry.IsDepthwise: true } plan && !LeavesSum(plan));

    /// <summary>Whether one layer reads a value, and nobody else.</summary>
    private bool IsReadOnce(int value) => value != _laid.Logits && value != _graph.Result && _graph.ConsumersOf(value).Count() == 1;

    /// <summary>Whether a layer's output stands where its input does; one that is read plainly has none.</summary>
    private bool IsAlias(Node node) =>
        node.Layer.IsIdentity || _fusions.Rectifiers[node.Index] is not null || _isRectifiedAsRead[node.Index] || _usual[node.Index].Deferral != Deferral.None;

    /// <summary>For each value the one in whose place it stands.</summary>
    private Home[] FindHomes()
    {
        var homes = new Home[_graph.ValueCount];
        Home?[] parts = ConcatHomes.Find(_laid, IsAlias);
        homes[0] = new Home(0, 0);
        foreach (Node node in _graph.Nodes)
        {
            homes[node.Output] = IsAlias(node) ? homes[node.Input]
                : _fusions.Companions.Sums[node.Index] is { } maker ? HomeOfSum(homes, parts, node, _graph.Nodes[maker])
                : PartOf(parts, node.Output);
        }

        return homes;
    }

    private static Home PartOf(Home?[] parts, int value)
    {
        if (parts[value] is not { } part)
            return new Home(value, 0);
        Home whole = PartOf(parts, part.Whole);
        return new Home(whole.Whole, whole.Offset + part.Offset);
    }

    /// <summary>A sum that its last summand's layer makes stands in the place of the first one, if nobody reads that any more, or of the last.</summary>
    private Home HomeOfSum(Home[] homes, Home?[] parts, Node sum, Node maker)
    {
        List<int> last = ChainTo(sum, maker);
        if (!last.All(IsReadOnce))
            return PartOf(parts, sum.Output);
        int first = sum.Inputs.Items.First(value => value != last[0]);
        Home home = homes[first];
        bool isFree = home is { Offset: 0, Whole: not 0 } && _laid.CountOf(home.Whole) == _laid.CountOf(sum.Output) && home.Whole != _laid.Logits
            && Enumerable.Range(0, sum.Output).Where(value => homes[value] == home).All(value => LastReader(value, sum) < maker.Index);
        if (!isFree || !CanAdd(maker) || last.Any(value => _graph.ProducerOf(value) is { Layer.IsIdentity: false } producer && producer.Index != maker.Index))
            return homes[maker.Output];
        _accumulates[maker.Index] = true;
        foreach (int value in last)
            homes[value] = home;
        return home;
    }

    /// <summary>The values from a sum's last summand back to what its layer gives.</summary>
    private List<int> ChainTo(Node sum, Node maker)
    {
        foreach (int input in sum.Inputs)
        {
            var chain = new List<int> { input };
            while (_graph.ProducerOf(chain[chain.Count - 1]) is { } producer && producer.Index != maker.Index && IsAlias(producer))
                chain.Add(producer.Input);
            if (chain[chain.Count - 1] == maker.Output)
                return chain;
        }

        throw new InvalidOperationException($"No summand of node {sum.Index} comes from node {maker.Index}.");
    }

    /// <summary>The last layer but a sum that reads a value, or what stands in its place.</summary>
    private int LastReader(int value, Node sum) => value == _laid.Logits || value == _graph.Result
        ? int.MaxValue
        : _graph.ConsumersOf(value).Where(reader => reader.Index != sum.Index)
            .Select(reader => IsAlias(reader) ? LastReader(reader.Output, sum) : reader.Index).DefaultIfEmpty(-1).Max();

    /// <summary>Whether a layer's kernel can add to what is there and give the same bits as a sum after it: where all products are added up before.</summary>
    private bool CanAdd(Node maker) =>
        maker.Layer is ConvLayer { IsTransposed: false, Windows: null }
        && _usual[maker.Index] is { PlainInput: null, Plan: ConvPlan { IsPrecise: false, Geometry: { IsWinograd: false, AddsOnce: true } } plan }
        && !LeavesSum(plan);

    private static bool LeavesSum(ConvPlan plan) => plan.Branches.Items.Any(static branch => branch.Source == ConvDenominator.WithoutBias);

    /// <summary>Gives every value its place; false where they do not fit into the network's workspace.</summary>
    private bool Place()
    {
        int count = _graph.ValueCount;
        var first = Enumerable.Repeat(int.MaxValue, count).ToArray();
        var last = new int[count];
        first[0] = 0;
        foreach (Node node in _graph.Nodes)
        {
            int home = _homes[node.Output].Whole;
            int written = IsAlias(node) ? node.Index : _fusions.Companions.WriterOf(node);
            first[home] = Math.Min(first[home], written);
            last[home] = Math.Max(last[home], node.Index);
            foreach (int input in node.Inputs)
                last[_homes[input].Whole] = Math.Max(last[_homes[input].Whole], node.Index);
        }

        // Where input and results stand, callers know.
        var memory = new MemoryPlanner();
        foreach ((int value, Slot slot) in new[] { (0, _network.Input), (_graph.Result, _network.Output), (_laid.Logits, _network.Logits) })
        {
            Home home = _homes[value];
            if (home.Offset != 0 || (_slots[home.Whole].Count > 0 && _slots[home.Whole] != slot) || Dims.Pad(_laid.CountOf(home.Whole)) != slot.Padded)
                return false;
            _slots[home.Whole] = slot;
            memory.Reserve(slot);
        }

        var asked = Enumerable.Range(0, count).Where(value => _homes[value] == new Home(value, 0) && _slots[value].Count == 0)
            .Select(value => (Value: value, Node: -1, Count: _laid.CountOf(value), From: first[value], To: last[value]))
            .Concat(_graph.Nodes.Items.Select(node => (Value: -1, Node: node.Index, RoomOf(node).Count, From: node.Index, To: node.Index)).Where(static room => room.Count > 0));
        foreach ((int value, int node, int floats, int from, int to) in asked.OrderByDescending(static place => place.Count))
        {
            Slot slot = memory.Place(floats, from, to);
            if (value >= 0)
                _slots[value] = slot;
            else
                _rooms[node] = slot;
        }

        for (int value = 0; value < count; value++)
            _slots[value] = new Slot(_slots[_homes[value].Whole].Start + _homes[value].Offset, _laid.CountOf(value));
        return memory.Floats <= _network.WorkspaceFloats;
    }

    /// <summary>Where weights are packed that are not kept so.</summary>
    private Slot RoomOf(Node node) => _usual[node.Index].Plan is ConvPlan { Unpacked: { } unpacked } ? unpacked.Rooms[(int)Phase.Forward] : default;

    private LoweredNode Lower(Node node) => _usual[node.Index] with
    {
        Layer = node.Layer,
        Inputs = node.Inputs.Items.Select(value => _slots[value]).ToEquatable(),
        InputShapes = node.Inputs.Items.Select(value => _laid.Shapes[value]).ToEquatable(),
        Output = _slots[node.Output],
        OutputShape = _laid.Shapes[node.Output],
        Edges = EquatableArray<BackEdge>.Empty,
        OutputRelevance = null,
        Plan = PlanOf(node),
        PlainInput = _usual[node.Index].PlainInput is null ? null : _slots[_graph.ProducerOf(node.Input)!.Input],
        RectifiesTo = RectifiesTo(node),
        RectifiesInput = _graph.ProducerOf(node.Input) is { } producer && _isRectifiedAsRead[producer.Index],
        IsRectified = _isRectifiedAsRead[node.Index] || _fusions.Companions.Copies[node.Index] is not null || (!node.Layer.IsIdentity && _fusions.IsAlias(_graph, node)),
        Sum = SumOf(node),
        IsSummed = _fusions.Companions.Sums[node.Index] is not null,
        Accumulates = _accumulates[node.Index],
        ClearsPadding = true,
        Copy = CopyOf(node),
        IsDivided = false,
        IsPassedOver = false,
        Belows = EquatableArray<Below>.Empty,
    };

    private NodePlan? PlanOf(Node node) => _usual[node.Index].Plan switch
    {
        // Sums without the bias come first where they do in the usual pass, so that the same bits come out.
        ConvPlan plan => plan with
        {
            Backward = ConvBackward.Pass,
            Branches = plan.Branches.Items.Where(static branch => branch.Source == ConvDenominator.WithoutBias).Select(branch => branch with { Denominator = _slots[node.Output] }).ToEquatable(),
            Returns = EquatableArray<ConvReturn>.Empty,
            Box = null,
            Windows = node.Layer is ConvLayer { Windows: not null } ? new WindowPlan(null, null) : null,
            Unpacked = plan.Unpacked is { } unpacked ? unpacked with { Rooms = EquatableArray.Of(_rooms[node.Index], default, default) } : null,
        },
        DensePlan { Sum: not null } plan => plan with { Sum = _slots[node.Output] },
        DensePlan plan => plan,
        _ => null,
    };

    /// <summary>Where a layer's kernel rectifies its output, or the sum that it adds to: the most that it leaves.</summary>
    private float? RectifiesTo(Node node) => _fusions.RectifiesTo(_graph, _accumulates[node.Index] ? _fusions.Companions.SumBy(_graph, node)! : node);

    private SumBeside? SumOf(Node node)
    {
        if (_accumulates[node.Index] || _fusions.Companions.SumBy(_graph, node) is not { } sum)
            return null;
        int last = ChainTo(sum, node)[0];
        return new SumBeside(_slots[sum.Inputs.Items.First(value => value != last)], _slots[sum.Output], RectifiesTo(sum) is not null);
    }

    private CopyBeside? CopyOf(Node node) => _fusions.Companions.CopyBy(_graph, node) is { } copy
        ? new CopyBeside(_slots[copy.Output], copy.Layer.Ceiling!.Value)
        : null;
}
