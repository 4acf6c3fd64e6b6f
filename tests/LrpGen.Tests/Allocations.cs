namespace LrpGen.Tests;

/// <summary>What calls allocate.</summary>
internal static class Allocations
{
    private const int Windows = 10;

    /// <summary>
    /// The least that a call allocates on its thread, in bytes, of several times: what calls allocate they allocate every time, but now and
    /// then the .NET runtime does so on a thread that only passes by.
    /// </summary>
    public static long Least(Action call)
    {
        long least = long.MaxValue;
        for (int k = 0; k < Windows && least > 0; k++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
