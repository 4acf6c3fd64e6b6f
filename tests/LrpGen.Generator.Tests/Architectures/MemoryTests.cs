using System.Collections;
using System.Reflection;
using LrpGen.Generator.Lowering;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Tests.Architectures;

/// <summary>What whole networks need of memory.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    // What the plans of layers call what stays until the next input, and what one explanation needs for a while.
    private static readonly string[] Prepared = ["Denominator", "PositiveInput", "NegativeInput", "Average", "Result", "Winners", "Outputs", "Shares"];
    private static readonly string[] Passing = ["Quotient", "Scratch", "SecondScratch", "U", "V"];

    public static TheoryData<string> Names => [.. Sources.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plan_uses_memory_again(string name)
    {
        LoweredNetwork network = Compiler.Run(Harness.Spec(Sources.Of(name)), CancellationToken.None).Network!;
        LoweredNode[] nodes = [.. network.Steps.Items.SelectMany(static step => step.Nodes.Items)];
        LoweredNode[] explained = [.. nodes.Where(static node => node.IsExplained)];

        // Several explanations may follow one forward pass, so activations stay, and so does what is prepared of them.
        // Parts of inputs that every input takes one sum for are needed only for the denominators.
        long prepared = nodes.Sum(static node => Floats(node.Plan, node.Plan is ConvPlan { ReturnsBySign: true } ? ["Denominator"] : Prepared));
        long staying = network.Input.Padded + Distinct(nodes.Select(static node => node.Output)) + prepared;
        long largest = explained.Max(static node => (2L * node.OutputRelevance!.Value.Padded) + node.Edges.Items.Sum(static edge => edge.Total.Padded + edge.Written.Padded) + Floats(node.Plan, Passing));
        Assert.InRange(network.WorkspaceFloats - staying, 0, largest);

        // A plan that gives every value, every relevance and every intermediate result its own place.
        long values = network.Input.Padded + nodes.Where(static node => !node.Layer.IsIdentity).Sum(static node => (long)node.Output.Padded);
        long apart = prepared + values + explained.Sum(static node => node.OutputRelevance!.Value.Padded + Floats(node.Plan, Passing));
        double share = (double)network.WorkspaceFloats / apart;
        output.WriteLine($"{name}: {4L * network.WorkspaceFloats:N0} bytes, {share:P0} of {4 * apart:N0}; {4 * staying:N0} stay");
        Assert.InRange(share, 0, 0.7);
    }

    /// <summary>The floats of places that several values may share, and that may lie within each other.</summary>
    private static long Distinct(IEnumerable<Slot> slots)
    {
        long floats = 0, end = 0;
        foreach (Slot slot in slots.OrderBy(static slot => slot.Start))
        {
            long from = Math.Max(slot.Start, end);
            end = Math.Max(end, slot.Start + slot.Padded);
            floats += Math.Max(0, end - from);
        }

        return floats;
    }

    /// <summary>The floats that a layer's plan places under some names.</summary>
    private static long Floats(object? owner, string[] names)
    {
        if (owner is null)
            return 0;
        long sum = 0;
        foreach (PropertyInfo property in owner.GetType().GetProperties())
        {
            if (property.GetIndexParameters().Length > 0)
                continue;
            object? value = property.GetValue(owner);
            if (value is Slot slot)
                sum += names.Contains(property.Name) ? slot.Padded : 0;
            else if (value is IEnumerable list and not string)
                sum += list.Cast<object>().Where(static item => item.GetType().Assembly == typeof(Slot).Assembly).Sum(item => Floats(item, names));
            else if (value is Preparation or WindowPlan or AveragePlan)
                sum += Floats(value, names);
        }

        return sum;
    }
}
