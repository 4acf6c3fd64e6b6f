using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LrpGen.Memory;
using LrpGen.Tests.Weights;

namespace LrpGen.Tests.Networks;

/// <summary>Dense layers of all rules, the first ones with enough to do for several threads.</summary>
[Network(2000, Ledger = true)]
[InputRange(-1, 1)]
public sealed partial class DenseRules
{
    [Linear(1100), ReLU] [ZBox(-1, 1)] public partial Layer Bounded { get; }

    [Linear(1600), LeakyReLU(0.1f)] [Gamma(0.25f)] public partial Layer Favored { get; }

    [Linear(700), Tanh] [AlphaBeta(2, 1)] public partial Layer Shared { get; }

    [Linear(260, Bias = false), ReLU] [ZPlus] public partial Layer Unbiased { get; }

    [Linear(200), ReLU] [Generic(nameof(Rho), 1e-3f)] public partial Layer Own { get; }

    [Linear(64), ReLU] [EpsilonRms(0.1f)] public partial Layer Squashed { get; }

    [Linear(7)] [Zero] public partial Layer Scores { get; }

    private static float Rho(float w) => w + (0.5f * Math.Max(w, 0));
}

/// <summary>What changes weights at load, or reads them then; a layer whose sums are of squares, and one that reads no weights back.</summary>
[Network(3, 9, 11)]
[InputRange(-1, 1)]
public sealed partial class DenseAtLoad
{
    [Flatten, Linear(150), ReLU] [ZBox(new[] { -1f, -1.5f, -2f }, new[] { 1f, 2f, 1.5f })] public partial Layer Bounded { get; }

    [Linear(90), BatchNorm(Weights = "norm"), ReLU] [Gamma(0.25f)] public partial Layer Folded { get; }

    [Linear(50), ReLU] [WSquare] public partial Layer Squares { get; }

    [Linear(30), ReLU] [Flat] public partial Layer Even { get; }

    [Linear(7)] [Epsilon(0.01f)] public partial Layer Scores { get; }
}

/// <summary>Networks whose file has bfloat16: the same results bit for bit as from the same weights as float32, and half the memory.</summary>
public sealed partial class BFloat16Tests
{
    // Larger than any memory that the process has given back and the allocator may have kept, with what was in it.
    private const int Rows = 4096;
    private const int Columns = 6144;

    private static readonly (string Name, long[] Shape)[] RulesTensors =
    [
        ("Bounded.weight", [1100, 2000]), ("Favored.weight", [1600, 1100]), ("Shared.weight", [700, 1600]), ("Unbiased.weight", [260, 700]),
        ("Own.weight", [200, 260]), ("Squashed.weight", [64, 200]), ("Scores.weight", [7, 64]),
        ("Bounded.bias", [1100]), ("Favored.bias", [1600]), ("Shared.bias", [700]), ("Own.bias", [200]), ("Squashed.bias", [64]), ("Scores.bias", [7]),
    ];

    private static readonly (string Name, long[] Shape)[] LoadTensors =
    [
        ("Bounded.weight", [150, 297]), ("Folded.weight", [90, 150]), ("Squares.weight", [50, 90]), ("Even.weight", [30, 50]), ("Scores.weight", [7, 30]),
        ("Bounded.bias", [150]), ("Folded.bias", [90]), ("Squares.bias", [50]), ("Even.bias", [30]), ("Scores.bias", [7]),
        ("norm.weight", [90]), ("norm.bias", [90]), ("norm.running_mean", [90]), ("norm.running_var", [90]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Outputs_and_relevances_are_those_of_the_widened_weights(int threads)
    {
        Assert.True(DenseRules.Description.SharesWork);

        // All tensors bfloat16; and weights alone, as where biases are kept exact.
        foreach (string type in (string[])["", ".weight"])
        {
            Check<DenseRules>(RulesTensors, type, threads);
            Check<DenseAtLoad>(LoadTensors, type, threads);
        }
    }

    [Fact]
    public void A_file_may_mix_types()
    {
        Check<DenseRules>(RulesTensors, "Favored.weight", threads: 1);
        Check<DenseAtLoad>(LoadTensors, "Folded.weight", threads: 1);
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        using DenseRules net = Load<DenseRules>(File(RulesTensors, ".weight", "BF16"), 1);
        Samples.CheckAllocatesNothing(net, Samples.Input(net));
    }

    [Fact]
    public void Weights_take_half_of_their_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is asked which pages are in memory.");
        Assert.InRange(Resident("F32"), 0.95, 1);

        // Two megabyte pages may reach over the middle.
        Assert.InRange(Resident("BF16"), 0.45, 0.6);
    }

    private static void Check<TNetwork>((string Name, long[] Shape)[] tensors, string halves, int threads)
        where TNetwork : INetwork<TNetwork>
    {
        using TNetwork expected = Load<TNetwork>(File(tensors, halves, "F32"), 1), found = Load<TNetwork>(File(tensors, halves, "BF16"), threads);
        Assert.Equal(found.Info.SharesWork ? threads : 1, found.Threads);
        float[] input = Samples.Input(expected);
        Equal(expected.Predict(input), found.Predict(input));
        Equal(expected.Forward(input), found.Forward(input));
        foreach (int target in (int[])[0, 5])
        {
            ReadOnlySpan<float> relevance = expected.Explain(target);
            Assert.True(relevance.ContainsAnyExcept(0f));
            Equal(relevance, found.Explain(target));
            if (expected.Info.HasLedger)
                Assert.Equal(expected.Ledger.ToString(), found.Ledger.ToString());
        }
    }

    private static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.False(expected.ContainsAny(float.NaN, float.PositiveInfinity, float.NegativeInfinity));
        Assert.True(MemoryMarshal.Cast<float, uint>(expected).SequenceEqual(MemoryMarshal.Cast<float, uint>(found)));
    }

