using System.Globalization;
using System.Runtime.InteropServices;
using LrpGen;
using LrpGen.Benchmarks.Networks;
using LrpGen.Samples.Vgg16;

// A whole program that explains one input: NETWORK WEIGHTS INPUT OUTPUT once|wait, where "wait" ends only when the standard input does.
if (args is not ["mnist-mlp" or "vgg-16" or "vgg-16-frugal", string weights, string source, string target, "once" or "wait"])
{
    Console.Error.WriteLine("Usage: LrpGen.Benchmarks.Native mnist-mlp|vgg-16|vgg-16-frugal WEIGHTS INPUT OUTPUT once|wait");
    return 1;
}

using INetwork network = args[0] switch
{
    "vgg-16" => ThesisRules.Load(weights),
    "vgg-16-frugal" => FrugalThesisRules.Load(weights),
    _ => MnistThesis.Load(weights),
};
network.Forward(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(source)));
ReadOnlySpan<float> relevance = network.ExplainTop();
File.WriteAllBytes(target, MemoryMarshal.AsBytes(relevance));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.TopClass} {network.Logits[network.TopClass]:F4}"));
if (args[4] == "wait")
    Console.In.ReadToEnd();
return 0;
