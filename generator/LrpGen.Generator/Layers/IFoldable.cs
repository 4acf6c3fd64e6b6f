using LrpGen.Generator.Model;

namespace LrpGen.Generator.Layers;

/// <summary>A linear layer that takes in a batch norm next to it when it is loaded.</summary>
internal interface IFoldable
{
    /// <summary>The batch norms that it has taken in, in the order of folding.</summary>
    EquatableArray<NormFold> Folds { get; }

    /// <summary>Whether it can take one in whose output it reads: not where padding would have to be shifted too.</summary>
    bool CanFoldBefore { get; }

    /// <summary>The layer with one more.</summary>
    LayerSpec WithFold(NormFold fold);
}

/// <summary>A batch norm as it is loaded.</summary>
/// <param name="WeightName">The part of its tensors' names before ".weight".</param>
/// <param name="Channels">The number of channels.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsAffine">Whether it has weights and biases.</param>
/// <param name="IsBefore">Whether it stands before the linear layer rather than behind it.</param>
internal readonly record struct NormFold(string WeightName, int Channels, float Epsilon, bool IsAffine, bool IsBefore);
