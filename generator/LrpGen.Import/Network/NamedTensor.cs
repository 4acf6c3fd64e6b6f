using LrpGen.Import.Constants;

namespace LrpGen.Import.Network;

/// <summary>A tensor for the weight file.</summary>
/// <param name="Ending">What stands behind the name of its layer's weights: <c>bias</c>.</param>
/// <param name="Elements">Its elements.</param>
internal sealed record NamedTensor(string Ending, Constant Elements);
