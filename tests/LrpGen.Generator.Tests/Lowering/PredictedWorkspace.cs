using System.Globalization;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>
/// Plays the reads and writes of a forward pass that no explanation follows, over a workspace of terms: each float holds a place in a term
/// of the input. What a value must be follows from the graph alone; what is written, from what a layer's kernel is told. It knows nothing
/// of homes, of the planner's times, or of who does whose work.
/// </summary>
internal sealed class PredictedWorkspace
{
    private readonly Graph _graph;
    private readonly LaidOutGraph _laid;
    private readonly LoweredNode[] _nodes;
    private readonly Terms _terms = new();
    private readonly Term[] _values;
    private readonly Atom[] _floats;

    private PredictedWorkspace(LoweredNetwork network, LaidOutGraph laid)
    {
        _nodes = [.. network.Steps.Items.SelectMany(static step => step.Predicted.Items)];
        _laid = WindowPass.RunForPrediction(laid, _nodes.Any(static node => node.Plan is ConvPlan { IsPrecise: true }));
        _graph = _laid.Graph;
        _floats = new Atom[network.WorkspaceFloats];
        Assert.Equal(_graph.Nodes.Items.Select(static node => node.Layer), _nodes.Select(static node => node.Layer));
        _values = new Term[_graph.ValueCount];
        _values[0] = _terms.Of("input", [], FormOf(0));
        foreach (Node node in _graph.Nodes)
            _values[node.Output] = TermOf(node);
    }

    /// <summary>One call, in memory that holds what was there before.</summary>
    public static void Play(LoweredNetwork network, LaidOutGraph laid)
    {
        var workspace = new PredictedWorkspace(network, laid);
        workspace.Write(network.Input, workspace._values[0]);
        foreach (Node node in workspace._graph.Nodes)
        {
            if (workspace._nodes[node.Index].Layer.IsComputed(workspace._nodes[node.Index]))
                workspace.Run(node, workspace._nodes[node.Index]);
        }

        workspace.Read(network.Input, workspace._values[0], "the input afterwards");
        workspace.Read(network.Output, workspace._values[workspace._graph.Result], "the output");
        workspace.Read(network.Logits, workspace._values[workspace._laid.Logits], "the logits");
    }

    private void Run(Node node, LoweredNode lowered)
    {
        string name = $"node {node.Index}, {lowered.Layer.Wording} of {lowered.StepName},";
        Slot[] inputs = [.. lowered.PlainInput is { } plain ? [plain] : lowered.Inputs.Items];
        Term[] read = [.. node.Inputs.Items.Select(value => lowered.PlainInput is not null || lowered.RectifiesInput ? _values[_graph.ProducerOf(value)!.Input] : _values[value])];
        if (lowered.Layer is ConcatLayer)
        {
            Join(node, lowered, name);
            return;
        }

        for (int k = 0; k < inputs.Length; k++)
            Read(inputs[k], read[k], $"input {k} of {name}");
        if (lowered.RectifiesInput)
            Assert.Equal(_values[node.Input], _terms.Rectified(read[0], float.PositiveInfinity));

        // Kernels read while they write, but for those that go value by value. Where weights are packed, nothing else may be.
        Slot[] written = [lowered.Output, .. ConvSlots(lowered), .. lowered.Sum is { } sum ? [sum.Result] : Array.Empty<Slot>(), .. lowered.Copy is { } copy ? [copy.Result] : Array.Empty<Slot>()];
        bool isByValue = lowered.Layer is AddLayer or ActivationLayer or BatchNormLayer;
        foreach (Slot slot in written)
        {
            foreach (Slot input in inputs)
                Assert.True(IsApart(slot, input) || (isByValue && slot == input), $"{name} writes {slot} over its input {input}");
        }

        if (lowered.Plan is ConvPlan { Unpacked: { } unpacked })
        {
            Slot room = unpacked.Rooms[(int)Phase.Forward];
            Assert.True(room.Count > 0);
            Assert.All(inputs.Concat(written), slot => Assert.True(IsApart(slot, room), $"{name} packs weights in {room} over {slot}"));
            Write(room, _terms.Of("weights of " + Key(node), [], Form.Plain(room.Count)));
        }

        // Unlike the value, which others may have to finish: what the layer itself makes of its inputs.
        Term result = TermOf(node);
        if (lowered.Accumulates)
            result = _terms.Sum([result, TermAt(lowered.Output, name)]);
        if (lowered.RectifiesTo is { } ceiling)
            result = _terms.Rectified(result, ceiling);
        Term? summand = lowered.Sum is { } beside ? TermAt(beside.Summand, name) : null;
        Write(lowered.Output, result);
        if (lowered.Sum is { } also)
        {
            // It is read while the result is written.
            Assert.True(IsApart(also.Summand, lowered.Output), $"{name} writes over its summand");
            result = _terms.Sum([result, summand!]);
            if (also.Rectifies)
                result = _terms.Rectified(result, float.PositiveInfinity);
            Write(also.Result, result);
        }

        if (lowered.Copy is { } rectified)
        {
            Assert.True(IsApart(rectified.Result, lowered.Output) && (lowered.Sum is not { } sums || (IsApart(rectified.Result, sums.Result) && IsApart(rectified.Result, sums.Summand))), $"{name} copies over what it makes");
            Write(rectified.Result, _terms.Rectified(result, rectified.Ceiling));
        }
    }

