using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LrpGen.Generator.Emission;
using LrpGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Diagnostics;

/// <summary>A diagnostic as the model can hold it: its id, an anchor for the place, and the words that fill its message.</summary>
internal sealed record DiagnosticInfo(string Id, int Anchor, EquatableArray<string> Arguments)
{
    public bool IsError => Descriptors.Get(Id).DefaultSeverity == DiagnosticSeverity.Error;

    public Diagnostic ToDiagnostic(LocationTable locations) =>
        Diagnostic.Create(Descriptors.Get(Id), locations[Anchor], locations.UsesAt(Anchor), Arguments.Cast<object>().ToArray());
}

/// <summary>The places in the source that a model's anchors stand for. Not part of the model.</summary>
internal sealed class LocationTable
{
    private readonly List<(Location Place, ImmutableArray<Location> Uses)> _locations = [];

    public Location this[int anchor] => _locations[anchor].Place;

    /// <summary>The uses of blocks that are being read: what is added lies within them.</summary>
    public ImmutableArray<Location> Uses { get; set; } = ImmutableArray<Location>.Empty;

    public ImmutableArray<Location> UsesAt(int anchor) => _locations[anchor].Uses;

    public int Add(Location location)
    {
        _locations.Add((location, Uses));
        return _locations.Count - 1;
    }
}

/// <summary>Collects what a stage finds wrong.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<DiagnosticInfo> _found = [];

    public bool HasErrors => _found.Any(static found => found.IsError);

    public EquatableArray<DiagnosticInfo> Found => _found.ToEquatable();

    public void Report(DiagnosticDescriptor descriptor, int anchor, params object[] arguments) => _found.Add(new DiagnosticInfo(
        descriptor.Id,
        anchor,
        arguments.Select(static argument => argument switch
        {
            float number => CodeWriter.Plain(number),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => argument.ToString(),
        }).ToEquatable()));
}
