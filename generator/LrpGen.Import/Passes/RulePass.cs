using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Passes;

/// <summary>Gives layers the rules that are told for them, and linear layers without one the composite's.</summary>
internal sealed class RulePass(ImportOptions options, LayerNames names, string path)
{
    private readonly List<string> _problems = [];

    private readonly List<CompositeSetting> _used = [];

    private readonly HashSet<(CompositeSetting Composite, RuleKind Rule)> _given = [];

    /// <summary>The composites that decide a layer, with the names that layers have, and without settings that no rule of theirs uses.</summary>
    public IReadOnlyList<CompositeSetting> UsedComposites =>
        [.. _used.Select(WithoutUnused).Select(composite => composite with { From = Name(composite.From), To = Name(composite.To) })];

    /// <summary>What to tell of settings that are left out: of bounds where no composite uses its own.</summary>
    public IEnumerable<string> Notes =>
    [
        .. _used.Exists(static composite => composite.Low.Count > 0) && !_given.Any(static given => given.Rule == RuleKind.ZBox)
            ? ["No layer gets a z-box from EpsilonGammaBox, so its bounds are left out: it has one for a convolution at the input alone."]
            : (string[])[],
        .. _used.Where(composite => WithoutUnused(composite).Epsilon != composite.Epsilon).Select(static composite => $"No layer gets an epsilon rule from {composite.Composite}, so its epsilon is left out."),
        .. _used.Where(composite => WithoutUnused(composite).Gamma != composite.Gamma).Select(static composite => $"No layer gets a gamma rule from {composite.Composite}, so its gamma is left out."),
    ];

    /// <summary>The steps that composites name, which therefore stand for themselves.</summary>
    public HashSet<NetworkStep> FixedSteps(IEnumerable<NetworkStep> steps)
    {
        HashSet<string?> ends = [.. UsedComposites.SelectMany(static composite => new[] { composite.From, composite.To })];
        return [.. steps.Where(step => step.Layers.Any(layer => ends.Contains(layer.Name)))];
    }

    /// <summary>Assigns the rules; the layers are in the order in which they run.</summary>
    public void Run(IReadOnlyList<NetworkLayer> layers, Value input)
    {
        foreach ((string name, RuleSetting rule) in options.Rules)
            Assign(name, rule);
        AssignComposites(layers, input);
        foreach (NetworkLayer layer in layers.Where(static layer => layer.Role == LayerRole.Max))
            AssignMaximum(layer);
        foreach (NetworkLayer layer in layers)
            Check(layer, input);
        if (_problems.Count > 0)
            throw new ImportException(_problems);
    }

    /// <summary>Says which linear layers are without a rule, once it is known which batch norms are layers of their own.</summary>
    public void CheckComplete(IReadOnlyList<NetworkLayer> layers)
    {
        if (layers.FirstOrDefault(static layer => layer is NormLayer { IsFolded: true, HasOwnRule: true, Rule.Kind: not RuleKind.Pass }) is { } folded)
            throw new ImportException($"{path}: batch norm '{folded.Name}' is folded into the linear layer before it, so the rule {folded.Rule} has nothing to explain; give it to that layer.");
        if (options.RulesAreOptional)
            return;
        List<string> missing = [.. layers
            .Where(static layer => layer is LinearLayer or NormLayer { IsFolded: false } && layer.Rule is null)
            .Select(layer => layer is NormLayer
                ? $"{path}: batch norm '{layer.Name}' is folded into no linear layer and has no rule; name one in the rules, for example {{\"{layer.Name}\": {{\"name\": \"pass\"}}}}."
                : $"{path}: layer '{layer.Name}' ({layer.Kind}) has no rule; choose a composite, or name one in the rules, for example {{\"{layer.Name}\": {{\"name\": \"epsilon\"}}}}.")];
        if (missing.Count > 0)
            throw new ImportException(missing);
    }

    private CompositeSetting WithoutUnused(CompositeSetting composite)
    {
        var usual = new CompositeSetting(composite.Composite);
        bool isBoxed = _given.Contains((composite, RuleKind.ZBox));
        return composite with
        {
            Epsilon = _given.Contains((composite, RuleKind.Epsilon)) ? composite.Epsilon : usual.Epsilon,
            Gamma = _given.Contains((composite, RuleKind.Gamma)) ? composite.Gamma : usual.Gamma,
            Low = isBoxed ? composite.Low : usual.Low,
            High = isBoxed ? composite.High : usual.High,
        };
    }

    private string? Name(string? name) => name is null ? null : names.Find(name)!.Name;