    /// <summary>A concatenation moves what was not made in its place, and clears what nobody wrote.</summary>
    private void Join(Node node, LoweredNode lowered, string name)
    {
        Term whole = _values[node.Output];
        int first = 0;
        Form form = FormOf(node.Output);
        for (int k = 0; k < node.Inputs.Count; k++)
        {
            Slot input = lowered.Inputs[k];
            Dims part = lowered.InputShapes[k];
            Read(input, _values[node.Inputs[k]], $"input {k} of {name}");
            int start = lowered.Output.Start + (first / 16 * 16 * part.Pixels), end = lowered.Output.Start + (Dims.Pad(first + part.Channels) * part.Pixels);
            bool isThere = input.Start == lowered.Output.Start + ConcatLayer.PlaceOf(first, part);
            Assert.True(isThere || IsApart(input, new Slot(start, end - start)), $"{name} writes over its input {k}");
            for (int at = 0; at < form.Floats && !isThere; at++)
            {
                int channel = ChannelOf(at, form.Pixels);
                if (channel >= first && channel < first + part.Channels)
                    _floats[lowered.Output.Start + at] = whole.At(at);
            }

            first += part.Channels;
        }

        for (int at = 0; at < form.Floats && lowered.ClearsPadding; at++)
        {
            if (form.IsPadding(at))
                _floats[lowered.Output.Start + at] = Atom.Zero;
        }
    }

    /// <summary>What a value is.</summary>
    private Term TermOf(Node node)
    {
        Term[] inputs = [.. node.Inputs.Items.Select(value => _values[value])];
        return node.Layer switch
        {
            { IsIdentity: true } => inputs[0],
            { Ceiling: { } ceiling } => _terms.Rectified(inputs[0], ceiling),
            AddLayer => _terms.Sum(inputs),
            ConcatLayer => _terms.Of(Key(node), inputs, FormOf(node.Output), Joined(node)),
            _ => _terms.Of(Key(node), inputs, FormOf(node.Output)),
        };
    }

    private static string Key(Node node) => node.Index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where each float of a concatenation comes from.</summary>
    private Atom[] Joined(Node node)
    {
        Form form = FormOf(node.Output);
        var whole = new Atom[form.Floats];
        Array.Fill(whole, Atom.Zero);
        int first = 0;
        foreach (int input in node.Inputs)
        {
            Form part = FormOf(input);
            for (int at = 0; at < part.Floats; at++)
            {
                if (!part.IsPadding(at))
                    whole[FloatOf(first + ChannelOf(at, part.Pixels), at / 16 % part.Pixels, part.Pixels)] = _values[input].At(at);
            }

            first += part.Channels;
        }

        return whole;
    }

    private static int FloatOf(int channel, int pixel, int pixels) => (((channel / 16 * pixels) + pixel) * 16) + (channel % 16);

    private static int ChannelOf(int at, int pixels) => (at / (16 * pixels) * 16) + (at % 16);

    private Form FormOf(int value) => Form.Of(_laid.Shapes[value], _laid.Layouts[value]);

