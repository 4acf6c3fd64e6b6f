using CsCheck;
using LrpGen.Reference;
using Size = LrpGen.Reference.Size;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>
/// A random network of pictures so large that a forward pass which no explanation follows is planned by itself, of layers that such a pass
/// joins: shortcuts, depthwise convolutions, rectifiers, poolings of four pixels, concatenations.
/// </summary>
/// <param name="Count">About how many operations it has, at the least.</param>
/// <param name="Seed">Where all else comes from.</param>
internal sealed record WideGraph(int Count, uint Seed)
{
    // What the pass is planned from on, and as much again for values that stand in others' places.
    private const int LeastFloats = 1 << 17;

    private const int MostChannels = 64;

    /// <summary>Graphs that shrink to fewer operations.</summary>
    public static Gen<WideGraph> Any { get; } = Gen.Select(Gen.Int[4, 22], Gen.UInt).Select(static (count, seed) => new WideGraph(count, seed));

    /// <summary>The declaration under a name.</summary>
    public GraphDeclaration Declare(string name)
    {
        var grower = new Grower(new Random(unchecked((int)Seed)), Count);
        Random random = grower.Random;
        GraphNetwork network = new(grower.Sizes[0], StepMaker.Make(random, grower.Nodes));
        HashSet<string> kept = [.. network.Nodes.Select(static node => node.Step).Where(_ => random.Next(8) == 0)];
        (double, double)? range = random.Next(4) == 0 ? (0, 1) : null;
        return new GraphDeclaration(name, RuleMaker.Assign(random, network, kept, range)) { Kept = kept, Range = range, IsFast = random.Next(8) > 0, HasBooks = random.Next(5) == 0 };
    }

    private sealed class Grower
    {
        private readonly int _usual;

        public Grower(Random random, int count)
        {
            Random = random;
            int side = random.Next(5) == 0 ? 61 : random.Next(24, 37);
            _usual = random.Next(3) == 0 ? 20 : 16;
            Sizes.Add(Size.Of(random.Next(3) == 0 ? 3 : _usual, side, random.Next(3) == 0 ? side + 1 : side));
            while (Nodes.Count < count || Sizes.Sum(static size => (size.Channels + 15) / 16 * 16 * size.Pixels) < LeastFloats)
                AddOne();
            Finish();
        }

        public Random Random { get; }

        public List<(Operation Operation, int[] Inputs)> Nodes { get; } = [];

        public List<Size> Sizes { get; } = [];

        private int Last => Sizes.Count - 1;

        private void AddOne()
        {
            int value = Random.Next(4) == 0 ? Random.Next(Last + 1) : Last;
            if (Random.Next(4) == 0)
                Join(value);
            else
                TryAdd(Next(value), value);
        }

        private Operation Next(int value)
        {
            Size size = Sizes[value];
            bool isRectified = value > 0 && Nodes[value - 1].Operation is Activation { Name: "relu" };
            return Random.Next(24) switch
            {
                < 3 when isRectified => Depthwise(size),
                < 3 when size.Height > 20 && size.Width > 20 => new Pooling(PoolingKind.Max, new Axis(2, 2), new Axis(2, 2)),
                < 8 => new Convolution(Channels(), new Axis(1), new Axis(1), HasBias: HasBias()),
                < 12 => Depthwise(size),
                < 14 => Padded(Channels(), 3, 1),
                14 => Padded(Channels(), 3, 2),
                15 => new BatchNorm(1e-3f),
                16 => size.Height > 20 ? new Pooling(PoolingKind.Average, new Axis(3, 1, 1, 1), new Axis(3, 1, 1, 1)) : new Upsample(2),
                17 => new Activation(new[] { "relu6", "dropout", "tanh", "sigmoid" }[Random.Next(4)]),
                _ => new Activation("relu"),
            };
        }

        private Convolution Depthwise(Size size) => Padded(size.Channels, Random.Next(3) == 0 ? 5 : 3, 1) with { Groups = size.Channels };

        /// <summary>A convolution whose result is as large as what it takes.</summary>
        private Convolution Padded(int channels, int kernel, int dilation)
        {
            var axis = new Axis(kernel, 1, dilation * (kernel / 2), dilation * (kernel / 2), dilation);
            return new Convolution(channels, axis, axis, HasBias: HasBias());
        }

        private bool HasBias() => Random.Next(4) > 0;

        private int Channels() => Random.Next(4) > 0 ? _usual : Random.Next(1, 41);

        /// <summary>A sum or a concatenation of a value with others that fit, which may be itself.</summary>
        private void Join(int value)
        {
            Size size = Sizes[value];
            bool isSum = Random.Next(4) > 0;
            int[] others = [.. Enumerable.Range(0, Sizes.Count).Where(k => isSum
                ? Sizes[k] == size && (k != value || Random.Next(6) == 0)
                : Sizes[k] with { Channels = 1 } == size with { Channels = 1 })];
            if (others.Length == 0)
                return;
            Random.Shuffle(others);
            TryAdd(isSum ? new Sum() : new Concat(), [value, .. others.Take(Random.Next(6) == 0 ? 2 : 1)]);
        }

        private void TryAdd(Operation operation, params int[] inputs)
        {
            Size size = operation.Output([.. inputs.Select(value => Sizes[value])]);
            if (size.Channels > MostChannels || size.Height > 64)
                return;
            Nodes.Add((operation, inputs));
            Sizes.Add(size);
        }

        /// <summary>All loose ends meet in a dense layer; a picture that a convolution makes of all may be the output as it is.</summary>
        private void Finish()
        {
            int[] ends = [.. Enumerable.Range(0, Sizes.Count).Where(value => !Nodes.Any(node => node.Inputs.Contains(value)))];
            if (ends.Length == 1 && Nodes[^1].Operation is Convolution && Random.Next(2) == 0)
                return;
            for (int k = 0; k < ends.Length; k++)
            {
                if (Sizes[ends[k]].Count > 8000 || Random.Next(3) > 0)
                    ends[k] = Added(new Pooling(PoolingKind.Average, Cut: (1, 1)), ends[k]);
                ends[k] = Added(new Flatten(), ends[k]);
            }

            int joined = ends.Length == 1 ? ends[0] : Added(new Concat(), ends);
            Added(new Dense(Random.Next(2, 20), HasBias()), joined);
            if (Random.Next(3) == 0)
                Added(new Activation("softmax"), Last);
        }

        private int Added(Operation operation, params int[] inputs)
        {
            Nodes.Add((operation, inputs));
            Sizes.Add(operation.Output([.. inputs.Select(value => Sizes[value])]));
            return Last;
        }
    }
}
