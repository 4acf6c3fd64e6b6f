using LrpGen.Reference;

namespace LrpGen.Cases.Tests.Graphs;

/// <summary>Grows the operations of a random graph: each takes an earlier value, mostly the last one; at the end all loose ends meet in a dense layer.</summary>
internal sealed class GraphGrower
{
    private const int MostValues = 400;

    private readonly Random _random;
    private readonly bool _isPiecewiseLinear;
    private readonly List<(Operation Operation, int[] Inputs)> _nodes = [];
    private readonly List<Size> _sizes = [];

    private GraphGrower(Random random, bool isPiecewiseLinear) => (_random, _isPiecewiseLinear) = (random, isPiecewiseLinear);

    /// <summary>Operations and the values that they take; the input's shape.</summary>
    /// <param name="random">Where choices come from.</param>
    /// <param name="count">About how many operations.</param>
    /// <param name="isPiecewiseLinear">Whether nothing but rectifiers is curved, so that the gradient explains.</param>
    public static (Size Input, List<(Operation Operation, int[] Inputs)> Nodes) Grow(Random random, int count, bool isPiecewiseLinear)
    {
        var grower = new GraphGrower(random, isPiecewiseLinear);
        grower._sizes.Add(grower.InputSize());
        while (grower._nodes.Count < count)
            grower.AddOne();
        grower.Finish();
        return (grower._sizes[0], grower._nodes);
    }

    private Size InputSize() => _random.Next(6) switch
    {
        0 => Size.Of(_random.Next(1, 20)),
        1 => Size.Of(Channels(), _random.Next(1, 14)),
        _ => Size.Of(Channels(), _random.Next(1, 9), _random.Next(1, 9)),
    };

    private int Channels() => _random.Next(8) == 0 ? 17 : _random.Next(1, 6);

    private void AddOne()
    {
        int last = _sizes.Count - 1;
        int value = _random.Next(5) == 0 ? _random.Next(last + 1) : last;
        Size size = _sizes[value];
        if (_random.Next(6) == 0)
        {
            Join(value);
            return;
        }

        Operation? operation = size.Rank == 1 ? OfFeatures(size) : OfPicture(size);
        if (operation is not null)
            TryAdd(operation, value);
    }

    private bool TryAdd(Operation operation, params int[] inputs)
    {
        Size size = operation.Output([.. inputs.Select(value => _sizes[value])]);
        if (size.Channels < 1 || size.Height < 1 || size.Width < 1 || size.Count > MostValues)
            return false;
        _nodes.Add((operation, inputs));
        _sizes.Add(size);
        return true;
    }

    private Operation? OfFeatures(Size size) => _random.Next(10) switch
    {
        < 4 => new Dense(_random.Next(1, 20), _random.Next(3) > 0),
        < 8 => Curve(),
        8 => new BatchNorm((float)1e-5),
        _ => size.Count % 6 == 0 ? new Reshape(Size.Of(size.Count / 6, 2, 3)) : size.Count % 2 == 0 ? new Reshape(Size.Of(2, size.Count / 2)) : null,
    };

    private Operation? OfPicture(Size size) => _random.Next(24) switch
    {
        < 7 => Convolution(size),
        < 12 => Curve(),
        < 14 => new BatchNorm((float)(_random.Next(2) == 0 ? 1e-5 : 1e-3)),
        < 17 => Pooling(),
        17 => new Pooling(Kind(), CountsPadding: false, Largest: Largest(), Cut: (1, 1)),
        18 => new Pooling(PoolingKind.Average, Cut: size.Rank == 2 ? (1, _random.Next(1, 5)) : (_random.Next(1, 5), _random.Next(1, 5))),
        19 => new Upsample(_random.Next(1, 4)),
        20 => Frame(size),
        21 => new Frame(_random.Next(2), _random.Next(2), _random.Next(2), _random.Next(2), IsCrop: true),
        22 => new Reshape(size.Rank == 2 ? Size.Of(size.Channels, 1, size.Width) : Size.Of(size.Channels * size.Height, size.Width)),
        _ => new Flatten(),
    };

    private Convolution Convolution(Size size)
    {
        bool isTransposed = size.Rank == 3 && _random.Next(5) == 0;
        int groups = _random.Next(4) == 0 ? size.Channels : 1;
        if (groups == 1 && size.Channels % 2 == 0 && _random.Next(3) == 0)
            groups = 2;
        bool isSame = !isTransposed && _random.Next(5) == 0;
        Axis x = Slide(isSame, 3);
        Axis y = _random.Next(2) == 0 ? x : Slide(isSame, 3);
        int outputPadding = isTransposed ? _random.Next(Math.Min(x.Stride, y.Stride)) : 0;
        return new Convolution(groups * _random.Next(1, groups == 1 ? 6 : 3), size.Rank == 3 ? y : default, x, groups, _random.Next(3) > 0, isTransposed, outputPadding, isSame);
    }