    private static IEnumerable<Slot> ConvSlots(LoweredNode node) => node.Plan switch
    {
        ConvPlan plan => plan.Branches.Items.Select(static branch => branch.Denominator!.Value),
        DensePlan { Sum: { } sum } => [sum],
        _ => [],
    };

    private static bool IsApart(Slot one, Slot other) => one.Start + one.Padded <= other.Start || other.Start + other.Padded <= one.Start;

    private void Write(Slot slot, Term term)
    {
        Assert.Equal(slot.Padded, term.Form.Floats);
        for (int at = 0; at < slot.Padded; at++)
            _floats[slot.Start + at] = term.At(at);
    }

    private void Read(Slot slot, Term term, string what)
    {
        if (!Holds(slot, term, out int at))
            Assert.Fail($"Float {slot.Start + at}, {what} at {at}, should be {_terms.Text(term.At(at))}, but is {_terms.Text(_floats[slot.Start + at])}.");
    }

    /// <summary>Whether a term stands in a place; else where it does not.</summary>
    private bool Holds(Slot slot, Term term, out int at)
    {
        Assert.Equal(slot.Padded, term.Form.Floats);
        for (at = 0; at < slot.Padded; at++)
        {
            if (_floats[slot.Start + at] != term.At(at))
                return false;
        }

        return true;
    }

    /// <summary>The term that stands in a place, whole.</summary>
    private Term TermAt(Slot slot, string name)
    {
        Term? whole = _terms.Joined.Prepend(_terms.Numbered(_floats[slot.Start].Term)).FirstOrDefault(term => term is not null && term.Form.Floats == slot.Padded && Holds(slot, term, out _));
        Assert.True(whole is not null, $"{name} adds to what is no value, {_terms.Text(_floats[slot.Start])}");
        return whole!;
    }

    /// <summary>A place in a term; in none where memory holds what was there before.</summary>
    private readonly record struct Atom(int Term, int At)
    {
        public static Atom Zero { get; } = new(-1, 0);
    }

    /// <summary>How many floats a value has, and which of them are padding.</summary>
    private readonly record struct Form(int Floats, int Channels, int Pixels)
    {
        public static Form Of(Dims shape, Layout layout) => layout == Layout.Blocked ? new(shape.CountIn(layout), shape.Channels, shape.Pixels) : Plain(shape.Count);

        public static Form Plain(int count) => new(Dims.Pad(count), count, 1);

        public bool IsPadding(int at) => Channels % 16 != 0 && ChannelOf(at, Pixels) >= Channels;
    }

    /// <summary>A value as it follows from the input.</summary>
    private sealed record Term(int Number, string Key, Form Form, Atom[]? Joined)
    {
        public Atom At(int at) => Joined is not null ? Joined[at] : Form.IsPadding(at) ? Atom.Zero : new Atom(Number, at);
    }

    /// <summary>Terms, each once, by a number above zero.</summary>
    private sealed class Terms
    {
        private readonly Dictionary<string, Term> _byKey = [];
        private readonly List<Term?> _terms = [null];

        /// <summary>Those made of others' floats.</summary>
        public IEnumerable<Term> Joined => _terms.OfType<Term>().Where(static term => term.Joined is not null);

        public Term? Numbered(int number) => number > 0 ? _terms[number] : null;

        public Term Rectified(Term of, float ceiling) => Of(FormattableString.Invariant($"max0 to {ceiling}"), [of], of.Form);

        /// <summary>A sum in any order.</summary>
        public Term Sum(Term[] of) => Of("+", [.. of.OrderBy(static term => term.Number)], of[0].Form);

        public Term Of(string name, Term[] of, Form form, Atom[]? joined = null)
        {
            string key = $"{name}({string.Join(", ", of.Select(static term => term.Number))})";
            if (!_byKey.TryGetValue(key, out Term? term))
            {
                term = new Term(_terms.Count, key, form, joined);
                _byKey.Add(key, term);
                _terms.Add(term);
            }

            return term;
        }

        public string Text(Atom atom) => atom == Atom.Zero ? "zero" : atom.Term == 0 ? "of before" : $"term {atom.Term} = {_terms[atom.Term]!.Key} at {atom.At}";
    }
}
