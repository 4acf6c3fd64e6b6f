using System.Runtime.Intrinsics;
using CsCheck;
using LrpGen.Kernels;

namespace LrpGen.Tests.Kernels;

/// <summary>How a picture is cut into tiles.</summary>
public class WinogradMapTests
{
    private static readonly Gen<WinogradMap> Maps =
        from height in Gen.OneOf(Gen.Int[1, 30], Gen.Int[50, 80])
        from width in Gen.OneOf(Gen.Int[1, 30], Gen.Int[50, 80])
        from channels in Gen.OneOf(Gen.Int[1, 40], Gen.Int[200, 400])
        select new WinogradMap(new ConvImage(channels, height, width), new ConvImage(channels, height, width), 1, 1);

    [Fact]
    public void Tiles_cover_each_pixel_once() => Maps.Check(
        200,
        static map =>
        {
            var covered = new int[map.Result.Pixels];
            for (int tile = 0; tile < map.Tiles; tile++)
            {
                WinogradPlace place = map.PlaceOf(tile);
                for (int y = place.Y; y < Math.Min(place.Y + place.Height, map.Result.Height); y++)
                {
                    for (int x = place.X; x < Math.Min(place.X + place.Width, map.Result.Width); x++)
                        covered[(y * map.Result.Width) + x]++;
                }
            }

            Assert.All(covered, static times => Assert.Equal(1, times));
        });

    [Fact]
    public void The_tiles_of_a_position_are_those_that_have_its_points() => Maps.Check(
        200,
        static map =>
        {
            long products = 0;
            for (int position = 0; position < map.Positions; position++)
            {
                (int row, int column) = Math.DivRem(position, map.PatchSide);
                (int first, int end) = map.TilesAt(position);
                for (int tile = 0; tile < map.Tiles; tile++)
                {
                    WinogradPlace place = map.PlaceOf(tile);
                    Assert.Equal(Has(map.TileSide, place.Height, row) && Has(map.TileSide, place.Width, column), tile >= first && tile < end);
                }

                products += end - first;
            }

            Assert.Equal(map.Products, products * map.Source.Channels * map.Result.Channels);
        });

    [Theory]
    [InlineData(56, 76, 84)]
    [InlineData(14, 20, 22)]
    [InlineData(15, 22, 24)]
    [InlineData(17, 24, 28)]
    [InlineData(12, 16, 18)]
    [InlineData(1, 4, 4)]
    public void What_is_left_takes_the_smallest_tile_that_holds_it(int pixels, int large, int usual)
    {
        Assert.Equal(large, new WinogradAxis(pixels, WinogradMap.LargeTileSide, narrows: true).Points);
        Assert.Equal(usual, new WinogradAxis(pixels, WinogradMap.UsualTileSide, narrows: true).Points);
    }

    /// <summary>Whether a tile of a side has a point of the picture's, as its transform says.</summary>
    private static bool Has(int tileSide, int side, int point) => (((side, tileSide) switch
    {
        (2, 4) => PointsOf<WinogradNarrow2Of4<Vector128<float>, Lanes128>>(),
        (2, 6) => PointsOf<WinogradNarrow2Of6<Vector128<float>, Lanes128>>(),
        (4, 6) => PointsOf<WinogradNarrow4Of6<Vector128<float>, Lanes128>>(),
        (3, _) => PointsOf<WinogradTile3<Vector128<float>, Lanes128>>(),
        (4, _) => PointsOf<WinogradTile4<Vector128<float>, Lanes128>>(),
        _ => PointsOf<WinogradTile6<Vector128<float>, Lanes128>>(),
    } >> point) & 1) != 0;

    private static int PointsOf<TTile>()
        where TTile : struct, IWinogradTile<Vector128<float>> => TTile.Points;
}
