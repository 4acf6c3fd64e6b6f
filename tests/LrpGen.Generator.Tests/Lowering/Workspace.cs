using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Lowering;

/// <summary>
/// Plays a lowered network's reads and writes over its workspace in the order in which emitted code runs. Each write signs its floats
/// with the value written; a read of floats that something else has signed since fails. It knows nothing of the planner's own times.
/// </summary>
internal sealed class Workspace
{
    private readonly LoweredNetwork _network;
    private readonly string?[] _signatures;

    /// <summary>All layers, each taking the one before it: layer k turns value k into value k + 1.</summary>
    private readonly LoweredNode[] _nodes;

    /// <summary>For each value the first that has the same activation, and the last that has the same relevance.</summary>
    private readonly int[] _activation;
    private readonly int[] _relevance;

    /// <summary>The value that is explained.</summary>
    private readonly int _logits;

    private Workspace(LoweredNetwork network)
    {
        _network = network;
        _signatures = new string?[network.WorkspaceFloats];
        _nodes = [.. network.Steps.Items.SelectMany(static step => step.Nodes.Items)];
        _activation = new int[_nodes.Length + 1];
        _relevance = new int[_nodes.Length + 1];
        for (int k = 0; k < _nodes.Length; k++)
            _activation[k + 1] = _nodes[k].Layer.IsIdentity ? _activation[k] : k + 1;
        _logits = Array.FindLastIndex(_nodes, static node => node.OutputRelevance is not null) + 1;
        _relevance[_logits] = _logits;
        for (int k = _logits - 1; k >= 0; k--)
            _relevance[k] = IsExplained(_nodes[k]) ? k : _relevance[k + 1];
    }

    /// <summary>Two inputs, each run forward and explained twice.</summary>
    public static void Play(LoweredNetwork network)
    {
        var workspace = new Workspace(network);
        for (int input = 0; input < 2; input++)
        {
            workspace.Forward();
            workspace.Prepare();
            workspace.Explain();
            workspace.Explain();
        }
    }

    private static bool IsExplained(LoweredNode node) => node.Dense is { Backward: not DenseBackward.Pass };

    private static IEnumerable<Slot> Denominators(LoweredNode node) =>
        node.Dense?.Branches.Items.Select(static branch => branch.Preparation?.Result).OfType<Slot>() ?? [];

    private static IEnumerable<Slot> Scratch(LoweredNode node) => new[] { node.Dense?.U, node.Dense?.V }.OfType<Slot>();

    private void Forward()
    {
        Write(_network.Input, "activation 0");
        for (int k = 0; k < _nodes.Length; k++)
        {
            Read(_nodes[k].Input, Activation(k));
            if (!_nodes[k].Layer.IsIdentity)
                Write(_nodes[k].Output, Activation(k + 1));
        }

        ReadActivations();
    }

    private void Prepare()
    {
        for (int k = 0; k < _nodes.Length; k++)
        {
            Read(_nodes[k].Input, Activation(k));
            Read(_nodes[k].Output, Activation(k + 1));
            foreach ((Slot slot, int branch) in Denominators(_nodes[k]).Select(static (slot, branch) => (slot, branch)))
                Write(slot, $"denominator {k}, {branch}");
        }
    }

    private void Explain()
    {
        Write(_network.OutputRelevance, Relevance(_logits));
        for (int k = _logits - 1; k >= 0; k--)
        {
            LoweredNode node = _nodes[k];
            if (IsExplained(node))
                Back(k, node);
            Read(node.OutputRelevance!.Value, Relevance(k + 1));
        }

        Read(_network.InputRelevance, Relevance(0));
        ReadActivations();
        int value = 0;
        foreach (LoweredStep step in _network.Steps)
        {
            value += step.Nodes.Count;
            if (step.Relevance is { } kept)
                Read(kept.Plain, Relevance(Math.Min(value, _logits)));
        }
    }

    /// <summary>The way back through one layer; its books read everything once more at its end.</summary>
    private void Back(int k, LoweredNode node)
    {
        foreach ((Slot slot, int part) in Scratch(node).Select(static (slot, part) => (slot, part)))
            Write(slot, $"scratch {k}, {part}");
        Write(node.InputRelevance!.Value, Relevance(k));
        foreach ((Slot slot, int part) in Scratch(node).Select(static (slot, part) => (slot, part)))
            Read(slot, $"scratch {k}, {part}");
        foreach ((Slot slot, int branch) in Denominators(node).Select(static (slot, branch) => (slot, branch)))
            Read(slot, $"denominator {k}, {branch}");
        Read(node.Input, Activation(k));
        Read(node.Output, Activation(k + 1));
    }

    private void ReadActivations()
    {
        Read(_network.Output, Activation(_nodes.Length));
        Read(_network.Logits, Activation(_logits));
        int value = 0;
        foreach (LoweredStep step in _network.Steps)
        {
            value += step.Nodes.Count;
            if (step.Activation is { } kept)
                Read(kept.Plain, Activation(value));
        }
    }

    private string Activation(int value) => "activation " + _activation[value];

    private string Relevance(int value) => "relevance " + _relevance[value];

    private void Write(Slot slot, string signature) => Array.Fill(_signatures, signature, slot.Start, slot.Padded);

    private void Read(Slot slot, string signature)
    {
        for (int k = slot.Start; k < slot.Start + slot.Padded; k++)
        {
            if (_signatures[k] != signature)
                Assert.Fail($"Float {k} should hold {signature}, but holds {_signatures[k] ?? "nothing"}.");
        }
    }
}
