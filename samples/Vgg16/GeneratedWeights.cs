using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LrpGen.Samples.Vgg16;

/// <summary>
/// Weights for trying the network without trained ones: uniform by He et al. 2015, from a counter-based generator, so that they are the
/// same everywhere.
/// </summary>
public static class GeneratedWeights
{
    private const float BiasBound = 0.05f;

    private static readonly (string Name, int[] Shape)[] Layers =
    [
        .. Convolutions((0, 64), (2, 64), (5, 128), (7, 128), (10, 256), (12, 256), (14, 256), (17, 512), (19, 512), (21, 512), (24, 512), (26, 512), (28, 512)),
        ("classifier.0", [4096, 512 * 7 * 7]),
        ("classifier.3", [4096, 4096]),
        ("classifier.6", [1000, 4096]),
    ];

    /// <summary>Element <paramref name="index"/> of tensor <paramref name="tensor"/>: in [-bound, bound].</summary>
    public static float Value(int tensor, long index, double bound)
    {
        ulong z = (((ulong)tensor << 32) + (ulong)index) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (float)(((2 * ((z >> 40) * (1.0 / (1 << 24)))) - 1) * bound);
    }

    /// <summary>Writes all tensors as safetensors, 553 MB.</summary>
    public static void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new StringBuilder("{");
        long at = 0;
        foreach ((string name, int[] shape) in Tensors())
        {
            long end = at + (sizeof(float) * Count(shape));
            header.Append(CultureInfo.InvariantCulture, $"{(at == 0 ? "" : ",")}\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{at},{end}]}}");
            at = end;
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        stream.Write(length);
        stream.Write(json);
        var buffer = new float[1 << 16];
        int tensor = 0;
        foreach ((string _, int[] shape) in Tensors())
        {
            long count = Count(shape);
            double bound = shape.Length == 1 ? BiasBound : Math.Sqrt(6.0 / Count(shape[1..]));
            for (long first = 0; first < count; first += buffer.Length)
            {
                int part = (int)Math.Min(buffer.Length, count - first);
                for (int k = 0; k < part; k++)
                    buffer[k] = Value(tensor, first + k, bound);
                stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, part)));
            }

            tensor++;
        }
    }

    /// <summary>The tensors in torchvision's order: each layer's weights, then its biases.</summary>
    private static IEnumerable<(string Name, int[] Shape)> Tensors() =>
        Layers.SelectMany(static layer => new[] { (layer.Name + ".weight", layer.Shape), (layer.Name + ".bias", new[] { layer.Shape[0] }) });

    private static IEnumerable<(string Name, int[] Shape)> Convolutions(params (int Module, int Channels)[] layers)
    {
        int inputs = 3;
        foreach ((int module, int channels) in layers)
        {
            yield return ($"features.{module}", [channels, inputs, 3, 3]);
            inputs = channels;
        }
    }

    private static long Count(int[] shape) => shape.Aggregate(1L, static (product, size) => product * size);
}
