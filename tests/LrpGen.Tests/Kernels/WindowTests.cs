using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>A pooling over windows of 2x2 made with a convolution is, bit for bit and at every width of vectors, what the two are one after the other.</summary>
public class WindowTests
{
    private const float Epsilon = 0.25f;

    private const float Coefficient = 1.5f;

    public static TheoryData<ConvSize> Sizes =>
    [
        new ConvSize(17, 12, 16, 33, 12, 16, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(20, 10, 14, 40, 10, 14, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(3, 20, 24, 18, 18, 22, 3, 3),
        new ConvSize(40, 16, 11, 5, 18, 10, 3, 3, PadTop: 2),
        new ConvSize(16, 13, 10, 50, 14, 12, 3, 3, PadTop: 1, PadLeft: 2),
        new ConvSize(150, 30, 22, 110, 30, 22, 3, 3, PadTop: 1, PadLeft: 1),
        new ConvSize(17, 58, 64, 20, 58, 64, 3, 3, PadTop: 1, PadLeft: 1),
    ];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Winners_are_the_first_of_the_largest(ConvSize size)
    {
        var sample = new WindowSample(size, hasNaN: true);
        ConvLayer layer = sample.Layer;
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = sample.Forward(width, Tail.None), z = sample.Noise(), winners = sample.Noise(), copy = sample.Noise();
            (float[] expected, float[] expectedWinners) = sample.WinnersOf(plain);
            for (int winner = 0; winner <= 4; winner++)
                Assert.Contains(winner, expectedWinners);
            Assert.Contains(sample.Places, places => places.All(place => plain[place] == 0));
            Assert.Contains(sample.Places, places => float.IsNaN(plain[places[0]]) && !float.IsNaN(plain[places[3]]));

            Forward(Tail.None);
            Assert.Equal(expected, z);
            Assert.Equal(expectedWinners, winners);

            Forward(Tail.None.Rectified(copy));
            Assert.Equal(expected, z);
            Assert.Equal(expected.Select(static v => Math.Max(v, 0)), copy);

            winners = sample.Noise();
            Forward(Tail.Rectify);
            Assert.Equal(copy, z);
            Assert.Equal(expectedWinners, winners);

            void Forward(Tail tail) =>
                WindowSample.Run(width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WindowWinners(layer.OutBias, z, winners, tail));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_largest_alone_are_those_with_winners(ConvSize size)
    {
        var sample = new WindowSample(size, hasNaN: true);
        ConvLayer layer = sample.Layer;
        foreach (int width in ConvLayer.Widths)
        {
            float[] expected = sample.Noise(), expectedCopy = sample.Noise(), largest = sample.Noise(), copy = sample.Noise();
            Check(layer.OutBias, Tail.None, Tail.None);
            Check([], Tail.Rectify, Tail.Rectify);
            Check(layer.OutBias, Tail.RectifyTo(0.25f), Tail.RectifyTo(0.25f));
            Check(layer.OutBias, Tail.None.RectifiedTo(expectedCopy, 0.5f), Tail.None.RectifiedTo(copy, 0.5f));
            Bits.AssertEqual(expectedCopy, copy);
            Check([], Tail.None.Plus(sample.S, expectedCopy, rectify: true), Tail.None.Plus(sample.S, copy, rectify: true));
            Bits.AssertEqual(expectedCopy, copy);

            void Check(float[] bias, Tail expectedTail, Tail tail)
            {
                WindowSample.Run(width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WindowWinners(bias, expected, sample.Noise(), expectedTail));
                WindowSample.Run(width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WindowLargest(bias, largest, tail));
                Assert.Contains(float.NaN, expected);
                Bits.AssertEqual(expected, largest);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Values_are_those_of_the_winners(ConvSize size)
    {
        var sample = new WindowSample(size);
        ConvLayer layer = sample.Layer;
        float[] winners = [.. sample.S.Select(static (_, k) => k * 7 % 5)];
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = sample.Forward(width, Tail.None), d = sample.Noise();
            WindowSample.Run(width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WindowValues(layer.OutBias, winners, d));
            Assert.Equal(sample.Places.Select((places, k) => winners[k] == 4 ? 0 : plain[places[(int)winners[k]]]), d);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Winners_take_the_way_back_alone(ConvSize size)
    {
        var sample = new WindowSample(size, hasNaN: true);
        ConvLayer layer = sample.Layer;
        float[] d = [.. sample.X.Select(static v => float.IsNaN(v) ? 1 : v)];
        foreach (int width in ConvLayer.Widths)
        {
            float[] plain = sample.Forward(width, Tail.None), scattered = ConvLayer.Noise(layer.Z), r = ConvLayer.Noise(layer.X);
            (float[] largest, float[] winners) = sample.WinnersOf(plain);
            Pool.MaxToWinner(sample.Pool, plain, largest, sample.S, scattered, Tail.None, Worker.Alone);

            Back(Tail.None);
            Assert.DoesNotContain(float.NaN, r);
            Assert.Equal(sample.Adjoint(width, scattered, Tail.None), r);
            Back(Tail.Times(d).Over(d, Epsilon, Coefficient));
            Assert.Equal(sample.Adjoint(width, scattered, Tail.Times(d).Over(d, Epsilon, Coefficient)), r);

            void Back(Tail tail) => WindowSample.Run(
                width, sample.AdjointMap, new WindowedPicture<ToWinner>(sample.S, winners), layer.Adjoint, new WholeResult([], r, Placing.Set, tail));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_largest_stand_beside_the_whole(ConvSize size)
    {
        var sample = new WindowSample(size, hasNaN: true);
        ConvLayer layer = sample.Layer;
        foreach (int width in ConvLayer.Widths)
        {
            Check(Tail.None, sample.Forward(width, Tail.None));
            Check(Tail.Rectify, sample.Forward(width, Tail.Rectify));

            void Check(Tail tail, float[] expected)
            {
                float[] z = ConvLayer.Noise(layer.Z), largest = sample.Noise(), expectedLargest = sample.Noise();
                Pool.Max(sample.Pool, expected, expectedLargest, Worker.Alone);
                Assert.Contains(float.NaN, expectedLargest);
                WindowSample.Run(width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WholeAndLargest(layer.OutBias, z, largest, tail));
                Assert.Equal(expected, z);
                Assert.Equal(expectedLargest, largest);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Shares_are_parts_of_the_mean_over_denominators(ConvSize size)
    {
        var sample = new WindowSample(size, hasNaN: true);
        ConvLayer layer = sample.Layer;
        float[] expectedMeans = sample.Noise();
        Pool.Average(sample.Pool, sample.A, expectedMeans, Worker.Alone);
        foreach (int width in ConvLayer.Widths)
        {
            float[] d = sample.Forward(width, Tail.None);
            Assert.Contains(0, d);
            foreach ((float epsilon, bool isPastCaches) in new[] { (0, false), (Epsilon, false), (Epsilon, true) })
            {
                Span<float> shares = Aligned.Noise(d.Length).Span;
                float[] means = sample.Noise();
                WindowSample.Run(
                    width, sample.ForwardMap, new WholePicture(sample.X), layer.Forward, new WindowShares(layer.OutBias, sample.A, shares, means, epsilon, Coefficient, isPastCaches));
                Assert.Equal(sample.A.Zip(d, (a, d) => d == 0 && epsilon == 0 ? 0 : 0.25f * Coefficient * a / (d < 0 ? d - epsilon : d + epsilon)), shares.ToArray());
                Assert.Equal(expectedMeans, means);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Shares_of_windows_take_the_way_back(ConvSize size)
    {
        var sample = new WindowSample(size);
        ConvLayer layer = sample.Layer;
        float[] spread = new float[sample.A.Length], x = sample.X;
        for (int k = 0; k < sample.S.Length; k++)
            Array.ForEach(sample.Places[k], place => spread[place] = sample.S[k] * sample.A[place]);
        foreach (int width in ConvLayer.Widths)
        {
            float[] r = ConvLayer.Noise(layer.X);
            Back(Tail.None);
            Assert.Equal(sample.Adjoint(width, spread, Tail.None), r);
            Back(Tail.Times(x).Over(x, Epsilon, Coefficient));
            Assert.Equal(sample.Adjoint(width, spread, Tail.Times(x).Over(x, Epsilon, Coefficient)), r);

            void Back(Tail tail) => WindowSample.Run(
                width, sample.AdjointMap, new WindowedPicture<InShares>(sample.S, sample.A), layer.Adjoint, new WholeResult([], r, Placing.Set, tail));
        }
    }
}
