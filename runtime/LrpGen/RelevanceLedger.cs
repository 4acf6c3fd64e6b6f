using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace LrpGen;

/// <summary>
/// Where the relevance that reached one step went. The four parts add up to what came in, but for the rounding of
/// float32 sums.
/// </summary>
/// <param name="Layer">The step's name.</param>
/// <param name="Received">The sum of the relevance at the step's output.</param>
/// <param name="PassedOn">The sum of the relevance that it gave to its inputs.</param>
/// <param name="AbsorbedByBias">What stayed in the bias.</param>
/// <param name="TakenByStabilizer">What the stabilizer or epsilon took.</param>
/// <param name="Dropped">What arrived at outputs from which the rule lets nothing pass.</param>
public readonly record struct LedgerEntry(
    string Layer,
    double Received,
    double PassedOn,
    double AbsorbedByBias,
    double TakenByStabilizer,
    double Dropped)
{
    /// <summary>What came in less all four parts: rounding.</summary>
    public double Rounding => Received - PassedOn - AbsorbedByBias - TakenByStabilizer - Dropped;
}

/// <summary>The ledger of the last explanation: one entry per step, in the order declared. <see cref="ToString"/> prints it as a table.</summary>
public sealed class RelevanceLedger : IReadOnlyList<LedgerEntry>
{
    private readonly LedgerEntry[] _entries;

    internal RelevanceLedger(IReadOnlyList<LayerInfo> layers) =>
        _entries = [.. layers.Select(static layer => new LedgerEntry(layer.Name, 0, 0, 0, 0, 0))];

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public LedgerEntry this[int index] => _entries[index];

    /// <inheritdoc/>
    public IEnumerator<LedgerEntry> GetEnumerator() => ((IEnumerable<LedgerEntry>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the entry of a step; for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Record(int step, double received, double passedOn, double absorbedByBias, double takenByStabilizer, double dropped) =>
        _entries[step] = new LedgerEntry(_entries[step].Layer, received, passedOn, absorbedByBias, takenByStabilizer, dropped);

    /// <summary>The entries as a table, the output's first, as the relevance flows.</summary>
    public override string ToString()
    {
        var rows = new List<string[]> { new[] { "step", "received", "passed on", "bias", "stabilizer", "dropped" } };
        for (int k = _entries.Length - 1; k >= 0; k--)
        {
            LedgerEntry entry = _entries[k];
            rows.Add(
            [
                entry.Layer,
                Number(entry.Received),
                Number(entry.PassedOn),
                Number(entry.AbsorbedByBias),
                Number(entry.TakenByStabilizer),
                Number(entry.Dropped),
            ]);
        }

        return TextTable.Format(rows, rightAligned: [1, 2, 3, 4, 5]);
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
