
namespace LrpGen.Import.Blocks;

/// <summary>A parameter of a block.</summary>
/// <param name="Name">The constant.</param>
/// <param name="Values">Its value in each use.</param>
/// <param name="Usual">What stands in where a use leaves it out; null where each must tell it.</param>
internal sealed record BlockParameter(string Name, IReadOnlyList<int> Values, int? Usual)
{
    /// <summary>The value written in the block.</summary>
    public int Written => Usual ?? Values[0];
}

/// <summary>A block: its steps as data of its first use, with what varies among the uses replaced by parameters.</summary>
internal sealed class Block
{
    public required string Name { get; init; }

    public required IReadOnlyList<BlockParameter> Parameters { get; init; }

    /// <summary>The first use, whose steps are written.</summary>
    public required BlockRun Template { get; init; }

    /// <summary>The names of its steps' properties.</summary>
    public required IReadOnlyList<string> Properties { get; init; }

    /// <summary>What stands in place of numbers: by step, layer and argument.</summary>
    public required IReadOnlyDictionary<(int Step, int Layer, int Argument), string> Expressions { get; init; }
}
