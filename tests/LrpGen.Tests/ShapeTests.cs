namespace LrpGen.Tests;

public class ShapeTests
{
    [Fact]
    public void Knows_its_sizes_and_prints_them()
    {
        var shape = new Shape(1, 28, 28);
        Assert.Equal(784, shape.Count);
        Assert.Equal(3, shape.Rank);
        Assert.Equal("[1, 28, 28]", shape.ToString());
        Assert.Equal(new Shape(1, 28, 28), shape);
        Assert.NotEqual(new Shape(28, 28), shape);
    }

    [Fact]
    public void Refuses_a_negative_size_and_an_overflow()
    {
        Assert.Throws<ArgumentException>(() => new Shape(3, -1));
        Assert.Throws<ArgumentException>(() => new Shape(65536, 65536));
    }
}
