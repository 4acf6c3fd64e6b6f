using System.Reflection;
using System.Runtime.Loader;

namespace LrpGen.Tool.Compiling;

/// <summary>A compiled network with its weights, ready to run.</summary>
/// <param name="Network">The network.</param>
/// <param name="Model">What it was made from.</param>
internal sealed record LoadedNetwork(INetwork Network, ModelInfo Model) : IDisposable
{
    /// <summary>The index of the step whose output is a layer's output.</summary>
    /// <exception cref="ToolException">There is no such layer.</exception>
    public int StepOf(string layer)
    {
        ModelLayer found = Model.Find(layer) ?? throw NoSuchLayer(Model.Layers.Select(static candidate => candidate.Name), layer);
        return Network.Layers.Select(static step => step.Name).ToList().IndexOf(found.Step);
    }

    public static LoadedNetwork Load(byte[] assembly, string weights, ModelInfo model)
    {
        // The bytes are loaded rather than the file, which stays free to be replaced.
        Assembly code = new AssemblyLoadContext("network").LoadFromStream(new MemoryStream(assembly, writable: false));
        MethodInfo load = code.GetType(model.TypeName, throwOnError: true)!.GetMethod("Load", [typeof(WeightFile), typeof(int)])!;
        using WeightFile file = WeightFile.Open(weights);

        // One thread: whoever wants more on a sample forks.
        return new LoadedNetwork(load.CreateDelegate<Func<WeightFile, int, INetwork>>()(file, 1), model);
    }

    public void Dispose() => Network.Dispose();

    private static ToolException NoSuchLayer(IEnumerable<string> names, string layer) =>
        new($"there is no layer '{layer}'; there are {string.Join(", ", names.Distinct().Take(20))}. 'lrpgen inspect' lists them.");
}
