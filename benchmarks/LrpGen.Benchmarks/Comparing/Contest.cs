using LrpGen.Benchmarks.Models;

namespace LrpGen.Benchmarks.Comparing;

/// <summary>One line of the table: a network, and what of it is timed against the peer's forward pass.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Rules">What the explanation's rules are called, or null for the forward pass alone.</param>
/// <param name="Files">Finds or makes the network's files.</param>
/// <param name="Inputs">Makes inputs of the network's shape.</param>
/// <param name="Load">Loads ours from its weights, for a number of threads.</param>
internal sealed record Contest(
    string Network, string? Rules, Func<ModelFiles> Files, Func<Shape, float[][]> Inputs, Func<string, int, INetwork> Load)
{
    /// <summary>What its line is called.</summary>
    public string Name => Rules is null ? Network : $"{Network}+{Rules}";

    /// <summary>Loads both sides and sees that they compute the same.</summary>
    /// <param name="threads">The threads that each side may use.</param>
    /// <exception cref="FileNotFoundException">A file is not there; the message is one line.</exception>
    public Race Prepare(int threads)
    {
        ModelFiles files = Files();
        INetwork network = Load(files.Weights, threads);
        try
        {
            float[][] inputs = Inputs(network.Info.InputShape);
            return new Race(Name, threads, network, new OnnxPeer(files.Onnx, threads), inputs, explains: Rules is not null);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
