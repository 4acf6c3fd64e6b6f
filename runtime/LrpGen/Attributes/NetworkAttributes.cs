namespace LrpGen;

/// <summary>
/// Declares a partial class as a network that LrpGen compiles: its partial properties of type
/// <see cref="Layer"/> are the steps, in the order in which they are written.
/// </summary>
/// <remarks>
/// The source generator gives the class <c>Load</c>, <c>Forward</c>, <c>Explain</c>, <c>Fork</c> and <c>Info</c>;
/// see <see cref="LrpNetwork"/> for what they do.
/// </remarks>
/// <example>
/// <code>
/// [Network(1, 28, 28)]
/// public sealed partial class MnistMlp
/// {
///     [Flatten, Linear(300), ReLU]  [ZBox(0, 1)]   public partial Layer Hidden1 { get; }
///     [Linear(100), ReLU]           [Gamma(0.25f)] public partial Layer Hidden2 { get; }
///     [Linear(10)]                  [Zero]         public partial Layer Scores  { get; }
/// }
/// </code>
/// </example>
/// <param name="inputShape">
/// The shape of one input sample without the batch dimension: <c>(features)</c> or
/// <c>(channels, height, width)</c>. Every size is at least 1.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute(params int[] inputShape) : Attribute
{
    /// <summary>The shape of one input sample, without the batch dimension.</summary>
    public int[] InputShape { get; } = inputShape;

    /// <summary>
    /// The stabilizer <c>e</c> of every rule that does not name its own: <c>stab(z) = z + s(z) e</c>, with
    /// <c>s(z) = 1</c> for <c>z >= 0</c> and <c>-1</c> otherwise. Greater than 0; <c>1e-6</c> unless told.
    /// </summary>
    public float Stabilizer { get; set; } = 1e-6f;

    /// <summary>
    /// Whether <c>Explain</c> also keeps the books: for every layer, how much relevance came in, went on, stayed in
    /// the bias, was taken by the stabilizer and was dropped (<see cref="LrpNetwork.Ledger"/>). Off unless told,
    /// because it costs a pass over each layer's relevances.
    /// </summary>
    public bool Ledger { get; set; }

    /// <summary>How exactly sums are computed.</summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// The most memory for weights, workspace and scratch of one object on one thread, in megabytes of 1,000,000 bytes; 0, as it is
    /// unless told, for as much as the fastest kernels take. Within a budget, convolutions whose weights do not fit are packed
    /// whenever they run; results stay the same.
    /// </summary>
    public int MemoryBudget { get; set; }

    /// <summary>How relevance goes back through every max pooling that does not say so itself.</summary>
    public MaxRelevance MaxRelevance { get; set; }
}

/// <summary>How exactly a network's convolutions are summed. Values are stored as float32 in any case.</summary>
public enum Precision
{
    /// <summary>Small networks, of at most a million multiply-adds, as <see cref="Strict"/>; others as <see cref="Fast"/>.</summary>
    Auto,

    /// <summary>In float32, by the fastest kernel that is there.</summary>
    Fast,

    /// <summary>In float64, so that even sums near zero, by which relevance is divided, keep all digits that float32 has.</summary>
    Strict,
}

/// <summary>
/// The range in which every input value lies. The compiler uses it (inputs that are never negative make several rules
/// cheaper, and a z-box must contain it) and <c>Forward</c> refuses an input outside it.
/// </summary>
/// <param name="low">The least value; finite.</param>
/// <param name="high">The largest value; finite and at least <paramref name="low"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputRangeAttribute(float low, float high) : Attribute
{
    /// <summary>The least value of any input.</summary>
    public float Low { get; } = low;

    /// <summary>The largest value of any input.</summary>
    public float High { get; } = high;
}

/// <summary>Names the outputs of the network, in order, so that classes can be asked for by name.</summary>
/// <param name="names">One name per output; no two alike.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ClassesAttribute(params string[] names) : Attribute
{
    /// <summary>One name per output.</summary>
    public string[] Names { get; } = names;
}

/// <summary>
/// Names the tensors of a step in the weight file: <c>[Weights("features.0")]</c> reads <c>features.0.weight</c> and
/// <c>features.0.bias</c>. Without it the name is the property's. Beside a use of a block the name stands before those of the block's
/// steps; an empty one leaves them as they are.
/// </summary>
/// <param name="name">The part before <c>.weight</c>.</param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class WeightsAttribute(string name) : Attribute
{
    /// <summary>The part before <c>.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Whether another step may read the same tensors; without it that is an error, because it mostly is a slip.</summary>
    public bool Shared { get; set; }
}

/// <summary>
/// Keeps the activation and the relevance of this step (or, on the class, of every step) readable after
/// <c>Forward</c> and <c>Explain</c>: <see cref="Layer.Activation"/> and <see cref="Layer.Relevance"/>. Without it the
/// memory plan may reuse their place.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, Inherited = false)]
public sealed class KeepAttribute : Attribute;
