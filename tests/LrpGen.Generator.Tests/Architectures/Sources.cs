namespace LrpGen.Generator.Tests.Architectures;

/// <summary>Whole networks that samples, tests and benchmarks declare, as source text of one network each.</summary>
internal static class Sources
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["ResNet18"] = "ResNets.cs",
        ["ResNet50"] = "ResNets.cs",
        ["MobileNet"] = "MobileNet.cs",
        ["SqueezeNetGammaBox"] = "SqueezeNet.cs",
        ["ThesisRules"] = "Vgg16.cs",
        ["EpsilonGammaBox"] = "Vgg16.cs",
    };

    public static IReadOnlyCollection<string> Names => Files.Keys;

    /// <summary>The declaration of one network, with the blocks that it uses.</summary>
    public static string[] Of(string network)
    {
        string source = Read(Files[network]);
        string[] others = [.. Names.Concat(["EpsilonPlusFlat", "FrugalThesisRules", "SqueezeNetZero", "SqueezeNetPlusFlat", "SqueezeNetAlphaBetaFlat"]).Where(other => other != network)];
        string declaration = others.Aggregate(source, Without);
        return [declaration, Read("Pixels.cs")];
    }

    /// <summary>The text without the class of a name, where it has one.</summary>
    private static string Without(string source, string name)
    {
        int at = source.IndexOf($"public sealed partial class {name}\n", StringComparison.Ordinal);
        if (at < 0)
            return source;
        int start = source.LastIndexOf("/// <summary>", at, StringComparison.Ordinal);
        int end = source.IndexOf("\n}\n", at, StringComparison.Ordinal) + 3;
        return source[..start] + source[end..];
    }

    private static string Read(string file)
    {
        using Stream stream = typeof(Sources).Assembly.GetManifestResourceStream(file)!;
        return "using System;\nusing LrpGen;\n" + new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }
}
