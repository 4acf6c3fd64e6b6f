using System.Globalization;
using System.Runtime.InteropServices;

namespace LrpGen.Benchmarks.Processes;

/// <summary>A Python on the path, and the script that explains with its packages, written to a folder of its own.</summary>
internal sealed class PythonPeer : IDisposable
{
    private const string Script = "explain.py";

    private readonly string _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("lrpgen-python-").FullName;

    private PythonPeer(string program)
    {
        _program = program;
        using Stream script = typeof(PythonPeer).Assembly.GetManifestResourceStream(Script)!;
        using FileStream file = File.Create(Path.Combine(_folder, Script));
        script.CopyTo(file);
    }

    /// <summary>The Python on the path, or null.</summary>
    public static PythonPeer? Find() => (Programs.Find("python3") ?? Programs.Find("python")) is { } program ? new PythonPeer(program) : null;

    /// <summary>Whether it has a package, and torch, which all of them need; if not, what it said.</summary>
    public bool Has(string package, out string reason)
    {
        (int code, _, string error) = Programs.Run(_program, ["-c", $"import torch, {package}"]);
        reason = $"{_program}: {error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it ended without a word").Trim()}";
        return code == 0;
    }

    /// <summary>Explains one input again and again.</summary>
    /// <param name="package">zennit or captum.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="input">The input.</param>
    /// <param name="threads">The threads that it may use.</param>
    /// <returns>The median time of forward and explanation in microseconds, and the relevances.</returns>
    public (double Microseconds, float[] Relevance) Explain(string package, string network, string weights, float[] input, int threads)
    {
        string time = Programs.MustRun(_program, Arguments(package, network, weights, input, threads.ToString(CultureInfo.InvariantCulture)));
        return (double.Parse(time, CultureInfo.InvariantCulture), MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, "relevance"))).ToArray());
    }

    /// <summary>A whole process that explains one input once: how long it takes in milliseconds, and the most memory it has, in bytes.</summary>
    public (double Milliseconds, long Bytes) ExplainOnce(string package, string network, string weights, float[] input, int runs) => (
        Programs.Time(_program, Arguments(package, network, weights, input, "once"), runs),
        Programs.PeakMemory(_program, Arguments(package, network, weights, input, "wait")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Arguments(string package, string network, string weights, float[] input, string how)
    {
        string source = Path.Combine(_folder, "input");
        File.WriteAllBytes(source, MemoryMarshal.AsBytes<float>(input).ToArray());
        return [Path.Combine(_folder, Script), package, network, weights, source, Path.Combine(_folder, "relevance"), how];
    }
}
