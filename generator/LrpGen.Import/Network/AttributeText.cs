using System.Globalization;

namespace LrpGen.Import.Network;

/// <summary>One argument of an attribute.</summary>
/// <param name="Name">The property it sets; null for one that is told by its place.</param>
/// <param name="Role">What it is, for the name of a block's parameter: <c>Channels</c>; empty where it is no number that blocks may vary.</param>
/// <param name="Number">Its value, where it is such a number.</param>
/// <param name="Text">Its value as written.</param>
internal sealed record Argument(string? Name, string Role, int? Number, string Text)
{
    /// <summary>Whether it need not be written, because it is what stands in where nothing is told.</summary>
    public bool IsUsual { get; init; }

    public override string ToString() => Name is null ? Text : $"{Name} = {Text}";
}

/// <summary>An attribute of the declaration, as data until it is printed: blocks look for what varies among those of several steps.</summary>
internal sealed record AttributeText(string Name, IReadOnlyList<Argument> Arguments)
{
    private const float LongestWhole = 1e6f;

    /// <summary>An attribute without arguments.</summary>
    public static AttributeText Of(string name) => new(name, []);

    /// <summary>Adds a number that is told by its place.</summary>
    public AttributeText With(int number, string role) => Add(new Argument(null, role, number, Text(number)));

    /// <summary>Adds a text that is told by its place.</summary>
    public AttributeText With(string text) => Add(new Argument(null, "", null, text));

    /// <summary>Adds a number by the property's name, which is not written where it is the usual one.</summary>
    public AttributeText Named(string name, int number, int usual) => Add(new Argument(name, name, number, Text(number)) { IsUsual = number == usual });

    /// <summary>Adds a text by the property's name.</summary>
    public AttributeText Named(string name, string text) => Add(new Argument(name, "", null, text));

    /// <summary>Adds a number for both directions, or one for each where they differ.</summary>
    public AttributeText Both(string name, int y, int x, int usual) => y == x ? Named(name, y, usual) : Named(name + "Y", y, usual).Named(name + "X", x, usual);

    public override string ToString() => string.Join(", ", Arguments.Where(static argument => !argument.IsUsual)) is { Length: > 0 } list ? $"{Name}({list})" : Name;

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A float as C# has it where a float is expected: <c>0.25f</c>, <c>1e-6f</c>, <c>3</c>.</summary>
    public static string Text(float number) => number == MathF.Truncate(number) && Math.Abs(number) < LongestWhole ? number.ToString("R", CultureInfo.InvariantCulture) : Literal(number);

    /// <summary>A float as C# has it anywhere.</summary>
    public static string Literal(float number)
    {
        string[] parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        return parts.Length == 1 ? parts[0] + "f" : $"{parts[0]}e{int.Parse(parts[1], CultureInfo.InvariantCulture)}f";
    }

    /// <summary>An array of floats.</summary>
    public static string Text(IReadOnlyList<float> numbers) => $"new[] {{ {string.Join(", ", numbers.Select(Literal))} }}";

    private AttributeText Add(Argument argument) => this with { Arguments = [.. Arguments, argument] };
}
