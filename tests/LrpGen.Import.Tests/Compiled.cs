using LrpGen.Cases.Tests;
using LrpGen.Tests;

namespace LrpGen.Import.Tests;

/// <summary>Models, imported, compiled and loaded.</summary>
internal static class Compiled
{
    public static ImportedNetwork Import(string path, ImportOptions? options = null) =>
        OnnxImporter.Import(path, options, cancellation: TestContext.Current.CancellationToken);

    public static INetwork Load(ImportedNetwork imported, TempFolder folder)
    {
        string weights = Path.Combine(folder.Path, "weights.safetensors");
        imported.WriteWeights(weights, cancellation: TestContext.Current.CancellationToken);
        return InProcess.Load(InProcess.Compile(imported.Declaration), $"{imported.Namespace}.{imported.ClassName}", weights);
    }
}
