using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests;

/// <summary>
/// What sources are made from must hold nothing of Roslyn's: a symbol or a node would keep whole compilations alive, and never equal
/// its successor.
/// </summary>
public class ModelGraphTests
{
    private static readonly string[] SourceBranch = [TrackingNames.Model, TrackingNames.Lowered, TrackingNames.Clashes, TrackingNames.Source];

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Nothing_on_the_way_to_a_source_is_Roslyns(string sample) =>
        Assert.All(SourceBranch, stage => Assert.Empty(FindRoslyn(OutputsOf(sample, stage))));

    [Fact]
    public void The_walk_finds_the_places_beside_the_model() =>
        Assert.Contains("._locations", string.Join("\n", FindRoslyn(OutputsOf(nameof(Samples.Perceptron), TrackingNames.Parsed))), StringComparison.Ordinal);

    private static object[] OutputsOf(string sample, string stage)
    {
        GeneratorDriver driver = Harness.Drive(Harness.Compile(Samples.Source(sample)));
        return [.. Harness.ResultOf(driver).TrackedSteps[stage].SelectMany(static step => step.Outputs).Select(static output => output.Value)];
    }

    /// <summary>The paths to everything whose type Roslyn defines.</summary>
    private static List<string> FindRoslyn(object[] roots)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object Value, string Path)>(roots.Select(static root => (root, root.GetType().Name)));
        while (open.TryDequeue(out (object Value, string Path) at))
        {
            Type type = at.Value.GetType();
            if (type.IsPrimitive || type.IsEnum || at.Value is string || (!type.IsValueType && !seen.Add(at.Value)))
                continue;
            if (type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            {
                found.Add($"{at.Path}: {type.Name}");
                continue;
            }

            foreach ((object? value, string name) in at.Value is IList { IsFixedSize: true } array && type.IsArray ? Elements(array) : Fields(at.Value, type))
            {
                if (value is not null)
                    open.Enqueue((value, at.Path + name));
            }
        }

        return found;
    }

    private static IEnumerable<(object? Value, string Name)> Elements(IList array) => array.Cast<object?>().Select(static (value, k) => (value, $"[{k}]"));

    private static IEnumerable<(object? Value, string Name)> Fields(object owner, Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return (field.GetValue(owner), "." + field.Name);
        }
    }
}
