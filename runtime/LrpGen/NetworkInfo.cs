using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace LrpGen;

/// <summary>A run of floats in the workspace of a network.</summary>
/// <param name="Start">The first float; a multiple of 16.</param>
/// <param name="Length">The number of values; the buffer itself is this rounded up to a multiple of 16.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BufferRange(int Start, int Length)
{
    /// <summary>The length with its padding: vectors never reach past it.</summary>
    public int PaddedLength => (Length + 15) & ~15;
}

/// <summary>What the compiler knows of one step of a network.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Kind">Its layers, for example <c>Linear(300), ReLU</c>.</param>
/// <param name="InputShape">The shape of what it takes.</param>
/// <param name="OutputShape">The shape of what it gives.</param>
/// <param name="Rule">The rule that explains it, for example <c>gamma(0.25)</c>; <c>pass</c> where nothing is shared out.</param>
public sealed record LayerInfo(string Name, string Kind, Shape InputShape, Shape OutputShape, string Rule)
{
    /// <summary>The number of weights and biases.</summary>
    public long Parameters { get; init; }

    /// <summary>The multiply-adds of one forward pass.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>The passes over the weights that the rule needs once for each input, beside the forward pass itself.</summary>
    public int ExtraForwardPasses { get; init; }

    /// <summary>The passes over the weights that the rule needs for each explanation.</summary>
    public int BackwardPasses { get; init; }

    /// <summary>What the compiler proved or decided to make it cheaper.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The kernel that multiplies by its weights forward; empty where it has none.</summary>
    public string ForwardKernel { get; init; } = "";

    /// <summary>The kernel that takes relevance back through its weights; empty where it has none.</summary>
    public string BackwardKernel { get; init; } = "";

    /// <summary>Whether its output lies in blocks of 16 channels rather than plainly, channel after channel.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>
    /// The floats of its weights as they are laid out in memory, with everything made from them at load. Of the place of dense weights that the
    /// file has as bfloat16, half stays untouched and takes no memory.
    /// </summary>
    public long WeightFloats { get; init; }

    /// <summary>The bytes of its weights in memory, at most.</summary>
    public long WeightBytes => sizeof(float) * WeightFloats;

    /// <summary>Where its activation is read, or null where it is not kept.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BufferRange? Activation { get; init; }

    /// <summary>Where its relevance is read, or null where it is not kept.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BufferRange? Relevance { get; init; }

    /// <summary>Where its activation is in blocks of channels, to be laid out plainly when asked for; null where it is plain.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BufferRange? BlockedActivation { get; init; }

    /// <summary>Where its relevance is in blocks of channels, to be laid out plainly when asked for; null where it is plain.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BufferRange? BlockedRelevance { get; init; }
}

/// <summary>What a network is made of. <see cref="ToString"/> prints it as a table.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="InputShape">The shape of one input sample.</param>
/// <param name="OutputShape">The shape of the output of one sample.</param>
public sealed record NetworkInfo(string Name, Shape InputShape, Shape OutputShape)
{
    /// <summary>The steps, in the order declared.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>The names of the outputs, in order; empty where the class has no <see cref="ClassesAttribute"/>.</summary>
    public IReadOnlyList<string> Classes { get; init; } = ReadOnlyCollection<string>.Empty;

    /// <summary>The least value that an input may have.</summary>
    public float InputLow { get; init; } = float.NegativeInfinity;

    /// <summary>The largest value that an input may have.</summary>
    public float InputHigh { get; init; } = float.PositiveInfinity;

    /// <summary>Whether <c>Explain</c> keeps a ledger.</summary>
    public bool HasLedger { get; init; }

    /// <summary>The floats of the workspace, as the compiler's memory plan says.</summary>
    public required int WorkspaceFloats { get; init; }

    /// <summary>The floats of the weights as they are laid out in memory, with everything made from them at load.</summary>
    public required long WeightFloats { get; init; }

    /// <summary>The floats of scratch memory that each of several threads takes for itself.</summary>
    public int ScratchFloats { get; init; }

    /// <summary>The floats of scratch memory that several threads take together, or one for itself.</summary>
    public int SharedFloats { get; init; }

    /// <summary>Whether a pass is long enough for threads to share it.</summary>
    public bool SharesWork { get; init; }

    /// <summary>The bytes that the class allows for <see cref="MemoryBytes"/>; 0 for as many as it takes.</summary>
    public long MemoryBudget { get; init; }

    /// <summary>The bytes of the scratch memory of kernels on one thread.</summary>
    public long ScratchBytes => sizeof(float) * (long)Math.Max(ScratchFloats, SharedFloats);

    /// <summary>The bytes of one object on one thread: weights, workspace and scratch.</summary>
    public long MemoryBytes => WeightBytes + WorkspaceBytes + ScratchBytes;

    /// <summary>The bytes of one workspace: what each <c>Load</c> and <c>Fork</c> takes for itself.</summary>
    public long WorkspaceBytes => sizeof(float) * (long)WorkspaceFloats;

    /// <summary>The bytes of the weights, shared by all forks; at most, where the file has dense weights as bfloat16.</summary>
    public long WeightBytes => sizeof(float) * WeightFloats;

    /// <summary>The number of weights and biases of all layers.</summary>
    public long Parameters => Layers.Sum(static layer => layer.Parameters);

    /// <summary>Where the input is.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required BufferRange Input { get; init; }

    /// <summary>Where the output is.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required BufferRange Output { get; init; }

    /// <summary>Where the logits are.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required BufferRange Logits { get; init; }

    /// <summary>Where an explanation starts.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required BufferRange OutputRelevance { get; init; }

    /// <summary>Where an explanation ends.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public required BufferRange InputRelevance { get; init; }

    /// <summary>The layers as a table, then the memory.</summary>
    public override string ToString()
    {
        var rows = new List<string[]>
        {
            new[] { "step", "layers", "output", "layout", "parameters", "bytes", "rule", "forward", "backward", "notes" },
        };
        rows.AddRange(Layers.Select(static layer => new[]
        {
            layer.Name,
            layer.Kind,
            layer.OutputShape.ToString(),
            layer.IsBlocked ? "blocks" : "plain",
            Number(layer.Parameters),
            Number(layer.WeightBytes),
            layer.Rule,
            Passes(layer.ExtraForwardPasses == 0 ? "1" : "1 + " + Number(layer.ExtraForwardPasses), layer.ForwardKernel),
            Passes(Number(layer.BackwardPasses), layer.BackwardKernel),
            layer.Notes,
        }));

        var text = new StringBuilder();
        text.Append(Name).Append(": ").Append(InputShape).Append(" to ").Append(OutputShape).Append('\n');
        text.Append(TextTable.Format(rows, rightAligned: [4, 5]));
        text.Append("parameters ").Append(Number(Parameters))
            .Append(", weights in memory ").Append(Number(WeightBytes))
            .Append(" bytes, workspace ").Append(Number(WorkspaceBytes))
            .Append(" bytes, scratch ").Append(Number(ScratchBytes))
            .Append(" bytes; together ").Append(Number(MemoryBytes))
            .Append(MemoryBudget == 0 ? " bytes\n" : $" bytes of {Number(MemoryBudget)}\n");
        return text.ToString();
    }

    private static string Passes(string number, string kernel) => kernel.Length == 0 ? number : $"{number} {kernel}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
