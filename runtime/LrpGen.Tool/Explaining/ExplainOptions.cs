using LrpGen.Imaging;
using LrpGen.Tool.Commands;

namespace LrpGen.Tool.Explaining;

/// <summary>What the command line of <c>lrpgen explain</c> says.</summary>
internal sealed record ExplainOptions
{
    public required string Model { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required string Target { get; init; }

    public required ModelChoice Choice { get; init; }

    public required PictureSettings Pictures { get; init; }

    public required string? Classes { get; init; }

    public required string? Output { get; init; }

    public required string? Heatmap { get; init; }

    public required Colormap Colormap { get; init; }

    public required string? Layer { get; init; }

    public required bool Ledger { get; init; }

    public required string? Report { get; init; }

    public required int Threads { get; init; }

    public required Shard? Shard { get; init; }

    public required bool IsJson { get; init; }

    /// <summary>Where neither relevances nor pictures nor a report are asked for, relevances and pictures are written.</summary>
    public bool WritesUnasked => Output is null && Heatmap is null && Report is null;
}
