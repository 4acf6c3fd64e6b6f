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

    /// <summary>Opens the entry of a step with what came in; for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Receive(int step, double received) => _entries[step] = new LedgerEntry(_entries[step].Layer, received, 0, 0, 0, 0);

    /// <summary>Adds what one layer of a step did not pass on; for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Keep(int step, double absorbedByBias, double takenByStabilizer, double dropped)
    {
        LedgerEntry entry = _entries[step];
        _entries[step] = entry with
        {
            AbsorbedByBias = entry.AbsorbedByBias + absorbedByBias,
            TakenByStabilizer = entry.TakenByStabilizer + takenByStabilizer,
            Dropped = entry.Dropped + dropped,
        };
    }

    /// <summary>Adds what a step gave to one of its inputs; for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PassOn(int step, double relevance)
    {
        LedgerEntry entry = _entries[step];
        _entries[step] = entry with { PassedOn = entry.PassedOn + relevance };
    }

    /// <summary>
    /// Adds what one branch of a rule did not pass on: for each output, <c>q = c R / stab(d)</c>, of which <c>q b</c> stays in the
    /// bias and <c>q (stab(d) - d)</c> in the stabilizer; nothing passes where <c>stab(d) = 0</c>. For generated code.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="relevance">The relevance of the outputs, blocked or one value each, a multiple of 16.</param>
    /// <param name="denominators">Their denominators d.</param>
    /// <param name="z">The pre-activations whose sign decides where the branch holds, or empty where it always does.</param>
    /// <param name="sign">1 for a branch that holds where z is positive, -1 where it is negative.</param>
    /// <param name="epsilon">The stabilizer.</param>
    /// <param name="coefficient">The branch's coefficient c.</param>
    /// <param name="bias">The bias's part of d for each channel, or empty.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void KeepOfBranch(
        int step,
        ReadOnlySpan<float> relevance,
        ReadOnlySpan<float> denominators,
        ReadOnlySpan<float> z,
        int sign,
        float epsilon,
        float coefficient,
        ReadOnlySpan<float> bias)
    {
        var sums = Kernels.BranchSums.Of(relevance, denominators, z, sign, epsilon, coefficient, bias);
        Keep(step, sums.AbsorbedByBias, sums.TakenByStabilizer, sums.Dropped);
    }

    /// <summary>Adds the relevance of outputs at which no branch of a rule holds, because z is zero there (gamma). For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void DropWhereZero(int step, ReadOnlySpan<float> relevance, ReadOnlySpan<float> z, bool positiveAlone)
    {
        double dropped = 0;
        for (int k = 0; k < relevance.Length; k++)
        {
            if (positiveAlone ? !(z[k] > 0) : z[k] == 0)
                dropped += relevance[k];
        }

        Keep(step, 0, 0, dropped);
    }

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