    private static TNetwork Load<TNetwork>(byte[] bytes, int threads)
        where TNetwork : INetwork<TNetwork>
    {
        using WeightFile file = WeightFile.Read(bytes, typeof(TNetwork).Name);
        return TNetwork.Load(file, threads);
    }

    /// <summary>Random weights, of which those whose name ends so have values of bfloat16 and the type given.</summary>
    private static byte[] File((string Name, long[] Shape)[] tensors, string halves, string type)
    {
        var random = new Random(7);
        var file = new FileBuilder();
        foreach ((string name, long[] shape) in tensors)
        {
            bool isHalf = name.EndsWith(halves, StringComparison.Ordinal), isVariance = name.EndsWith("var", StringComparison.Ordinal);
            float bound = shape.Length == 1 ? 0.3f : MathF.Sqrt(6f / shape[1]);
            float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(static (a, b) => a * b)).Select(_ => Value(bound, isVariance ? 1 : 0, isHalf))];
            if (isHalf && type == "BF16")
                file.Tensor(name, type, shape, Halves(values));
            else
                file.Floats(name, shape, values);
        }

        return file.ToBytes();

        float Value(float bound, float center, bool isHalf)
        {
            float value = center + (bound * ((2 * random.NextSingle()) - 1));
            return isHalf ? BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000) : value;
        }
    }

    private static byte[] Halves(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(ushort)];
        for (int k = 0; k < values.Length; k++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(k * sizeof(ushort)), (ushort)(BitConverter.SingleToUInt32Bits(values[k]) >> 16));
        return bytes;
    }

    /// <summary>How much of the place of a loaded matrix is in memory.</summary>
    private static unsafe double Resident(string type)
    {
        // A file of zeros, which takes no memory either.
        int bytes = Rows * Columns * (type == "F32" ? sizeof(float) : sizeof(ushort));
        using var folder = new TempFolder();
        string path = folder.Write("m.safetensors", FileBuilder.File($$$"""{"m":{"dtype":"{{{type}}}","shape":[{{{Rows}}},{{{Columns}}}],"data_offsets":[0,{{{bytes}}}]}}""", 0));
        using (FileStream data = System.IO.File.OpenWrite(path))
            data.SetLength(data.Length + bytes);
        using WeightFile file = WeightFile.Open(path);
        NetworkWeights weights = NetworkWeights.Load(file, Rows * Columns, 1, static load => load.ReadTransposed("m", Rows, Columns, 0, Rows));
        fixed (float* start = weights.Slice(0, Rows * Columns))
        {
            nint page = Environment.SystemPageSize, first = ((nint)start + page - 1) / page * page;
            var pages = new byte[((nint)start + (Rows * Columns * sizeof(float)) - first) / page];
            Assert.Equal(0, WhichAreInMemory(first, pages.Length * page, pages));
            weights.Release();
            return pages.Average(static flags => flags & 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "mincore")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WhichAreInMemory(nint start, nint length, byte[] pages);
}
