namespace LrpGen.Threading;

/// <summary>How many threads a caller asked for.</summary>
internal static class ThreadCount
{
    private const int Most = 256;

    /// <summary>The number asked for; that of the cores for 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or above 256.</exception>
    public static int Of(int threads)
    {
        if (threads is < 0 or > Most)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"Expected 1 to {Most} threads, or 0 for one on each core.");
        return threads == 0 ? Math.Min(Environment.ProcessorCount, Most) : threads;
    }
}
