using System.Reflection;
using LrpGen.Cases.Tests;
using LrpGen.Tests;

namespace LrpGen.Import.Tests.Operators;

/// <summary>Every operator and every normalization: what is declared of a small model, and what it computes beside ONNX Runtime.</summary>
public sealed class OperatorTests(OperatorTests.Networks networks) : IClassFixture<OperatorTests.Networks>
{
    private static readonly Dictionary<string, OperatorCase> Cases = OperatorCase.All.ToDictionary(static known => known.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Declares(string name)
    {
        string declaration = networks[name].Declaration;
        string[] steps = [.. declaration.Split('\n').Select(static line => line.Trim()).Where(static line => line.StartsWith('[') && line.Contains(" Layer ")).Select(LayersOf)];
        Assert.Equal(Cases[name].Steps, steps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Computes_what_onnx_runtime_computes(string name)
    {
        using INetwork network = networks.Load(name);
        OnnxRuntimeCheck.AssertSameOutputs(networks.PathOf(name), network);
    }

    /// <summary>The attributes of a line up to the end of its layers.</summary>
    private static string LayersOf(string line)
    {
        int depth = 0;
        for (int k = 0; k < line.Length; k++)
        {
            depth += line[k] == '[' ? 1 : line[k] == ']' ? -1 : 0;
            if (depth == 0)
                return line[1..k];
        }

        return line;
    }

    /// <summary>All cases, imported one by one and compiled together.</summary>
    public sealed class Networks : IDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly Dictionary<string, ImportedNetwork> _imported = [];
        private readonly Dictionary<string, string> _refused = [];
        private readonly Assembly _assembly;

        public Networks()
        {
            foreach (OperatorCase known in Cases.Values)
            {
                known.Model.Save(PathOf(known.Name));
                var options = new ImportOptions { Namespace = known.Name, ClassName = "Model", Composites = [new CompositeSetting(Composite.EpsilonPlus)], Rules = known.Rules };
                try
                {
                    _imported[known.Name] = OnnxImporter.Import(PathOf(known.Name), options);
                }
                catch (ImportException error)
                {
                    _refused[known.Name] = error.Message;
                }
            }

            _assembly = InProcess.Compile(_imported.Values.Select(static imported => imported.Declaration));
        }

        public ImportedNetwork this[string name] => _refused.TryGetValue(name, out string? reason) ? throw new InvalidOperationException(reason) : _imported[name];

        public string PathOf(string name) => Path.Combine(_folder.Path, name + ".onnx");

        public INetwork Load(string name)
        {
            string weights = Path.Combine(_folder.Path, name + ".safetensors");
            this[name].WriteWeights(weights, cancellation: TestContext.Current.CancellationToken);
            return InProcess.Load(_assembly, $"{name}.Model", weights);
        }

        public void Dispose() => _folder.Dispose();
    }
}
