using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>That a convolution is made together with the largest-value pooling behind it, over windows of 2x2 outputs.</summary>
/// <param name="Mean">For a pooling that is explained as an average: how that is kept from zero; null where the winners take the relevance.</param>
/// <param name="IsRectified">Whether outputs are rectified before they are averaged.</param>
internal sealed record ConvWindows(StabilizerSpec? Mean, bool IsRectified);

/// <summary>Where a convolution with <see cref="ConvWindows"/> keeps what a window's relevance needs to find its outputs.</summary>
/// <param name="Winners">Which output of each window is the largest; null for an average, and where nothing is kept.</param>
/// <param name="Average">For a pooling that is explained as an average; null for winners.</param>
internal sealed record WindowPlan(Slot? Winners, AveragePlan? Average);

/// <summary>For a pooling that is explained as an average: <c>q_j = coefficient a_j / 4 / stab(D_j)</c>, and <c>s_j = q_j s</c> of the window.</summary>
/// <param name="Outputs">Where all outputs stand.</param>
/// <param name="Shares">Where q stands.</param>
/// <param name="Epsilon">The stabilizer of the convolution's denominators.</param>
/// <param name="Coefficient">The convolution's coefficient.</param>
/// <param name="IsRectified">Whether outputs are rectified.</param>
internal sealed record AveragePlan(Slot Outputs, Slot Shares, float Epsilon, float Coefficient, bool IsRectified);
