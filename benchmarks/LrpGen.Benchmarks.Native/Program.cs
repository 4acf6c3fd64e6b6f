using System.Globalization;
using System.Runtime.InteropServices;
using LrpGen.Benchmarks.Networks;

// A whole program that explains one digit: WEIGHTS INPUT OUTPUT once|wait, where "wait" ends only when the standard input does.
if (args is not [string weights, string source, string target, "once" or "wait"])
{
    Console.Error.WriteLine("Usage: LrpGen.Benchmarks.Native WEIGHTS INPUT OUTPUT once|wait");
    return 1;
}

using var network = MnistThesis.Load(weights);
network.Forward(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(source)));
ReadOnlySpan<float> relevance = network.ExplainTop();
File.WriteAllBytes(target, MemoryMarshal.AsBytes(relevance));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.TopClass} {network.Logits[network.TopClass]:F4}"));
if (args[3] == "wait")
    Console.In.ReadToEnd();
return 0;
