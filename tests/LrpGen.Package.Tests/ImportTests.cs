using System.Globalization;
using LrpGen.Import;
using LrpGen.Onnx.Testing;
using LrpGen.Samples.Fashion;

namespace LrpGen.Package.Tests;

/// <summary>A model is imported, and what is written of it builds in a fresh project against the packages and says what the sample's own declaration says.</summary>
public sealed class ImportTests(PackedPackages packed)
{
    private const int Target = 3;

    private static readonly string Weights = Path.Combine(AppContext.BaseDirectory, "data", "fashion-resnet.safetensors");

    [Fact]
    public void An_imported_declaration_builds_in_a_fresh_project_and_explains_the_same()
    {
        string folder = packed.Folder("imported");
        string model = Path.Combine(folder, "fashion-resnet.onnx");
        Model().Save(model);
        ImportedNetwork imported = OnnxImporter.Import(
            model,
            new ImportOptions { Namespace = "Imported", Composites = [new CompositeSetting(Composite.EpsilonPlus)] },
            cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(folder, "FashionResnet.cs"), imported.Declaration);
        imported.WriteWeights(Path.Combine(folder, "weights.safetensors"), cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "Imported.csproj"), Project);
        Commands.Run("dotnet", ["build", "-c", "Release", "-m:1", "--nologo"], folder);
        string output = Commands.Run("dotnet", [Path.Combine(folder, "bin", "Release", "net10.0", "Imported.dll"), Path.Combine(folder, "weights.safetensors")], folder);

        float[] found = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => float.Parse(line, CultureInfo.InvariantCulture))];
        using FashionResNet declared = FashionResNet.Load(Weights);
        float[] expected = [.. declared.Forward([.. Enumerable.Range(0, 784).Select(static k => (k * 37 % 256) / 255f)]), .. declared.Explain(Target)];
        Assert.Equal(expected.Length, found.Length);
        double difference = Math.Sqrt(expected.Zip(found, static (a, b) => Math.Pow(a - b, 2)).Sum());
        Assert.InRange(difference / Math.Sqrt(expected.Sum(static a => (double)a * a)), 0, 1e-5);
    }

    private static string Program => $$"""
        using System;
        using System.Globalization;
        using System.Linq;
        using Imported;

        using var net = FashionResnet.Load(args[0]);
        float[] input = Enumerable.Range(0, 784).Select(k => (k * 37 % 256) / 255f).ToArray();
        foreach (float score in net.Forward(input))
            Console.WriteLine(score.ToString("R", CultureInfo.InvariantCulture));
        foreach (float relevance in net.Explain({{Target}}))
            Console.WriteLine(relevance.ToString("R", CultureInfo.InvariantCulture));
        """;

    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="LrpGen" Version="{PackedPackages.Version}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The sample's network as an exporter writes it that does not fold batch norms.</summary>
    private static OnnxBuilder Model()
    {
        using WeightFile file = WeightFile.Open(Weights);
        var model = new OnnxBuilder();
        string y = Relu(Conv(model.Input("input", "N", 1, 28, 28), "conv1", "bn1", 1), "relu");
        foreach ((string layer, int stride) in new[] { ("layer1", 1), ("layer2", 2), ("layer3", 2) })
        {
            string inner = Conv(Relu(Conv(y, layer + ".conv1", layer + ".bn1", stride), layer + ".relu"), layer + ".conv2", layer + ".bn2", 1);
            string shortcut = stride == 1 ? y : Conv(y, layer + ".down.0", layer + ".down.1", stride);
            y = Relu(model.Node("Add", [inner, shortcut], $"/{layer}/Add"), layer + ".relu_1");
        }

        string row = model.Node("Flatten", [model.Node("GlobalAveragePool", [y], "/pool/GlobalAveragePool")], "/Flatten");
        model.Output(model.Node("Gemm", [row, Tensor("fc.weight"), Tensor("fc.bias")], "/fc/Gemm", ("transB", 1)), "N", 10);
        return model;

        string Conv(string x, string name, string norm, int stride)
        {
            int pad = (int)file.Tensors.Single(tensor => tensor.Name == name + ".weight").Sizes[3] / 2;
            string z = model.Node("Conv", [x, Tensor(name + ".weight")], $"/{name}/Conv", ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
            string[] tensors = [z, .. new[] { "weight", "bias", "running_mean", "running_var" }.Select(ending => Tensor($"{norm}.{ending}"))];
            return model.Node("BatchNormalization", tensors, $"/{norm}/BatchNormalization");
        }

        string Relu(string x, string name) => model.Node("Relu", [x], $"/{name}/Relu");

        string Tensor(string name)
        {
            int[] shape = [.. file.Tensors.Single(tensor => tensor.Name == name).Sizes.Select(static size => (int)size)];
            float[] values = new float[shape.Aggregate(1, static (product, size) => product * size)];
            file.ReadInto(name, shape, values);
            return model.Weight(name, shape, values);
        }
    }
}
