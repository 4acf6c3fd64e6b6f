using LrpGen.Kernels;
using LrpGen.Memory;
using LrpGen.Weights;

namespace LrpGen.Tests.Weights;

public sealed class LoaderTests
{
    // More than a thread's share, with rests in each direction: 70 and 1030 are no multiples of a block's rows and columns.
    private const int Rows = 270;
    private const int Columns = 1030;
    private const int Stride = 272;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Transposes_on_any_number_of_threads(int threads)
    {
        float[] matrix = Numbers(Rows * Columns);
        using WeightFile file = WeightFile.Read(new FileBuilder().Floats("m", [Rows, Columns], matrix).ToBytes(), "file");
        NetworkWeights weights = NetworkWeights.Load(file, Columns * Stride, threads, static load => load.ReadTransposed("m", Rows, Columns, 0, Stride));
        ReadOnlySpan<float> transpose = weights.Slice(0, Columns * Stride);
        for (int c = 0; c < Columns; c++)
        {
            for (int r = 0; r < Stride; r++)
                Assert.Equal(r < Rows ? matrix[(r * Columns) + c] : 0, transpose[(c * Stride) + r]);
        }

        weights.Release();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packs_the_same_on_any_number_of_threads(bool winograd)
    {
        var shape = new ConvShape(168, 8, 8, 180, 8, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, winograd);
        using WeightFile file = WeightFile.Read(new FileBuilder().Floats("c.weight", [180, 168, 3, 3], Numbers(180 * 168 * 9)).ToBytes(), "file");
        int floats = shape.ForwardFloats + shape.AdjointFloats;
        NetworkWeights one = Load(1), several = Load(4);
        Assert.True(one.Slice(0, floats).SequenceEqual(several.Slice(0, floats)));
        Assert.True(one.Slice(0, floats).ContainsAnyExcept(0f));
        one.Release();
        several.Release();

        NetworkWeights Load(int threads) => NetworkWeights.Load(file, floats, threads, load =>
        {
            LayerWeights weights = load.Read("c", [180, 168, 3, 3], 0);
            load.PackForward(shape, weights.BySign(1.25f, 1), 0);
            load.PackAdjoint(shape, weights, shape.ForwardFloats);
        });
    }

    [Fact]
    public void Packs_a_rules_weights_as_if_they_stood_in_the_file()
    {
        var shape = new ConvShape(20, 9, 9, 18, 9, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1, winograd: true);
        float[] plain = Numbers(18 * 20 * 9), gamma = Array.ConvertAll(plain, static w => w > 0 ? 1.25f * w : 0.5f * w);
        using WeightFile file = WeightFile.Read(
            new FileBuilder().Floats("a.weight", [18, 20, 3, 3], plain).Floats("b.weight", [18, 20, 3, 3], gamma).ToBytes(), "file");
        int floats = shape.ForwardFloats;
        NetworkWeights weights = NetworkWeights.Load(file, 2 * floats, 1, load =>
        {
            load.PackForward(shape, load.Read("a", [18, 20, 3, 3], 0).BySign(1.25f, 0.5f), 0);
            load.PackForward(shape, load.Read("b", [18, 20, 3, 3], 0), floats);
        });
        Assert.True(weights.Slice(0, floats).SequenceEqual(weights.Slice(floats, floats)));
        weights.Release();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Says_that_a_file_has_become_shorter_since_it_was_opened(int threads)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody shorten a file that is open.");
        using var folder = new TempFolder();
        string path = folder.Write("short.safetensors", new FileBuilder().Floats("m", [Rows, Columns], Numbers(Rows * Columns)).ToBytes());
        using var writer = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using WeightFile file = WeightFile.Open(path);
        long length = writer.Length;
        writer.SetLength(length - 4);
        WeightFileException error = Assert.Throws<WeightFileException>(
            () => NetworkWeights.Load(file, Columns * Stride, threads, static load => load.ReadTransposed("m", Rows, Columns, 0, Stride)));
        Assert.Equal($"{path}: tensor 'm' cannot be read: it had {length} bytes when it was opened and ends after {length - 4} now.", error.Message);
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(5);
        var numbers = new float[count];
        for (int k = 0; k < count; k++)
            numbers[k] = random.NextSingle() - 0.5f;
        return numbers;
    }
}
