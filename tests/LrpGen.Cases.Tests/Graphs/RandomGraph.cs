using CsCheck;
using LrpGen.Reference;
using Size = LrpGen.Reference.Size;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>A random network: its declaration, its tensors, and inputs for it.</summary>
/// <param name="Count">About how many operations it has.</param>
/// <param name="Seed">Where all else comes from.</param>
internal sealed record RandomGraph(int Count, uint Seed)
{
    /// <summary>Graphs that shrink to fewer operations.</summary>
    public static Gen<RandomGraph> Any { get; } = Gen.Select(Gen.Int[1, 14], Gen.UInt).Select(static (count, seed) => new RandomGraph(count, seed));

    private Random Random => new(unchecked((int)Seed));

    /// <summary>The declaration under a name.</summary>
    public GraphDeclaration Declare(string name)
    {
        Random random = Random;
        (Size input, List<(Operation Operation, int[] Inputs)> operations) = GraphGrower.Grow(random, Count, isPiecewiseLinear: false);
        GraphNetwork network = new(input, StepMaker.Make(random, operations)) { Stabilizer = random.Next(4) == 0 ? 1e-3f : 1e-6f };
        HashSet<string> kept = [.. network.Nodes.Select(static node => node.Step).Where(_ => random.Next(4) > 0)];
        (double, double)? range = random.Next(6) switch { 0 => (0, 1), 1 => (-1, 1), 2 => (-1, 0), _ => null };
        return new GraphDeclaration(name, RuleMaker.Assign(random, network, kept, range)) { Kept = kept, Range = range, IsFast = random.Next(5) == 0 };
    }

    /// <summary>The declaration of one that keeps no books, little else, and sums in float32, so that layers do much in each other's place.</summary>
    public GraphDeclaration DeclareFused(string name)
    {
        Random random = Random;
        (Size input, List<(Operation Operation, int[] Inputs)> operations) = GraphGrower.Grow(random, Count, isPiecewiseLinear: false);
        GraphNetwork network = new(input, StepMaker.Make(random, operations)) { Stabilizer = random.Next(4) == 0 ? 1e-3f : 1e-6f };
        HashSet<string> kept = [.. network.Nodes.Select(static node => node.Step).Where(_ => random.Next(8) == 0)];
        (double, double)? range = random.Next(3) == 0 ? (0, 1) : null;
        return new GraphDeclaration(name, RuleMaker.Assign(random, network, kept, range)) { Kept = kept, Range = range, IsFast = true, HasBooks = false };
    }

    /// <summary>A network of nothing curved but rectifiers, with LRP-0 everywhere.</summary>
    public GraphDeclaration DeclareRectified(string name, bool hasBias)
    {
        Random random = Random;
        (Size input, List<(Operation Operation, int[] Inputs)> operations) = GraphGrower.Grow(random, Count, isPiecewiseLinear: true);
        if (!hasBias)
            operations = [.. operations.Select(static node => (WithoutBias(node.Operation), node.Inputs))];
        List<GraphNode> nodes = StepMaker.Make(random, operations);
        GraphNetwork network = new(input, nodes) { Stabilizer = 1e-30f };
        var zero = new ReferenceRule("zero") { Stabilizer = network.Stabilizer };
        for (int k = 0; k < nodes.Count; k++)
        {
            if (nodes[k].Operation is Dense or Convolution || (nodes[k].Operation is BatchNorm && new Folding(network).Into(k) is null))
                nodes[k] = nodes[k] with { Rule = zero };
        }

        return new GraphDeclaration(name, network);
    }

    /// <summary>Weights as trained ones are: of both signs, some exactly zero.</summary>
    public Dictionary<string, double[]> Weights(GraphNetwork network) => RandomWeights.For(network, Random);

    /// <summary>An input within the declared range, some of it exactly zero.</summary>
    public double[] Input(GraphDeclaration declaration, int sample)
    {
        var random = new Random(unchecked((int)Seed + sample + 1));
        (double low, double high) = declaration.Range ?? (-1, 1);
        return [.. RandomWeights.Values(declaration.Network.Input.Count, 1, random).Select(value => random.Next(7) == 0 ? 0 : Math.Clamp(low < 0 && high > 0 ? value : high > 0 ? Math.Abs(value) : -Math.Abs(value), low, high))];
    }

    private static Operation WithoutBias(Operation operation) => operation switch
    {
        Dense dense => dense with { HasBias = false },
        Convolution convolution => convolution with { HasBias = false },
        BatchNorm => new Activation("relu"),
        _ => operation,
    };
}
