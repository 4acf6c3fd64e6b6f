using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Model;
using LrpGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>Collects the steps of a network in the order in which they run, those of blocks in place of their uses.</summary>
internal sealed class StepCollector(ParseContext context, Compilation compilation, CancellationToken cancellation)
{
    // Blocks that use each other twice double with each. No one has networks in mind that are larger than this.
    private const int MostSteps = 5000;
    private const int MostBlocks = 100;

    private readonly BlockReader _blocks = new(context, cancellation);
    private readonly ConstantReader _constants = new(compilation, cancellation);
    private int _firstOfUse;
    private bool _isTooLarge;

    public List<StepSpec> Steps { get; } = [];

    /// <summary>The uses of blocks, each behind those within it.</summary>
    public List<UseSpec> Uses { get; } = [];

    /// <summary>Whether every use could be written out; where one could not, LrpGen or the C# compiler has said why.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Adds a step; its attributes have not been looked at.</summary>
    public void Add(IPropertySymbol property, StepScope scope)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_isTooLarge)
            return;
        int nameAnchor = scope.Context.Place(property);
        var reader = new StepReader(property, scope.Context, cancellation);
        reader.Read();
        if (reader.LayerAttributes == 0 && NetworkParser.IsLayer(property.Type))
            scope.Context.Diagnostics.Report(Descriptors.StepWithoutLayer, nameAnchor, property.Name);

        var step = new StepSpec(
            scope.Prefix + property.Name,
            scope.Names is null ? OutlineReader.Modifiers(property, cancellation) : "",
            reader.Layers.Select(layer => scope.Resolve(property.Name, layer)).ToEquatable(),
            reader.Rules.ToEquatable(),
            scope.WeightPrefix + (reader.WeightName ?? property.Name),
            reader.SharesWeights || scope.SharesWeights,
            scope.KeepsAll || reader.Keep || reader.IsOutput,
            reader.IsOutput,
            reader.From is { } name ? scope.Resolve(property.Name, name, reader.FromAnchor!.Value) : null,
            new StepAnchors(nameAnchor, reader.From is { } written ? scope.AnchorOf(written, reader.FromAnchor!.Value) : nameAnchor, reader.WeightsAnchor ?? nameAnchor));
        if (Steps.Count == scope.First && scope.IsInputNamed && step.From is null && !OpensWithSeveral(step))
            step = step with { From = scope.Input, Anchors = step.Anchors with { From = scope.InputAnchor } };

        if (scope.Blocks.IsEmpty)
            _firstOfUse = Steps.Count;
        if (reader.Use is { } use)
        {
            int first = Steps.Count;
            AddUse(use, step, scope, reader.WeightName == "" ? scope.WeightPrefix : step.WeightName + ".");
            if (reader.WeightsAnchor is not null && IsComplete && !Steps.Skip(first).Any(static inner => inner.Layers.Items.Any(static layer => layer.Linear != LinearKind.None)))
                reader.ReportUnusedWeights("none of its block's layers has weights");
        }
        else
        {
            Steps.Add(step);
        }

        scope.Names?.Add(property.Name, step.Name);
    }

    /// <summary>Looks at the steps of a block without a use, and without the values and the shape that it would give them.</summary>
    public void CheckAlone(INamedTypeSymbol type)
    {
        if (_blocks.ReadAlone(type) is not { } block)
            return;
        var values = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (IFieldSymbol parameter in block.Parameters)
            values.Add(parameter, parameter.ConstantValue is int written ? written : 0);
        var scope = new StepScope(context.Within(new BlockArguments(_constants, values) { AreAssumed = true }))
        {
            Blocks = [type],
            Names = new BlockNames(block, KnownNames.Input, context.Diagnostics),
        };
        foreach (IPropertySymbol property in block.Steps)
            Add(property, scope);
    }

    private static bool OpensWithSeveral(StepSpec step) => step.Layers.Count > 0 && step.Layers[0] is JoinLayer { Names.Count: > 1 };

    /// <summary>Adds the steps of a block.</summary>
    /// <param name="use">What asks for it.</param>
    /// <param name="step">The use as the step that it would be without layers.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="weightPrefix">What comes before the names of its tensors.</param>
    private void AddUse(BlockUse use, StepSpec step, StepScope scope, string weightPrefix)
    {
        if (scope.Context.Arguments is { AreAssumed: true } || use.Attribute.IsUnreadable)
        {
            // The blocks that a block uses are looked at by themselves too.
            IsComplete = false;
            return;
        }

        _isTooLarge = Steps.Count - _firstOfUse >= MostSteps || scope.Blocks.Length >= MostBlocks;
        if (_isTooLarge || IsWithinItself(use, scope) || _blocks.Read(use) is not { } block || ValuesOf(block, use, step.Name) is not { } values)
        {
            IsComplete = false;
            return;
        }

        int first = Steps.Count;
        string input = step.From ?? (first == scope.First ? scope.Input : Steps[first - 1].Name);
        var inner = new StepScope(context.Within(new BlockArguments(_constants, values)))
        {
            Prefix = step.Name + "_",
            WeightPrefix = weightPrefix,
            KeepsAll = scope.KeepsAll,
            SharesWeights = step.SharesWeights,
            Blocks = scope.Blocks.Add(use.Block),
            Input = input,
            IsInputNamed = step.From is not null,
            InputAnchor = step.From is null ? use.Attribute.Anchor : step.Anchors.From,
            First = first,
            Names = new BlockNames(block, input, context.Diagnostics),
        };

        LocationTable locations = context.Locations;
        ImmutableArray<Location> around = locations.Uses;
        locations.Uses = around.Insert(0, locations[use.Attribute.Anchor]);
        foreach (IPropertySymbol property in block.Steps)
            Add(property, inner);
        locations.Uses = around;
        if (_isTooLarge && scope.Blocks.IsEmpty)
        {
            context.Diagnostics.Report(Descriptors.UseTooLarge, use.Attribute.Anchor, use.Block.Name, step.Name, Text(MostSteps), Text(MostBlocks));
            _isTooLarge = false;
            IsComplete = false;
        }

        if (Steps.Count == first)
            return;
        StepSpec last = Steps[Steps.Count - 1];
        Steps[Steps.Count - 1] = last with { Keep = last.Keep || step.Keep, IsOutput = last.IsOutput || step.IsOutput };
        Uses.Add(new UseSpec(step.Name, step.Modifiers, Wording(block, values), first, Steps.Count - 1, step.Rules, step.Anchors.Name));
    }

    private bool IsWithinItself(BlockUse use, StepScope scope)
    {
        if (!scope.Blocks.Contains(use.Block, SymbolEqualityComparer.Default))
            return false;
        string way = string.Join(" -> ", scope.Blocks.SkipWhile(block => !SymbolEqualityComparer.Default.Equals(block, use.Block)).Append(use.Block).Select(static block => block.Name));
        context.Diagnostics.Report(Descriptors.BlockUsesItself, use.Attribute.Anchor, use.Block.Name, way);
        return true;
    }

    /// <summary>The values of a block's parameters in one use; null where it gives too many or too few.</summary>
    private Dictionary<ISymbol, int>? ValuesOf(BlockDeclaration block, BlockUse use, string step)
    {
        EquatableArray<int> given = use.Attribute.Ints("parameters");
        int most = block.Parameters.Length;
        if (given.Count < block.Required || given.Count > most)
        {
            string name = block.Symbol.Name;
            string list = string.Join(", ", block.Parameters.Select(static parameter => parameter.Name));
            context.Diagnostics.Report(
                Descriptors.ParameterCount,
                given.Count > most ? use.Attribute.AnchorOf("parameters", most) : use.Attribute.Anchor,
                name,
                step,
                given.Count == 1 ? "1 parameter" : Text(given.Count) + " parameters",
                most == 0 ? "none" : (block.Required == most ? Text(most) : $"{Text(block.Required)} to {Text(most)}") + $" ({list})",
                most == 0 ? $"[Use<{name}>]" : $"[Use<{name}>({list})]");
            return null;
        }

        var values = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        for (int k = 0; k < most; k++)
            values.Add(block.Parameters[k], k < given.Count ? given[k] : block.Parameters[k].ConstantValue is int written ? written : 0);
        return values;
    }

    private static string Wording(BlockDeclaration block, Dictionary<ISymbol, int> values) => block.Parameters.IsEmpty
        ? $"Use<{block.Symbol.Name}>"
        : $"Use<{block.Symbol.Name}>({string.Join(", ", block.Parameters.Select(parameter => $"{parameter.Name} = {Text(values[parameter])}"))})";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
