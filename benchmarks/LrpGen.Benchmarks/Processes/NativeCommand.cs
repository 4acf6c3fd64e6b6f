using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using LrpGen.Benchmarks.Models;
using LrpGen.Benchmarks.Networks;
using LrpGen.Samples.Vgg16;

namespace LrpGen.Benchmarks.Processes;

/// <summary>
/// Prints what one explained digit costs as a whole process, from its start to its end: a NativeAOT program, and Python with zennit where
/// the path has it.
/// </summary>
internal static class NativeCommand
{
    private const string Project = "LrpGen.Benchmarks.Native";
    private const int Runs = 31;
    private const int PythonRuns = 5;
    private const double Megabyte = 1 << 20;

    public static Command Create()
    {
        var vgg = new Option<bool>("--vgg") { Description = "VGG-16's memory too, with generated weights: with and without a budget." };
        var command = new Command("native", "Publishes a program that explains a digit by NativeAOT, and measures its whole process: time and memory.") { vgg };
        command.SetAction(result =>
        {
            if ((Programs.Find("clang") ?? Programs.Find("gcc")) is { } compiler)
                Print(compiler, result.GetValue(vgg));
            else
                Console.WriteLine("NativeAOT links with clang or gcc; neither is on the path.");
        });
        return command;
    }

    private static void Print(string compiler, bool withVgg)
    {
        string folder = Directory.CreateTempSubdirectory("lrpgen-native-").FullName;
        try
        {
            string program = Publish(compiler, folder);
            string weights = ModelFiles.Mnist().Weights;
            float[] input = Data.Digits(MnistThesis.InputShape)[0];
            string source = Path.Combine(folder, "input");
            File.WriteAllBytes(source, MemoryMarshal.AsBytes<float>(input).ToArray());
            string[] arguments = ["mnist-mlp", weights, source, Path.Combine(folder, "relevance")];
            double time = Programs.Time(program, [.. arguments, "once"], Runs);
            long memory = Programs.PeakMemory(program, [.. arguments, "wait"]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"native program: {time:F1} ms, {memory / Megabyte:F1} MB, its file {new FileInfo(program).Length / Megabyte:F1} MB"));
            PrintPython(weights, input, time, memory);
            if (withVgg)
                PrintVgg(program, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void PrintVgg(string program, string folder)
    {
        string weights = GeneratedModels.Vgg16().Weights, source = Path.Combine(folder, "colors");
        File.WriteAllBytes(source, MemoryMarshal.AsBytes<float>(Data.Colors(ThesisRules.InputShape)[0]).ToArray());
        foreach (string network in new[] { "vgg-16", "vgg-16-frugal" })
        {
            long memory = Programs.PeakMemory(program, [network, weights, source, Path.Combine(folder, "relevance"), "wait"]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network}, thesis's rules, load and explanation: {memory / 1e6:F0} MB ({memory / Megabyte:F0} MiB)"));
        }
    }

    private static void PrintPython(string weights, float[] input, double time, long memory)
    {
        using PythonPeer? python = PythonPeer.Find();
        if (python is null)
        {
            Console.WriteLine("There is no Python on the path: nothing to compare with.");
        }
        else if (!python.Has("zennit", out string reason))
        {
            Console.WriteLine($"zennit left out: {reason}");
        }
        else
        {
            (double theirTime, long theirMemory) = python.ExplainOnce("zennit", "mnist-mlp", weights, input, PythonRuns);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Python with zennit: {theirTime:F1} ms, {theirMemory / Megabyte:F1} MB: 1/{theirTime / time:F0} of the time, 1/{theirMemory / (double)memory:F1} of the memory"));
        }
    }

    /// <summary>Publishes the project and gives the program's path.</summary>
    private static string Publish(string compiler, string folder)
    {
        string project = Path.Combine(Data.Root, "benchmarks", Project);
        Programs.MustRun(
            "dotnet",
            ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, $"-p:CppCompilerAndLinker={Path.GetFileNameWithoutExtension(compiler)}", "--nologo"]);
        return Path.Combine(folder, OperatingSystem.IsWindows() ? Project + ".exe" : Project);
    }
}
