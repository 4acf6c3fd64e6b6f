namespace LrpGen.Benchmarks.Models;

/// <summary>One network as two files.</summary>
/// <param name="Weights">Its safetensors file, which ours loads.</param>
/// <param name="Onnx">The same with its graph, which the peer loads.</param>
internal sealed record ModelFiles(string Weights, string Onnx)
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The perceptron, which comes with the samples.</summary>
    public static ModelFiles Mnist() => new(Path.Combine(Data.Folder, "mnist", "mnist-mlp.safetensors"), Path.Combine(Models, "mnist-mlp.onnx"));

    /// <summary>A model of the folder <c>shared/models</c> beside the checkout.</summary>
    /// <exception cref="FileNotFoundException">It is not there; the message is one line.</exception>
    public static ModelFiles Shared(string name)
    {
        string folder = Path.Combine(Data.Shared, "models");
        var files = new ModelFiles(Path.Combine(folder, name + ".safetensors"), Path.Combine(folder, name + ".onnx"));
        foreach (string path in new[] { files.Weights, files.Onnx })
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"there is no {path}");
        }

        return files;
    }
}
