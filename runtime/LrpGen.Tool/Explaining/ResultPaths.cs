using System.Globalization;

namespace LrpGen.Tool.Explaining;

/// <summary>Where the results of an input go.</summary>
/// <param name="Array">The file of relevances, or null.</param>
/// <param name="Heatmap">The heat map, or null; those of several samples get numbers.</param>
internal sealed record ResultPaths(string? Array, string? Heatmap)
{
    /// <summary>The heat map of one of several samples.</summary>
    public string? HeatmapOf(long sample, long samples)
    {
        if (Heatmap is null || samples == 1)
            return Heatmap;
        string folder = Path.GetDirectoryName(Heatmap) ?? "";
        string number = sample.ToString(CultureInfo.InvariantCulture).PadLeft((samples - 1).ToString(CultureInfo.InvariantCulture).Length, '0');
        return Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(Heatmap)}-{number}{Path.GetExtension(Heatmap)}");
    }

    /// <summary>Whether every result is there, of the right size and not older than its input.</summary>
    public bool AreComplete(string input, InputFile file, long[] sizes)
    {
        DateTime time = File.GetLastWriteTimeUtc(input);
        return (Array is null || (IsNewer(Array, time) && HasSizes(Array, sizes)))
            && (Heatmap is null || LongRange(file.Samples).All(sample => IsNewer(HeatmapOf(sample, file.Samples)!, time)));
    }

    private static bool IsNewer(string path, DateTime time) => File.Exists(path) && File.GetLastWriteTimeUtc(path) >= time;

    private static bool HasSizes(string path, long[] sizes)
    {
        try
        {
            using NpyFile array = NpyFile.Open(path);
            return array.Sizes.AsSpan().SequenceEqual(sizes);
        }
        catch (NpyException)
        {
            return false;
        }
    }

    private static IEnumerable<long> LongRange(long count)
    {
        for (long k = 0; k < count; k++)
            yield return k;
    }
}
