namespace LrpGen.Imaging.Tests;

public class PixelFontTests
{
    private const string Box = "#####/#...#/#...#/#...#/#...#/#...#/#####/...../.....";

    [Fact]
    public void Every_printable_character_has_a_letter_of_its_own()
    {
        string[] letters = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => Letter((char)code))];
        Assert.Equal(95, letters.Distinct().Count());
        Assert.DoesNotContain(Box, letters);
        Assert.All(letters.Skip(1), static letter => Assert.Contains('#', letter));
    }

    [Theory]
    [InlineData('\u00e4')]
    [InlineData('\u2713')]
    [InlineData('\n')]
    public void Other_characters_are_boxes(char character) => Assert.Equal(Box, Letter(character));

    [Theory]
    [InlineData('1', "..#../.##../..#../..#../..#../..#../.###./...../.....")]
    [InlineData('7', "#####/....#/...#./..#../..#../..#../..#../...../.....")]
    [InlineData('g', "...../...../.####/#...#/#...#/#...#/.####/....#/.###.")]
    [InlineData(' ', "...../...../...../...../...../...../...../...../.....")]
    public void Letters_look_as_drawn(char character, string expected) => Assert.Equal(expected, Letter(character));

    [Fact]
    public void Text_runs_to_the_right_and_grows_with_the_scale()
    {
        var picture = new Picture(60, 30);
        picture.Write("H H", 3, 5, Color.Black, scale: 3);
        Assert.Equal((3, 5, 51, 21), picture.Box(Color.Black));
        Assert.All(Enumerable.Range(18, 21), x => Assert.All(Enumerable.Range(0, 30), y => Assert.Equal(Color.White, picture[x, y])));
    }

    [Fact]
    public void Text_that_runs_out_of_the_picture_is_cut()
    {
        var picture = new Picture(4, 4);
        picture.Write("MM", -2, -2, Color.Black, scale: 1);
        Assert.NotNull(picture.Box(Color.Black));
    }

    /// <summary>A character's dots, row by row.</summary>
    private static string Letter(char character)
    {
        var picture = new Picture(5, 9);
        picture.Write(character.ToString(), 0, 0, Color.Black, scale: 1);
        IEnumerable<char> dots = picture.Colors().Select(static color => color == Color.Black ? '#' : '.');
        return string.Join('/', dots.Chunk(5).Select(static row => new string(row)));
    }
}
