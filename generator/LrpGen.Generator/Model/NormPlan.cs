using LrpGen.Generator.Rules;

namespace LrpGen.Generator.Model;

/// <summary>How a sum or an average shares relevance out: <c>R_i = x_i v_i R / stab(z)</c>.</summary>
/// <param name="Stabilizer">How the denominator is kept from zero.</param>
/// <param name="Quotient">Where <c>R / stab(z)</c> stands.</param>
/// <param name="Average">For a max pooling that is explained as an average: where the average stands.</param>
internal sealed record NormPlan(StabilizerSpec Stabilizer, Slot Quotient, Slot? Average) : NodePlan;
