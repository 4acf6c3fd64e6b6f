using System.CommandLine;
using System.Globalization;
using LrpGen.Benchmarks.Comparing;
using LrpGen.Benchmarks.Models;
using LrpGen.Benchmarks.Networks;
using LrpGen.Samples.Vgg16;

namespace LrpGen.Benchmarks.Processes;

/// <summary>Prints <c>NAME threads package ours_us package_us ratio difference</c>: forward and explanation on both sides.</summary>
internal static class ComparePythonCommand
{
    private const int Turns = 21;

    private static readonly Pace Pace = new(
        WarmUp: TimeSpan.FromMilliseconds(400), LongestWarmUp: TimeSpan.FromSeconds(2), Turn: TimeSpan.FromMilliseconds(8), Budget: TimeSpan.Zero);

    private static readonly (string Network, Func<ModelFiles> Files, Func<Shape, float[][]> Inputs, Func<string, int, INetwork> Load)[] Networks =
    [
        ("mnist-mlp", ModelFiles.Mnist, Data.Digits, MnistThesis.Load),
        ("vgg-16", GeneratedModels.Vgg16, Data.Colors, ThesisRules.Load),
    ];

    public static Command Create()
    {
        var command = new Command("compare-python", "Times ours against zennit and captum, where the path has a Python with them.");
        command.SetAction(static _ => Print());
        return command;
    }

    private static void Print()
    {
        using PythonPeer? python = PythonPeer.Find();
        if (python is null)
        {
            Console.WriteLine("There is no Python on the path: nothing to compare with.");
            return;
        }

        string[] packages = [.. new[] { "zennit", "captum" }.Where(package => IsThere(python, package))];
        if (packages.Length == 0)
            return;
        Console.WriteLine("NAME threads package ours_us package_us ratio difference");
        foreach (var (name, files, inputs, load) in Networks)
        {
            string weights = files().Weights;
            foreach (int threads in new[] { 1, 2 })
            {
                using INetwork network = load(weights, threads);
                float[] input = inputs(network.Info.InputShape)[0];
                double ours = Time(network, input);
                foreach (string package in packages)
                    Print(network, name, threads, package, ours, python.Explain(package, name, weights, input, threads));
            }
        }

        Console.WriteLine("The difference is relative, between the relevances; captum has other rules at the pixels and in the middle.");
    }

    private static bool IsThere(PythonPeer python, string package)
    {
        bool isThere = python.Has(package, out string reason);
        if (!isThere)
            Console.WriteLine($"{package} left out: {reason}");
        return isThere;
    }

    private static void Print(INetwork network, string name, int threads, string package, double ours, (double Microseconds, float[] Relevance) theirs)
    {
        ReadOnlySpan<float> relevance = network.ExplainTop();
        double difference = 0, norm = 0;
        for (int k = 0; k < relevance.Length; k++)
        {
            difference += Math.Pow(relevance[k] - theirs.Relevance[k], 2);
            norm += Math.Pow(theirs.Relevance[k], 2);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}+thesis {threads} {package} {ours:F2} {theirs.Microseconds:F2} {ours / theirs.Microseconds:F4} {Math.Sqrt(difference / norm):E1}"));
    }

    private static double Time(INetwork network, float[] input)
    {
        var side = new Side(
            () =>
            {
                network.Forward(input);
                network.ExplainTop();
            },
            Pace,
            quiet: TimeSpan.Zero);
        for (int turn = 0; turn < Turns; turn++)
            side.TakeTurn();
        return side.Timing.Median;
    }
}
