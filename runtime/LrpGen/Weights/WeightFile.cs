namespace LrpGen;

/// <summary>A safetensors file, opened and checked, whose tensors can be read as <see cref="float"/>.</summary>
public sealed class WeightFile : IDisposable
{
    private WeightFile(string name) => Name = name;

    /// <summary>What errors call the file: its path, or the name given.</summary>
    public string Name { get; }

    /// <summary>Opens a file and checks its header.</summary>
    public static WeightFile Open(string path) => new(path);

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
    }
}
