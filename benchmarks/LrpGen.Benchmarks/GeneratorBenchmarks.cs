using BenchmarkDotNet.Attributes;
using LrpGen.Generator;
using LrpGen.Generator.Tests.Architectures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Benchmarks;

/// <summary>
/// The compiler on one network: a cold run, as a build makes, and a warm one, as an editor makes after an edit elsewhere.
/// </summary>
public class GeneratorBenchmarks
{
    private const string Perceptron = """
        using LrpGen;

        [Network(1, 28, 28)]
        public sealed partial class MnistMlp
        {
            [Flatten, Linear(300), ReLU] [ZBox(0, 1)] public partial Layer Hidden1 { get; }
            [Linear(100), ReLU] [Gamma(0.25f)] public partial Layer Hidden2 { get; }
            [Linear(10)] [Zero] public partial Layer Scores { get; }
        }
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _warm = null!;

    public static IEnumerable<string> Networks => [nameof(Perceptron), .. Sources.Names];

    [ParamsSource(nameof(Networks))]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _compilation = CSharpCompilation.Create(
            "UserCode",
            (Network == nameof(Perceptron) ? [Perceptron] : Sources.Of(Network)).Select(static text => CSharpSyntaxTree.ParseText(text, Options)),
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _edited = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("// an edit elsewhere", Options));
        _warm = NewDriver().RunGenerators(_compilation);
    }

    /// <summary>A new driver: everything is computed.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Cold() => NewDriver().RunGenerators(_compilation);

    /// <summary>A driver that has run before, after an edit elsewhere: nothing is emitted again.</summary>
    [Benchmark]
    public GeneratorDriver Warm() => _warm.RunGenerators(_edited);

    private static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new LrpGenerator().AsSourceGenerator()], parseOptions: Options);
}
