using System.CommandLine;
using System.Globalization;
using LrpGen.Benchmarks.Comparing;

namespace LrpGen.Benchmarks.Kernels;

/// <summary>
/// Prints each kernel's speed as a share of what the machine can do, measured in turn with it: multiply-adds in registers, or reading as
/// many bytes as the kernel touches; and its error.
/// </summary>
internal static class KernelsCommand
{
    private const double Giga = 1e9;
    private const int Largest = 512 << 20;

    private static readonly Pace Pace = new(
        WarmUp: TimeSpan.FromMilliseconds(150), LongestWarmUp: TimeSpan.FromSeconds(1), Turn: TimeSpan.FromMilliseconds(3), Budget: TimeSpan.FromMilliseconds(500));

    public static Command Create()
    {
        var words = new Argument<string[]>("words")
        {
            Description = "Only kernels whose line has one of these words in its name; all unless told.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("kernels", "Times each kernel against the machine's peak, on one thread, with its error against float64.") { words };
        words.Validators.Add(static result =>
        {
            foreach (string word in result.Tokens.Select(static token => token.Value))
            {
                if (!All.Any(kernel => Has(kernel, word)))
                    result.AddError($"No kernel has '{word}' in its name; there are {string.Join("; ", All.Select(static kernel => kernel.Name))}.");
            }
        });
        command.SetAction(parsed =>
        {
            string[] asked = parsed.GetValue(words) ?? [];
            PrintMachine();
            Console.WriteLine($"{"NAME",-52} {"us",10} {"speed",14} {"share",6} {"error",8}");
            foreach (Kernel kernel in All.Where(kernel => asked.Length == 0 || asked.Any(word => Has(kernel, word))))
                Print(kernel);
            Console.WriteLine("Winograd's operations are counted as those of the direct convolution in its place.");
        });
        return command;
    }

    private static IEnumerable<Kernel> All => [.. ConvKernels.All, .. DenseKernels.All, .. PoolKernels.All, .. ElementwiseKernels.All];

    private static bool Has(Kernel kernel, string word) => kernel.Name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static void PrintMachine()
    {
        Floats buffer = Written(Largest);
        (Timing memory, Timing cache) = Comparison.Run(() => Yardstick.Read(buffer), () => Yardstick.Read(buffer.Span[..(1 << 18)]), Pace);
        (Timing peak, _) = Comparison.Run(static () => Yardstick.MultiplyAdds(), static () => Yardstick.MultiplyAdds(), Pace);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one thread: multiply-adds {Speed(Yardstick.MultiplyAddOperations, peak.Median):F1} GFLOP/s; reading {Speed(Largest, memory.Median):F1} GB/s from 512 MB, {Speed(1 << 20, cache.Median):F1} GB/s from 1 MB"));
    }

    private static void Print(Kernel kernel)
    {
        bool computes = kernel.Unit == Work.Operations;
        double amount = computes ? Yardstick.MultiplyAddOperations : kernel.Amount;
        Action yardstick = static () => Yardstick.MultiplyAdds();
        if (!computes)
        {
            Floats buffer = Written((int)kernel.Amount);
            yardstick = () => Yardstick.Read(buffer);
        }

        ReadyKernel ready = kernel.Prepare();
        (Timing time, Timing most) = Comparison.Run(ready.Run, yardstick, Pace);
        double speed = Speed(kernel.Amount, time.Median);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kernel.Name,-52} {time.Median,10:F2} {speed,6:F1} {(computes ? "GFLOP/s" : "GB/s"),-7} {100 * speed / Speed(amount, most.Median),5:F0}% {ready.Error(),8:E1}"));
    }

    /// <summary>A buffer in memory of its own: one never written to would be a single page of zeros, read from the nearest cache.</summary>
    private static Floats Written(int bytes)
    {
        var buffer = new Floats(bytes / sizeof(float));
        buffer.Span.Fill(1);
        return buffer;
    }

    private static double Speed(double amount, double microseconds) => amount / microseconds * 1e6 / Giga;
}
