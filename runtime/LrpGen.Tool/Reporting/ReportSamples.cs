using System.Globalization;
using System.Text.Json;
using LrpGen.Imaging;
using LrpGen.Tool.Commands;
using LrpGen.Tool.Explaining;

namespace LrpGen.Tool.Reporting;

/// <summary>The samples of a report: each explained for its top classes and for what was asked.</summary>
internal sealed class ReportSamples(ExplainPlan plan, ClassNames? classes)
{
    private const int TopClasses = 5;
    private const int ScoresShown = 12;

    // A page of more cannot be looked at, and a browser takes its time.
    private const int MostSamples = 16;
    private const long MostValues = 6_000_000;

    private readonly INetwork _network = plan.Loaded.Network;
    private readonly Shape _shape = plan.Loaded.Model.Input;

    public void Write(Utf8JsonWriter writer, InputFile file, string name)
    {
        long fit = Math.Max(1, MostValues / ((TopClasses + 1) * Math.Max(1L, PlaneCount)));
        writer.WriteStartArray("samples");
        for (long sample = 0; sample < Math.Min(file.Samples, Math.Min(MostSamples, fit)); sample++)
        {
            var input = new float[_shape.Count];
            file.Read(sample, input);
            Write(writer, input, sample, file.Samples > 1 ? FormattableString.Invariant($"{name} {sample}") : name);
        }

        writer.WriteEndArray();
    }

    private int PlaneCount => _shape.Rank < 2 ? _shape.Count : _shape[_shape.Rank - 2] * _shape[_shape.Rank - 1];

    private void Write(Utf8JsonWriter writer, float[] input, long sample, string name)
    {
        _network.Forward(input);
        float[] logits = _network.Logits.ToArray();
        int top = _network.TopClass;
        int[] order = [.. Enumerable.Range(0, logits.Length).OrderByDescending(k => float.IsNaN(logits[k]) ? float.NegativeInfinity : logits[k])];
        int[] asked = plan.Target.For(sample, top);

        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("title", $"{name}: {NameOf(top)}");
        WriteInput(writer, input);
        WriteScores(writer, logits, order.Take(ScoresShown).Concat(asked).Distinct());
        writer.WriteStartArray("classes");
        Write(writer, logits, asked);
        foreach (int other in order.Take(TopClasses).Where(other => asked is not [int only] || only != other))
            Write(writer, logits, [other]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteInput(Utf8JsonWriter writer, float[] input)
    {
        if (_shape.Rank == 3 && _shape[0] is 1 or 3)
        {
            using var png = new MemoryStream();
            Picture.FromTensor(input, _shape).Save(png);
            writer.WriteString("input", "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer().AsSpan(0, (int)png.Length)));
        }
        else if (_shape.Rank < 2)
        {
            writer.WriteString("values", HtmlReport.Base64(input));
        }
    }

    private void WriteScores(Utf8JsonWriter writer, float[] logits, IEnumerable<int> shown)
    {
        writer.WriteStartArray("outputs");
        foreach (int output in shown)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", output);
            writer.WriteString("name", NameOf(output));
            writer.WriteNumber("score", logits[output], asFloat: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Explains outputs, each from its own logit, and writes what came of it.</summary>
    private void Write(Utf8JsonWriter writer, float[] logits, int[] targets)
    {
        var start = new float[logits.Length];
        foreach (int target in targets)
            start[target] = logits[target];
        ReadOnlySpan<float> relevance = _network.Explain(start);

        writer.WriteStartObject();
        writer.WriteString("name", string.Join(" + ", targets.Select(NameOf)));
        writer.WriteStartArray("targets");
        foreach (int target in targets)
            writer.WriteNumberValue(target);
        writer.WriteEndArray();
        writer.WriteNumber("score", targets.Sum(target => logits[target]), asFloat: true);
        writer.WriteString("relevance", HtmlReport.Base64(SumChannels(relevance)));
        writer.WriteStartArray("ledger");
        foreach (LedgerEntry entry in _network.Ledger.Reverse())
            Write(writer, entry);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LedgerEntry entry)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(entry.Layer);
        foreach (double value in (double[])[entry.Received, entry.PassedOn, entry.AbsorbedByBias, entry.TakenByStabilizer, entry.Dropped])
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteEndArray();
    }

    private float[] SumChannels(ReadOnlySpan<float> relevance)
    {
        var sum = new float[PlaneCount];
        for (int k = 0; k < relevance.Length; k++)
            sum[k % sum.Length] += relevance[k];
        return sum;
    }

    private string NameOf(int output) => classes?.Names[output] ?? output.ToString(CultureInfo.InvariantCulture);
}
