using LrpGen.Imaging;

namespace LrpGen.Benchmarks;

/// <summary>Every comparison with the peer, by name.</summary>
internal static class Contests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["mnist-mlp", "mnist-mlp-explain", "mnist-mlp-dense", "mnist-mlp-dense-explain"];

    /// <summary>Sets up the comparisons of one name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="owned">Takes what must be disposed after them.</param>
    public static Contest Create(string name, ICollection<IDisposable> owned)
    {
        // A digit is mostly black, which the kernels use; noise has no zero pixel and shows what they do without that.
        float[][] inputs = name.Contains("dense", StringComparison.Ordinal) ? Noise() : Digits();
        bool explains = name.EndsWith("explain", StringComparison.Ordinal);
        var peer = new OnnxPeer(Path.Combine(Models, "mnist-mlp.onnx"), threads: 1);
        owned.Add(peer);
        MnistThesis network = MnistThesis.Load(Path.Combine(Data, "mnist-mlp.safetensors"));
        owned.Add(network);
        CheckAgreement(network, peer, inputs);

        int ours = 0;
        int theirs = 0;
        return new Contest(
            name,
            Threads: 1,
            Ours: () =>
            {
                network.Forward(inputs[ours++ % inputs.Length]);
                if (explains)
                    network.ExplainTop();
            },
            Peer: () =>
            {
                inputs[theirs++ % inputs.Length].CopyTo(peer.Input.AsSpan());
                peer.Run();
            });
    }

    /// <summary>A race between two that do not compute the same would mean nothing.</summary>
    private static void CheckAgreement(MnistThesis network, OnnxPeer peer, float[][] inputs)
    {
        foreach (float[] input in inputs)
        {
            input.CopyTo(peer.Input.AsSpan());
            peer.Run();
            ReadOnlySpan<float> output = network.Forward(input);
            for (int k = 0; k < output.Length; k++)
            {
                if (Math.Abs(output[k] - peer.Output[k]) > 1e-3f)
                    throw new InvalidOperationException($"Output {k} is {output[k]}, the peer says {peer.Output[k]}.");
            }
        }
    }

    private static float[][] Digits() => [.. Directory.GetFiles(Path.Combine(Data, "digits"), "*.png")
        .Order(StringComparer.Ordinal)
        .Select(static path => ImageReader.Load(path, MnistThesis.InputShape))];

    private static float[][] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, MnistThesis.InputShape.Count).Select(_ => random.NextSingle()).ToArray())];
    }
}
