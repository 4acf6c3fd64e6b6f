namespace LrpGen.Generator;

/// <summary>The names of the pipeline's stages, as the incrementality tests ask for them.</summary>
internal static class TrackingNames
{
    /// <summary>What the parser makes of each class, with places: new at every edit.</summary>
    public const string Parsed = nameof(Parsed);

    /// <summary>The comparable part of it.</summary>
    public const string Model = nameof(Model);

    /// <summary>What the passes make of a model.</summary>
    public const string Lowered = nameof(Lowered);

    /// <summary>The files that more than one network would be emitted to.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The printed text.</summary>
    public const string Source = nameof(Source);
}
