using System.Globalization;
using LrpGen.Imaging;

namespace LrpGen.Samples.Faces;

/// <summary>Where a face is in a picture: columns from left to right, rows from top to bottom, the last ones not included.</summary>
internal sealed record Box(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Reads "left,top,right,bottom"; null where it is no box with anything inside.</summary>
    public static Box? Parse(string text)
    {
        string[] parts = text.Split(',');
        var numbers = new int[parts.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            if (!int.TryParse(parts[k], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out numbers[k]))
                return null;
        }

        return numbers is [int left, int top, int right, int bottom] && left < right && top < bottom ? new Box(left, top, right, bottom) : null;
    }

    /// <summary>Cuts the box out of a picture.</summary>
    /// <exception cref="ImageException">It is not inside; the message is one line.</exception>
    public Picture Cut(Picture picture, string name)
    {
        if (Right > picture.Width || Bottom > picture.Height)
            throw new ImageException($"{name}: has {picture.Width} x {picture.Height} pixels; the box {this} is not inside.");
        var face = new Picture(Right - Left, Bottom - Top);
        face.Draw(picture, -Left, -Top);
        return face;
    }

    public override string ToString() => FormattableString.Invariant($"({Left}, {Top})-({Right}, {Bottom})");
}
