using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LrpGen.Generator;

/// <summary>
/// The compiler's pipeline: attributed class, model, lowered network, text. Sources depend on models alone; diagnostics on
/// models and on the places that travel beside them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LrpGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedNetwork> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.NetworkAttribute,
                static (node, _) => node is ClassDeclarationSyntax || node.IsKind(SyntaxKind.RecordDeclaration),
                static (source, cancellation) => NetworkParser.Parse(source, cancellation))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(TrackingNames.Parsed);

        IncrementalValuesProvider<CheckedBlock> blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Namespace + "." + KnownNames.BlockAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (source, cancellation) => BlockParser.Check(source, cancellation));

        IncrementalValuesProvider<NetworkModel> models = parsed
            .Select(static (network, _) => network.Model)
            .WithTrackingName(TrackingNames.Model);

        IncrementalValuesProvider<CompiledNetwork> compiled = models
            .Select(static (model, cancellation) => new CompiledNetwork(
                model.Outline,
                model.Spec is null ? null : Compiler.Run(model.Spec, cancellation)))
            .WithTrackingName(TrackingNames.Lowered);

        IncrementalValueProvider<EquatableArray<string>> clashes = models
            .Select(static (model, _) => model.Outline?.Class.HintName)
            .Collect()
            .Select(static (names, _) => Clashing(names))
            .WithTrackingName(TrackingNames.Clashes);

        IncrementalValuesProvider<EmittedSource?> sources = compiled
            .Combine(clashes)
            .Select(static (pair, _) => Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Source);

        context.RegisterSourceOutput(sources, static (output, source) =>
        {
            if (source is not null)
                output.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
        });

        context.RegisterSourceOutput(
            parsed.Collect().Combine(compiled.Collect()).Combine(clashes).Combine(blocks.Collect()),
            static (output, all) => Report(output, all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right));
    }

    /// <summary>The names that occur more than once; the compiler does not tell files apart by case.</summary>
    private static EquatableArray<string> Clashing(ImmutableArray<string?> names) => names
        .Where(static name => name is not null)
        .GroupBy(static name => name!, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() > 1)
        .SelectMany(static group => group.Skip(1))
        .Select(static name => name!)
        .ToEquatable();

    private static EmittedSource? Emit(CompiledNetwork compiled, EquatableArray<string> clashes)
    {
        if (compiled.Outline is not { } outline || clashes.Items.Contains(outline.Class.HintName))
            return null;
        string text = compiled.Lowering?.Network is { } network ? NetworkEmitter.Emit(network) : StubEmitter.Emit(outline);
        return new EmittedSource(outline.Class.HintName, text);
    }

    private static void Report(
        SourceProductionContext output,
        ImmutableArray<ParsedNetwork> parsed,
        ImmutableArray<CompiledNetwork> compiled,
        EquatableArray<string> clashes,
        ImmutableArray<CheckedBlock> blocks)
    {
        // A mistake in a block is found at every use, and told once.
        var told = new HashSet<(string, Location)>();
        foreach (IGrouping<(string, Location, string), Diagnostic> same in parsed
            .SelectMany((network, k) => Diagnostics(network, compiled[k], clashes))
            .GroupBy(static diagnostic => (diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture))))
        {
            told.Add((same.Key.Item1, same.Key.Item2));
            output.ReportDiagnostic(same.First());
        }

        // With its use beside it, it is told better than without.
        foreach (Diagnostic alone in blocks.SelectMany(static block => block.Diagnostics.Select(diagnostic => diagnostic.ToDiagnostic(block.Locations))))
        {
            if (told.Add((alone.Id, alone.Location)))
                output.ReportDiagnostic(alone);
        }
    }

    private static IEnumerable<Diagnostic> Diagnostics(ParsedNetwork parsed, CompiledNetwork compiled, EquatableArray<string> clashes)
    {
        LocationTable locations = parsed.Locations;
        foreach (DiagnosticInfo diagnostic in parsed.Model.Diagnostics.Concat(compiled.Lowering?.Diagnostics ?? EquatableArray<DiagnosticInfo>.Empty))
            yield return diagnostic.ToDiagnostic(locations);
        if (parsed.Model.Outline is { } outline && clashes.Items.Contains(outline.Class.HintName))
            yield return Diagnostic.Create(Descriptors.SameFile, locations[0], outline.Class.Name, outline.Class.HintName);
    }
}

/// <summary>A class after lowering.</summary>
internal sealed record CompiledNetwork(ClassOutline? Outline, LoweringResult? Lowering);

/// <summary>A file to add to the compilation.</summary>
internal sealed record EmittedSource(string HintName, string Text);