    private Axis Slide(bool isSame, int most)
    {
        int kernel = _random.Next(1, most + 1);
        int before = isSame || _random.Next(2) == 0 ? 0 : _random.Next(3);
        int behind = isSame || _random.Next(4) > 0 ? before : _random.Next(3);
        return new Axis(kernel, _random.Next(3) == 0 ? _random.Next(1, 4) : 1, before, behind, _random.Next(5) == 0 ? 2 : 1);
    }

    private Pooling Pooling()
    {
        Axis x = Window();
        Axis y = _random.Next(2) == 0 ? x : Window();
        return new Pooling((PoolingKind)_random.Next(3), y, x, _random.Next(3) == 0, _random.Next(2) == 0, Largest());
    }

    private Axis Window()
    {
        // A window of one place that jumps is no identity, but shares nothing out either: semantics leaves it open.
        int kernel = _random.Next(2, 4);
        int before = _random.Next(2) == 0 ? 0 : _random.Next(kernel);
        return new Axis(kernel, _random.Next(1, 4), before, _random.Next(3) == 0 ? _random.Next(kernel) : before);
    }

    private PoolingKind Kind() => _random.Next(2) == 0 ? PoolingKind.Max : PoolingKind.Average;

    private WayBack Largest() => _isPiecewiseLinear ? WayBack.Winner : _random.Next(3) switch { 0 => WayBack.Winner, 1 => WayBack.Split, _ => WayBack.Rule };

    private Frame Frame(Size size)
    {
        var fill = (FrameFill)_random.Next(3);
        int Side(int places) => _random.Next(fill == FrameFill.Reflect ? Math.Min(3, places) : 3);
        return size.Rank == 2
            ? new Frame(0, 0, Side(size.Width), Side(size.Width), fill)
            : new Frame(Side(size.Height), Side(size.Height), Side(size.Width), Side(size.Width), fill);
    }

    private Activation Curve()
    {
        string[] names = _isPiecewiseLinear
            ? ["relu", "relu", "relu", "leakyrelu", "dropout"]
            : ["relu", "relu", "relu", "relu", "leakyrelu", "relu6", "elu", "gelu", "gelutanh", "silu", "tanh", "sigmoid", "hardswish", "dropout"];
        string name = names[_random.Next(names.Length)];
        return new Activation(name, name switch { "leakyrelu" => 0.125, "elu" => 0.5, _ => 0 });
    }

    /// <summary>A sum or a concatenation of a value with others that fit, which may be itself.</summary>
    private void Join(int value)
    {
        Size size = _sizes[value];
        bool isSum = _random.Next(3) > 0;
        int[] others = [.. Enumerable.Range(0, _sizes.Count).Where(k => isSum
            ? _sizes[k] == size && (k != value || _random.Next(3) == 0)
            : _sizes[k] with { Channels = 1 } == size with { Channels = 1 })];
        if (others.Length == 0)
            return;
        _random.Shuffle(others);
        int[] inputs = [value, .. others.Take(_random.Next(1, 3))];
        TryAdd(isSum ? new Sum() : new Concat(), inputs);
    }

    private void Finish()
    {
        var ends = new List<int>();
        foreach (int value in Enumerable.Range(0, _sizes.Count).Where(value => !_nodes.Any(node => node.Inputs.Contains(value))).ToArray())
        {
            int end = value;
            if (_sizes[end].Rank > 1)
            {
                if (_random.Next(3) == 0 && TryAdd(new Pooling(PoolingKind.Average, Cut: (1, 1)), end))
                    end = _sizes.Count - 1;
                TryAdd(new Flatten(), end);
                end = _sizes.Count - 1;
            }

            ends.Add(end);
        }

        if (ends.Count > 1)
        {
            _nodes.Add((new Concat(), [.. ends]));
            _sizes.Add(Size.Of(ends.Sum(end => _sizes[end].Count)));
            ends = [_sizes.Count - 1];
        }

        TryAdd(new Dense(_random.Next(1, 5), _random.Next(3) > 0), ends[0]);
        if (!_isPiecewiseLinear && _random.Next(4) == 0)
            TryAdd(new Activation("softmax"), _sizes.Count - 1);
    }
}
