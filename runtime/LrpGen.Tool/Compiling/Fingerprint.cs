using System.Numerics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LrpGen.Import;

namespace LrpGen.Tool.Compiling;

/// <summary>Hashes: of contents, by which cached networks are found, and checksums, by which damage is.</summary>
internal static class Fingerprint
{
    // Whatever changes the code that comes out has a hand in the name under which it is kept.
    private static readonly string[] Makers = ["LrpGen.Tool", "LrpGen.Generator", "LrpGen.Import", "LrpGen"];

    private static readonly Lazy<string> Tool = new(static () => string.Join(' ', Makers.Select(VersionOf).Append(Environment.Version.ToString())));

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static string OfFile(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 20];
            for (int count; (count = file.Read(buffer)) > 0; cancellation.ThrowIfCancellationRequested())
                hash.AppendData(buffer.AsSpan(0, count));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw ToolException.Unreadable(path, error);
        }
    }

    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The name under which a network is kept: of the model's contents, the options, and the tool that compiles it.</summary>
    public static string OfRequest(string modelHash, string options) => OfBytes(Encoding.UTF8.GetBytes($"{Tool.Value}\n{modelHash}\n{options}"))[..40];

    /// <summary>A checksum of a file, as fast as it can be read.</summary>
    public static uint SumOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        uint sum = uint.MaxValue;
        var buffer = new byte[1 << 20];
        for (int count; (count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan(0, count)))
                sum = BitOperations.Crc32C(sum, word);
            foreach (byte rest in buffer.AsSpan(count & ~7, count & 7))
                sum = BitOperations.Crc32C(sum, rest);
        }

        return sum;
    }

    // A build of the same version but other code has another module id.
    private static string VersionOf(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("N");
    }
}
