namespace LrpGen.Imaging;

/// <summary>A color of eight bits a channel, not premultiplied.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
/// <param name="A">Opacity: 255 is opaque.</param>
public readonly record struct Color(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>Opaque white.</summary>
    public static Color White => new(255, 255, 255);

    /// <summary>Opaque black.</summary>
    public static Color Black => new(0, 0, 0);

    /// <summary>A color from channels in [0, 1]; what is outside is cut off.</summary>
    public static Color FromUnit(double r, double g, double b) => new(Byte(r), Byte(g), Byte(b));

    /// <summary>The mixture of two opaque colors: this one at 0, the other at 1.</summary>
    public Color Mix(Color other, double share) => FromUnit(
        (R + ((other.R - R) * share)) / 255, (G + ((other.G - G) * share)) / 255, (B + ((other.B - B) * share)) / 255);

    private static byte Byte(double unit) => (byte)Math.Round(Math.Clamp(double.IsNaN(unit) ? 0 : unit, 0, 1) * 255);
}
