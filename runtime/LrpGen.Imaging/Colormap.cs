using System.Diagnostics.CodeAnalysis;

namespace LrpGen.Imaging;

/// <summary>A named map from relevance to color: control points between which colors are mixed evenly.</summary>
public sealed class Colormap
{
    private readonly (double At, Color Color)[] _points;

    private Colormap(string name, bool isDiverging, string description, params (double At, Color Color)[] points)
    {
        Name = name;
        IsDiverging = isDiverging;
        Description = description;
        _points = points;
    }

    /// <summary>Every color map, in the order of the documentation.</summary>
    public static IReadOnlyList<Colormap> All { get; } =
    [
        new("bwr", true, "blue, white, red", (0, new(0, 0, 255)), (0.5, new(255, 255, 255)), (1, new(255, 0, 0))),
        new("seismic", true, "dark blue, blue, white, red, dark red", (0, new(0, 0, 77)), (0.25, new(0, 0, 255)), (0.5, new(255, 255, 255)), (0.75, new(255, 0, 0)), (1, new(128, 0, 0))),
        new("coldnhot", true, "cyan, blue, black, red, yellow", (0, new(0, 255, 255)), (0.25, new(0, 0, 255)), (0.5, new(0, 0, 0)), (0.75, new(255, 0, 0)), (1, new(255, 255, 0))),
        new("coolwarm", true, "soft blue, light grey, soft red", (0, new(59, 76, 192)), (0.25, new(141, 176, 254)), (0.5, new(221, 221, 221)), (0.75, new(244, 154, 123)), (1, new(180, 4, 38))),
        new("hot", false, "black, red, yellow, white", (0, new(0, 0, 0)), (1 / 3.0, new(255, 0, 0)), (2 / 3.0, new(255, 255, 0)), (1, new(255, 255, 255))),
        new("grey", false, "black to white", (0, new(0, 0, 0)), (1, new(255, 255, 255))),
        new("reds", false, "white to red", (0, new(255, 255, 255)), (0.6, new(239, 59, 44)), (1, new(103, 0, 13))),
        new("viridis", false, "violet, green, yellow; even in brightness", (0, new(68, 1, 84)), (0.25, new(59, 82, 139)), (0.5, new(33, 145, 140)), (0.75, new(94, 201, 98)), (1, new(253, 231, 37))),
    ];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether zero is in its middle, so that signs can be told apart.</summary>
    public bool IsDiverging { get; }

    /// <summary>Its colors in words.</summary>
    public string Description { get; }

    /// <summary>Blue, white, red: the usual map of heat maps.</summary>
    public static Colormap Default => All[0];

    /// <summary>The map of a name, whatever its case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static Colormap Get(string name) => TryGet(name, out Colormap? colormap)
        ? colormap
        : throw new ArgumentException($"There is no color map '{name}'; there are {string.Join(", ", All.Select(static map => map.Name))}.", nameof(name));

    /// <summary>Looks for the map of a name, whatever its case.</summary>
    public static bool TryGet(string? name, [NotNullWhen(true)] out Colormap? colormap)
    {
        colormap = All.FirstOrDefault(map => string.Equals(map.Name, name, StringComparison.OrdinalIgnoreCase));
        return colormap is not null;
    }

    /// <summary>The color at a place from 0, the low end, to 1, the high end; places outside take the ends.</summary>
    public Color At(double place)
    {
        place = Math.Clamp(double.IsNaN(place) ? 0 : place, 0, 1);
        for (int k = 1; k < _points.Length; k++)
        {
            if (place > _points[k].At)
                continue;
            (double low, Color lowColor) = _points[k - 1];
            (double high, Color highColor) = _points[k];
            return lowColor.Mix(highColor, (place - low) / (high - low));
        }

        return _points[^1].Color;
    }

    /// <summary>A bar from the low end on the left to the high end on the right.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public Picture Bar(int width, int height)
    {
        var bar = new Picture(width, height);
        for (int x = 0; x < width; x++)
            bar.Fill(x, 0, 1, height, At(width == 1 ? 0.5 : (double)x / (width - 1)));
        return bar;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
