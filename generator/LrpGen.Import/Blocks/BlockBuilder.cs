using LrpGen.Import.Network;
using LrpGen.Import.Steps;

namespace LrpGen.Import.Blocks;

/// <summary>Makes a block of runs that are alike but for numbers.</summary>
internal static class BlockBuilder
{
    private static readonly string[] Optional = ["Stride", "StrideY", "StrideX", "Dilation", "Padding", "Groups"];

    /// <summary>The block, and the parameters of each run.</summary>
    public static (Block Block, IReadOnlyList<IReadOnlyList<int>> Arguments) Create(IReadOnlyList<BlockRun> runs, HashSet<string> blockNames)
    {
        string[] properties = Properties(runs[0]);
        var expressions = new Dictionary<(int, int, int), string>();
        List<BlockParameter> parameters = Parameters(runs, properties, expressions);
        parameters = [.. parameters.Where(static parameter => parameter.Usual is null), .. parameters.Where(static parameter => parameter.Usual is not null)];
        var block = new Block
        {
            Name = BlockNames.Unique(runs, blockNames),
            Parameters = parameters,
            Template = runs[0],
            Properties = properties,
            Expressions = expressions,
        };
        return (block, [.. runs.Select((_, use) => Trimmed(parameters, use))]);
    }

    /// <summary>The values of a use, without those at the end that stand in anyway.</summary>
    private static List<int> Trimmed(List<BlockParameter> parameters, int use)
    {
        List<int> values = [.. parameters.Select(parameter => parameter.Values[use])];
        while (values.Count > 0 && parameters[values.Count - 1].Usual == values[^1])
            values.RemoveAt(values.Count - 1);
        return values;
    }

    /// <summary>The numbers that vary become parameters, the most frequent ones first; those that are multiples or parts of another are computed.</summary>
    private static List<BlockParameter> Parameters(IReadOnlyList<BlockRun> runs, string[] properties, Dictionary<(int, int, int), string> expressions)
    {
        List<Varying> independent = [];
        List<(Varying Number, Varying Of)> computed = [];
        foreach (Varying number in Find(runs, properties).OrderByDescending(static number => number.Places.Count).ThenBy(static number => number.Values[0]))
        {
            if (independent.FirstOrDefault(other => Expression(number.Values, other.Values, "") is not null) is { } known)
                computed.Add((number, known));
            else
                independent.Add(number);
        }

        var names = new HashSet<string>(properties, StringComparer.Ordinal);
        var parameters = new Dictionary<Varying, BlockParameter>();
        foreach (Varying number in independent)
        {
            string name = independent.Count(other => other.Role == number.Role) == 1 ? number.Role : number.Step + number.Role;
            while (!names.Add(name))
                name += "_";
            parameters.Add(number, new BlockParameter(name, number.Values, Optional.Contains(number.Role) && number.Values.Contains(1) ? 1 : null));
            foreach ((int, int, int) place in number.Places)
                expressions.Add(place, name);
        }

        foreach ((Varying number, Varying of) in computed)
        {
            foreach ((int, int, int) place in number.Places)
                expressions.Add(place, Expression(number.Values, of.Values, parameters[of].Name)!);
        }

        return [.. parameters.Values];
    }

    /// <summary>The numbers that are not the same in all runs, those together that vary alike.</summary>
    private static List<Varying> Find(IReadOnlyList<BlockRun> runs, string[] properties)
    {
        var found = new List<Varying>();
        foreach ((int Step, int Layer, int Argument) place in Places(runs[0]))
        {
            int[] values = [.. runs.Select(run => At(run, place).Number!.Value)];
            if (values.All(value => value == values[0]))
                continue;
            if (found.FirstOrDefault(other => other.Values.SequenceEqual(values)) is { } known)
                known.Places.Add(place);
            else
                found.Add(new Varying(values, At(runs[0], place).Role, properties[place.Step], [place]));
        }

        return found;
    }

    /// <summary>Numbers as a multiple or a part of others: <c>4 * Channels</c>, <c>Channels / 2</c>; null where they are neither.</summary>
    private static string? Expression(int[] values, int[] of, string name)
    {
        if (values.Concat(of).Any(static value => value < 1))
            return null;
        int times = values[0] / of[0];
        if (times > 1 && values.Select((value, k) => value == (long)times * of[k]).All(static fits => fits))
            return $"{AttributeText.Text(times)} * {name}";
        int part = of[0] / values[0];
        return part > 1 && values.Select((value, k) => of[k] == (long)part * value).All(static fits => fits) ? $"{name} / {AttributeText.Text(part)}" : null;
    }

    private static IEnumerable<(int Step, int Layer, int Argument)> Places(BlockRun run)
    {
        for (int s = 0; s < run.Steps.Count; s++)
        {
            for (int l = 0; l < run.Steps[s].Layers.Count; l++)
            {
                IReadOnlyList<Argument> arguments = run.Steps[s].Layers[l].Attribute.Arguments;
                for (int a = 0; a < arguments.Count; a++)
                {
                    if (arguments[a].Number is not null)
                        yield return (s, l, a);
                }
            }
        }
    }

    private static Argument At(BlockRun run, (int Step, int Layer, int Argument) place) => run.Steps[place.Step].Layers[place.Layer].Attribute.Arguments[place.Argument];

    private static string[] Properties(BlockRun run)
    {
        var names = new PropertyNames("");
        return [.. run.Steps.Select(step => names.Unique(step.Weighted is { } weighted ? PropertyNames.Of(run.Within(weighted.Name), weighted.Kind) : step.Main switch
        {
            AddLayer => "Sum",
            ConcatLayer => "Joined",
            NetworkLayer other => other.Name == run.Prefix ? other.Kind : PropertyNames.Of(run.Within(other.Name), other.Kind),
        }))];
    }

    /// <summary>Numbers that vary from run to run.</summary>
    /// <param name="Values">One for each run.</param>
    /// <param name="Role">What they are.</param>
    /// <param name="Step">The property of the first step that has them.</param>
    /// <param name="Places">Where they stand.</param>
    private sealed record Varying(int[] Values, string Role, string Step, List<(int Step, int Layer, int Argument)> Places);
}
