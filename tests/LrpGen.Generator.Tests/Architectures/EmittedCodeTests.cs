using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LrpGen.Generator.Tests.Architectures;

/// <summary>The code of whole networks: how long it takes to make, and that its methods are of a size that the JIT optimizes.</summary>
public class EmittedCodeTests(ITestOutputHelper output)
{
    // The JIT gives up optimizing at 60,000 bytes of IL or at 2,000 locals. Only the description of all layers, which runs once, grows with
    // the network.
    private const int MostBytes = 2000;
    private const int MostBytesOfDescription = 12_000;
    private const int MostLocals = 50;

    public static TheoryData<string> Names => [.. Sources.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_is_compiled_in_a_moment(string name)
    {
        CSharpCompilation compilation = Harness.Compile(Sources.Of(name));
        var clock = Stopwatch.StartNew();
        GeneratorRunResult result = Harness.ResultOf(Harness.Drive(compilation));
        long first = clock.ElapsedMilliseconds;
        Harness.Drive(compilation);
        output.WriteLine($"{name}: one run of the generator takes {clock.ElapsedMilliseconds - first} ms, the first of the process {first} ms.");
        Assert.DoesNotContain(result.Diagnostics, static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Contains(name, Assert.Single(result.GeneratedSources).HintName, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_methods_are_small(string name)
    {
        Harness.CreateDriver().RunGeneratorsAndUpdateCompilation(Harness.Compile(Sources.Of(name)), out Compilation compilation, out _, TestContext.Current.CancellationToken);
        List<(string Name, int Bytes, int Locals)> methods = MethodsOf(compilation, name);
        Assert.InRange(methods.Count(static method => method.Name.StartsWith("Forward", StringComparison.Ordinal)), 2, 1000);
        (string largest, int bytes, int locals) = methods.MaxBy(static method => method.Bytes);
        output.WriteLine($"{name}: {methods.Count} methods, {methods.Sum(static method => method.Bytes):N0} bytes; the largest, {largest}, has {bytes:N0} and {locals} locals.");
        Assert.All(methods, static method => Assert.True(method.Bytes <= (method.Name == ".cctor" ? MostBytesOfDescription : MostBytes) && method.Locals <= MostLocals, $"{method}"));
    }

    /// <summary>The methods of a class with their IL and their locals, from the metadata of its assembly.</summary>
    private static List<(string Name, int Bytes, int Locals)> MethodsOf(Compilation compilation, string type)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release).WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image).Success);
        image.Position = 0;
        using var file = new PEReader(image);
        MetadataReader metadata = file.GetMetadataReader();
        var found = new List<(string, int, int)>();
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
        {
            if (method.RelativeVirtualAddress == 0 || metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name) != type)
                continue;
            MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
            BlobReader signature = body.LocalSignature.IsNil ? default : metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
            int locals = 0;
            if (signature.Length > 0)
            {
                signature.ReadSignatureHeader();
                locals = signature.ReadCompressedInteger();
            }

            found.Add((metadata.GetString(method.Name), body.GetILBytes()!.Length, locals));
        }

        return found;
    }
}