    private void Assign(string name, RuleSetting rule)
    {
        if (names.Find(name) is { } layer)
        {
            layer.Rule = rule;
            layer.HasOwnRule = true;
            return;
        }

        bool isHarmless = rule.Kind is RuleKind.Pass or RuleKind.Norm or RuleKind.Winner or RuleKind.Average or RuleKind.Split;
        if (names.FindVanished(name) is not { } node)
            _problems.Add($"{path}: there is no layer '{name}'; there are {NameLists.Nearest(name, names.Layers)}.");
        else if (!isHarmless)
            _problems.Add($"{path}: '{name}' is {node.FullOp} '{node.Title}', which changes nothing and takes no rule but pass; remove its rule {rule}.");
    }

    /// <summary>Leaves the network's way unsaid where a maximum's own is the same.</summary>
    private void AssignMaximum(NetworkLayer layer)
    {
        RuleKind usual = Enum.Parse<RuleKind>(options.MaxRelevance.ToString());
        layer.Rule ??= new RuleSetting(usual);
        layer.HasOwnRule &= layer.Rule.Kind != usual || layer.Rule.Stabilizer is not null;
    }

    private void AssignComposites(IReadOnlyList<NetworkLayer> layers, Value input)
    {
        HashSet<Value> beforeLinear = [input];
        foreach (NetworkLayer layer in layers.Where(static layer => layer is not LinearLayer))
        {
            if (layer.Inputs.Any(beforeLinear.Contains))
                beforeLinear.Add(layer.Output);
        }

        Dictionary<NetworkLayer, int> places = layers.Select(static (layer, place) => (layer, place)).ToDictionary(static pair => pair.layer, static pair => pair.place);
        (CompositeSetting Composite, int First, int Last)[] ranges = [.. options.Composites.Select(composite => (composite, Range(composite, places).First, Range(composite, places).Last))];
        foreach (LinearLayer layer in layers.OfType<LinearLayer>().Where(static layer => !layer.HasOwnRule))
        {
            bool isFirst = layer.Inputs.Any(beforeLinear.Contains);
            foreach ((CompositeSetting composite, int first, int last) in ranges)
            {
                if (places[layer] < first || places[layer] > last || CompositeRules.For(composite, layer.Role, isFirst) is not { } rule)
                    continue;
                if (layer.Rule is not null)
                    _problems.Add($"{path}: layer '{layer.Name}' gets {layer.Rule} and {rule} from two composites; narrow one of them.");
                if (rule.Kind == RuleKind.ZBox && (rule.Low.Count == 0 || rule.High.Count == 0))
                    _problems.Add($"{path}: {composite.Composite} uses a z-box on '{layer.Name}'; give it low and high, the least and largest value of an input.");
                layer.Rule = rule;
                _given.Add((composite, rule.Kind));
                if (!_used.Contains(composite))
                    _used.Add(composite);
            }
        }
    }

    private (int First, int Last) Range(CompositeSetting composite, Dictionary<NetworkLayer, int> places)
    {
        return (Place(composite.From, 0), Place(composite.To, places.Count - 1));

        int Place(string? name, int otherwise)
        {
            if (name is null)
                return otherwise;
            return names.Find(name) is { } found && places.TryGetValue(found, out int place)
                ? place
                : throw new ImportException($"{path}: composite {composite.Composite} names the layer '{name}', which is not there; there are {NameLists.Nearest(name, names.Layers)}.");
        }
    }

    private void Check(NetworkLayer layer, Value input)
    {
        if (layer.Rule is not { } rule)
            return;
        if (!LegalRules.Takes(layer.Role, rule.Kind))
            _problems.Add($"{path}: layer '{layer.Name}' ({layer.Kind}) does not take the rule {rule}; it takes {LegalRules.Names(layer.Role)}.");
        else if (rule.Kind == RuleKind.Pass && !layer.Input.Shape.SequenceEqual(layer.Output.Shape))
            _problems.Add($"{path}: layer '{layer.Name}' makes {Sizes.Text(layer.Output.Shape)} of {Sizes.Text(layer.Input.Shape)}, so relevance cannot pass unchanged; give it another rule.");
        else if (rule is { Kind: RuleKind.ZBox, Low.Count: > 0, High.Count: > 0 })
            CheckBox(layer, rule, input);
    }

    private void CheckBox(NetworkLayer layer, RuleSetting rule, Value input)
    {
        Value at = layer.Input;
        while (at.Producer is ReshapeLayer or UpsampleLayer or NormLayer || (at.Producer is FrameLayer frame && (!frame.IsZeroPad || (rule.Low.Max() <= 0 && rule.High.Min() >= 0))))
            at = at.Producer.Input;
        if (at != input)
            _problems.Add($"{path}: {rule} on '{layer.Name}' bounds the values of the input, but '{layer.Name}' takes those of '{at.Producer!.Name}'; use another rule there.");
        else if (rule.Low.Count != 1 && rule.Low.Count != input.Channels)
            _problems.Add($"{path}: {rule} on '{layer.Name}' has {rule.Low.Count} bounds; give one, or one for each of the {input.Channels} channels of the input {Sizes.Text(input.Shape)}.");
    }
}
