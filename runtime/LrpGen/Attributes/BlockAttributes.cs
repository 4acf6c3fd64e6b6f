namespace LrpGen;

/// <summary>
/// Declares an abstract class as a block: a part of a network that is written once and used many times
/// (<see cref="UseAttribute{TBlock}"/>). Its abstract properties of type <see cref="Layer"/> are the steps, in the order in which they
/// are written; its constants with <see cref="ParameterAttribute"/> are what a use may set.
/// </summary>
/// <remarks><see cref="Step.Input"/> is the value that a use takes. The last step is what the use gives.</remarks>
/// <example>
/// <code>
/// [Block]
/// public abstract class Residual
/// {
///     [Parameter] public const int Channels = 64;
///
///     [Conv2d(Channels, 3, Padding = 1), ReLU]  public abstract Layer Change { get; }
///     [Add(nameof(Change), Step.Input), ReLU]   public abstract Layer Sum { get; }
/// }
///
/// // in a network
/// [Use&lt;Residual&gt;(128)] [Weights("layer2.1")] public partial Layer Second { get; }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

/// <summary>
/// Makes an <c>int</c> constant of a block a parameter: uses give the parameters in the order in which they are declared, and the value
/// written stands in where a use leaves it out. The arguments of the block's attributes may compute with it:
/// <c>[Conv2d(4 * Channels, 1)]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Field, Inherited = false)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>Whether every use must give it, with all before it; no unless told.</summary>
    public bool Required { get; set; }
}

/// <summary>
/// The steps of a block in place of this one, which is their last. Their names, in <see cref="NetworkInfo.Layers"/> as in the weight
/// file, follow this step's: <c>Second_Change</c> and <c>layer2.1.Change.weight</c>. A rule beside it holds for every linear layer of
/// the block that has none of its own.
/// </summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>, in the same project.</typeparam>
/// <param name="parameters">The block's parameters, in the order declared; the last ones may be left out.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class UseAttribute<TBlock>(params int[] parameters) : LayerAttribute
    where TBlock : class
{
    /// <summary>The block's parameters, in the order declared.</summary>
    public int[] Parameters { get; } = parameters;
}
