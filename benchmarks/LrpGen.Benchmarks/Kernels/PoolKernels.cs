using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>Poolings, forward and back. Bytes are those of the input and the output, each once.</summary>
internal static class PoolKernels
{
    public static IEnumerable<Kernel> All { get; } =
    [
        new PoolCase(64, 224, 2, 2, 0).Max(),
        new PoolCase(64, 112, 3, 2, 1).Max(),
        new PoolCase(64, 224, 2, 2, 0).ToWinner(),
        new PoolCase(64, 224, 2, 2, 0).AverageBack(),
        new PoolCase(512, 7, 7, 7, 0).Average(),
        new PoolCase(512, 7, 7, 7, 0).AverageBack(),
    ];

    private sealed record PoolCase(int Channels, int Size, int Kernel, int Stride, int Pad)
    {
        private int OutSize => ((Size + (2 * Pad) - Kernel) / Stride) + 1;

        private PoolShape Shape => PoolShape.Sliding(Size, Size, OutSize, OutSize, Kernel, Kernel, Stride, Stride, Pad, Pad, Pad, Pad, countPadding: false);

        private string Sizes => $"{Kernel}x{Kernel} stride {Stride}, {Channels} at {Size}";

        private int InFloats => Channels * Size * Size;

        private int OutFloats => Channels * OutSize * OutSize;

        private double Bytes => sizeof(float) * (double)(InFloats + OutFloats);

        public Kernel Max() => new($"max pooling {Sizes}", Work.Bytes, Bytes, () =>
        {
            float[] plain = Input();
            Floats x = Numbers.Blocked(plain, Channels), z = new(OutFloats);
            PoolShape shape = Shape;
            return new ReadyKernel(() => Pool.Max(shape, x, z, Worker.Alone), () => Error(z, OutSize, (channel, row, column) => MaxAt(plain, channel, row, column)));
        });

        public Kernel Average() => new($"average pooling {Sizes}", Work.Bytes, Bytes, () =>
        {
            float[] plain = Input();
            Floats x = Numbers.Blocked(plain, Channels), z = new(OutFloats);
            PoolShape shape = Shape;
            return new ReadyKernel(
                () => Pool.Average(shape, x, z, Worker.Alone),
                () => Error(z, OutSize, (channel, row, column) => Window(row, column).Average(place => (double)plain[(channel * Size * Size) + place])));
        });

        public Kernel ToWinner() => new($"max pooling back to winners {Sizes}", Work.Bytes, 2 * Bytes, () =>
        {
            float[] plain = Input();
            Floats x = Numbers.Blocked(plain, Channels), z = new(OutFloats), relevance = new(Numbers.Random(OutFloats), OutFloats), r = new(InFloats);
            PoolShape shape = Shape;
            Pool.Max(shape, x, z, Worker.Alone);
            float[] plainRelevance = Numbers.Plain(relevance, Channels, OutSize * OutSize);
            return new ReadyKernel(
                () => Pool.MaxToWinner(shape, x, z, relevance, r, Tail.None, Worker.Alone),
                () => Error(r, Size, (channel, row, column) => Windows(row, column).Sum(window =>
                    MaxAt(plain, channel, window.Row, window.Column) == plain[(((channel * Size) + row) * Size) + column]
                        ? plainRelevance[(((channel * OutSize) + window.Row) * OutSize) + window.Column]
                        : 0.0)));
        });

        public Kernel AverageBack() => new($"average pooling back {Sizes}", Work.Bytes, Bytes, () =>
        {
            Floats s = new(Numbers.Random(OutFloats), OutFloats), r = new(InFloats);
            PoolShape shape = Shape;
            float[] plain = Numbers.Plain(s, Channels, OutSize * OutSize);
            return new ReadyKernel(
                () => Pool.AverageBack(shape, s, r, Tail.None, Worker.Alone),
                () => Error(r, Size, (channel, row, column) => Windows(row, column).Sum(window =>
                    (double)plain[(((channel * OutSize) + window.Row) * OutSize) + window.Column] / Window(window.Row, window.Column).Count())));
        });

        private float[] Input() => Numbers.Random(InFloats);

        private double MaxAt(float[] plain, int channel, int row, int column) => Window(row, column).Max(place => plain[(channel * Size * Size) + place]);

        /// <summary>The places under a window.</summary>
        private IEnumerable<int> Window(int row, int column) =>
            from y in Inside(row) from x in Inside(column) select (y * Size) + x;

        private IEnumerable<int> Inside(int window) =>
            Enumerable.Range((window * Stride) - Pad, Kernel).Where(place => place >= 0 && place < Size);

        /// <summary>The windows over a place.</summary>
        private IEnumerable<(int Row, int Column)> Windows(int y, int x) =>
            from row in Over(y) from column in Over(x) select (row, column);

        private IEnumerable<int> Over(int place)
        {
            int first = Math.Max(0, (place + Pad - Kernel + Stride) / Stride), last = Math.Min(OutSize - 1, (place + Pad) / Stride);
            return Enumerable.Range(first, last - first + 1);
        }

        /// <summary>Over one row of each channel.</summary>
        private double Error(Floats found, int size, Func<int, int, int, double> expected)
        {
            float[] plain = Numbers.Plain(found, Channels, size * size);
            var error = new RelativeError();
            for (int channel = 0; channel < Channels; channel++)
            {
                int row = channel % size;
                for (int column = 0; column < size; column++)
                    error.Add(plain[(((channel * size) + row) * size) + column], expected(channel, row, column));
            }

            return error.Value;
        }
    }
}
