using System;
using System.Collections.Generic;
using System.Threading;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Layers;
using LrpGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Parsing;

/// <summary>Reads the attributes of one step, in the order written.</summary>
internal sealed class StepReader(IPropertySymbol property, ParseContext context, CancellationToken cancellation)
{
    private string? _firstLayer;

    public List<LayerSpec> Layers { get; } = [];

    public List<RuleSpec> Rules { get; } = [];

    /// <summary>How many layer attributes there are, good or bad.</summary>
    public int LayerAttributes { get; private set; }

    /// <summary>The use of a block that the step is, where it is one.</summary>
    public BlockUse? Use { get; private set; }

    public string? WeightName { get; private set; }

    public bool SharesWeights { get; private set; }

    public bool Keep { get; private set; }

    public bool IsOutput { get; private set; }

    public string? From { get; private set; }

    public int? FromAnchor { get; private set; }

    public int? WeightsAnchor { get; private set; }

    public void Read()
    {
        foreach (AttributeData data in property.GetAttributes())
        {
            if (!NetworkParser.IsOurs(data.AttributeClass))
                continue;
            var attribute = new AttributeReader(data, context, cancellation);
            string name = data.AttributeClass!.Name;
            if (name == KnownNames.UseAttribute && data.AttributeClass.TypeArguments is [var block])
                ReadLayer(attribute, reader => ReadUse(reader, block));
            else if (LayerRegistry.Parsers.TryGetValue(name, out Func<AttributeReader, LayerSpec?>? parseLayer))
                ReadLayer(attribute, parseLayer);
            else if (RuleRegistry.Parsers.TryGetValue(name, out Func<AttributeReader, RuleSpec?>? parseRule))
                ReadRule(attribute, parseRule);
            else if (name == "WeightsAttribute")
                ReadWeights(attribute);
            else if (name == "KeepAttribute")
                Keep = true;
            else if (name == "OutputAttribute")
                IsOutput = true;
        }

        CheckWeights();
    }

    private LayerSpec? ReadUse(AttributeReader attribute, ITypeSymbol block)
    {
        if (block.OriginalDefinition is INamedTypeSymbol named)
            Use = new BlockUse(named, attribute);
        else
            attribute.Report(Descriptors.NotABlock, attribute.Anchor, block.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), "is not a block", "use a class that has [Block]");
        return null;
    }

    private void ReadLayer(AttributeReader attribute, Func<AttributeReader, LayerSpec?> parse)
    {
        LayerAttributes++;
        bool isUse = attribute.DisplayName == "Use";
        if (_firstLayer is not null && (isUse || Use is not null))
        {
            (string use, string other) = isUse ? (attribute.DisplayName, _firstLayer) : (_firstLayer, attribute.DisplayName);
            attribute.Report(Descriptors.UseNotAlone, attribute.Anchor, property.Name, use, other);
        }

        if (attribute.String("From") is { } from)
        {
            if (_firstLayer is null)
            {
                From = from;
                FromAnchor = attribute.AnchorOf("From");
            }
            else
            {
                attribute.Report(Descriptors.FromOnInnerLayer, attribute.AnchorOf("From"), attribute.DisplayName, property.Name, _firstLayer);
            }
        }

        _firstLayer ??= attribute.DisplayName;
        if ((isUse || !attribute.IsUnreadable) && parse(attribute) is { } layer)
            Layers.Add(layer);
    }

    private void ReadRule(AttributeReader attribute, Func<AttributeReader, RuleSpec?> parse)
    {
        foreach (string end in new[] { "From", "To" })
        {
            if (attribute.String(end) is not null)
                attribute.Report(Descriptors.RangeOnStep, attribute.AnchorOf(end), "[" + attribute.DisplayName + "]", property.Name, end);
        }

        if (!attribute.IsUnreadable && parse(attribute) is { } rule)
            Rules.Add(rule);
    }

    private void ReadWeights(AttributeReader attribute)
    {
        WeightName = attribute.String("name");
        WeightsAnchor = attribute.AnchorOf("name");
        SharesWeights = attribute.Bool("Shared", false);
    }

    /// <summary>Tells of a name that no tensor has.</summary>
    public void ReportUnusedWeights(string why) =>
        context.Diagnostics.Report(Descriptors.UnusedSetting, WeightsAnchor!.Value, $"[Weights] of '{property.Name}'", why, "remove it");

    /// <summary>A use of a block may leave its name out of the tensors' names; a layer's tensors need one.</summary>
    private void CheckWeights()
    {
        if (WeightsAnchor is not { } anchor)
            return;
        if (WeightName is null || (WeightName.Length == 0 && Use is null))
            context.Diagnostics.Report(Descriptors.ParameterOutOfRange, anchor, "name", "[Weights]", WeightName is null ? "null" : "empty", "the part of the tensors' names before '.weight'");
        else if (Use is null && Layers.Count > 0 && Layers.Count == LayerAttributes && !Layers.Exists(static layer => layer.IsNamedByStep))
            ReportUnusedWeights(Layers.Exists(static layer => layer.Linear != LinearKind.None) ? "[BatchNorm] names its tensors itself" : "none of its layers has weights");
    }
}
