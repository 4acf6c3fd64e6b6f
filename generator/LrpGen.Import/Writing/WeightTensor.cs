using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LrpGen.Import.Constants;
using LrpGen.Import.Onnx;

namespace LrpGen.Import.Writing;

/// <summary>A tensor of the weight file: as it lies in the model where its type is one that weight files have, else as float32.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Elements">Its elements.</param>
internal sealed record WeightTensor(string Name, Constant Elements)
{
    private const int ChunkLength = 1 << 16;

    /// <summary>The name of its type.</summary>
    public string Type => IsRaw
        ? Elements.Type switch
        {
            ElementType.Float16 => "F16",
            ElementType.BFloat16 => "BF16",
            ElementType.Double => "F64",
            _ => "F32",
        }
        : "F32";

    public long Bytes => Elements.Count * (IsRaw ? Elements.Type.Size() : sizeof(float));

    private bool IsRaw => Elements is StoredConstant { IsRaw: true } && Elements.Type.IsFloat();

    /// <summary>Writes the elements, the least significant byte first.</summary>
    public void Write(Stream stream, CancellationToken cancellation)
    {
        if (IsRaw)
        {
            ((StoredConstant)Elements).CopyTo(stream, cancellation);
            return;
        }

        ReadOnlySpan<float> floats = Elements.Read().Floats;
        byte[] chunk = new byte[ChunkLength * sizeof(float)];
        while (floats.Length > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<float> part = floats[..Math.Min(ChunkLength, floats.Length)];
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(part));
            }
            else
            {
                for (int k = 0; k < part.Length; k++)
                    BinaryPrimitives.WriteSingleLittleEndian(chunk.AsSpan(k * sizeof(float)), part[k]);
                stream.Write(chunk, 0, part.Length * sizeof(float));
            }

            floats = floats[part.Length..];
        }
    }
}
