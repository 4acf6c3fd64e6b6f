using System.Runtime.Intrinsics;
using LrpGen.Kernels;
using LrpGen.Threading;

namespace LrpGen.Tests.Kernels;

/// <summary>Every width of vectors gathers what a window holds.</summary>
public class PoolTests
{
    private const int Height = 7, Width = 10, OutBlocks = 2;

    public static TheoryData<string> Shapes => ["2x2", "3x3 over padding", "1x4", "whole", "uneven"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_largest_value_is_NaN_where_the_window_holds_one(string name) => Check<Pool.LargestValue>(name, hasNaN: true, static (values, _) => values.Max(OrNaN));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_and_averages_take_what_lies_in_the_picture(string name)
    {
        Check<Pool.SummedValue>(name, hasNaN: false, static (values, _) => values.Sum());
        Check<Pool.AverageValue>(name, hasNaN: false, static (values, divisor) => values.Sum() / divisor);
    }

    private static double OrNaN(double value) => double.IsNaN(value) ? double.PositiveInfinity : value;

    private static void Check<TGather>(string name, bool hasNaN, Func<double[], double, double> expected)
        where TGather : struct, Pool.IGather
    {
        PoolShape shape = ShapeOf(name);
        var random = new Random(7);
        float[] x = [.. Enumerable.Range(0, OutBlocks * Height * Width * 16).Select(_ => hasNaN && random.Next(40) == 0 ? float.NaN : random.NextSingle() - 0.5f)];
        foreach (int width in ConvLayer.Widths)
        {
            float[] z = [.. Enumerable.Repeat(99f, OutBlocks * shape.OutPixels * 16)];
            switch (width)
            {
                case 512: Pool.Gather<Vector512<float>, Lanes512, TGather>(shape, x, z, Worker.Alone); break;
                case 256: Pool.Gather<Vector256<float>, Lanes256, TGather>(shape, x, z, Worker.Alone); break;
                default: Pool.Gather<Vector128<float>, Lanes128, TGather>(shape, x, z, Worker.Alone); break;
            }

            for (int k = 0; k < z.Length; k++)
            {
                (int block, int pixel, int lane) = (k / 16 / shape.OutPixels, k / 16 % shape.OutPixels, k % 16);
                PoolShape.Window rows = shape.Rows[pixel / shape.Columns.Length], columns = shape.Columns[pixel % shape.Columns.Length];
                double[] window =
                [
                    .. from row in Enumerable.Range(rows.Start, rows.Count)
                       from column in Enumerable.Range(columns.Start, columns.Count)
                       select (double)x[(((block * Height * Width) + (row * Width) + column) * 16) + lane],
                ];
                double value = expected(window, (double)rows.Divisor * columns.Divisor);
                if (double.IsPositiveInfinity(value))
                    Assert.True(float.IsNaN(z[k]), $"{width} bits: value {k} is {z[k]}, its window holds NaN");
                else
                    Assert.Equal(value, z[k], 1e-5);
            }
        }
    }

    private static PoolShape ShapeOf(string name) => name switch
    {
        "2x2" => PoolShape.Sliding(Height, Width, 3, 5, 2, 2, 2, 2, 0, 0, 0, 0, countPadding: false),
        "3x3 over padding" => PoolShape.Sliding(Height, Width, 4, 5, 3, 3, 2, 2, 1, 1, 1, 0, countPadding: true),
        "1x4" => PoolShape.Sliding(Height, Width, 7, 3, 1, 4, 1, 3, 0, 0, 0, 0, countPadding: false),
        "whole" => PoolShape.Adaptive(Height, Width, 1, 1),
        _ => PoolShape.Adaptive(Height, Width, 3, 4),
    };
}
