using System.Runtime.InteropServices;

namespace LrpGen.Memory;

/// <summary>
/// Pages of 2 MB in place of 4 KB. A tile of a Winograd convolution has its values in as many places as it has positions, each in a page
/// of its own, and a processor remembers where few pages are. Linux gives large ones to those who ask, where its administrator leaves the
/// choice to them; others give them to privileged users or to nobody.
/// </summary>
internal static unsafe partial class LargePages
{
    private const nuint Page = 2 << 20;

    private const int AdviseHugePage = 14;

    /// <summary>
    /// Asks for as many large pages as lie within some memory. They are given when it is first written to; where they are not, nothing but
    /// time is lost.
    /// </summary>
    public static void Ask(void* start, nuint bytes)
    {
        nuint first = ((nuint)start + Page - 1) / Page * Page, end = ((nuint)start + bytes) / Page * Page;
        if (!OperatingSystem.IsLinux() || first >= end)
            return;
        try
        {
            _ = Advise((void*)first, end - first, AdviseHugePage);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system library by another name; small pages serve as well.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
