using LrpGen.Import.Network;

namespace LrpGen.Import;

/// <summary>Whether options make sense by themselves and with the network.</summary>
internal static class OptionChecks
{
    public static void Check(ImportOptions options, string path)
    {
        if (!(options.Stabilizer > 0 && float.IsFinite(options.Stabilizer)))
            throw new ImportException($"{path}: the stabilizer is {options.Stabilizer}; it must be finite and greater than 0.");
        if (options.InputRange is var (low, high) && !(float.IsFinite(low) && float.IsFinite(high) && low <= high))
            throw new ImportException($"{path}: the input range is [{low}, {high}]; its ends must be finite, the low one first.");
        foreach (CompositeSetting composite in options.Composites)
            Check(composite, path);
    }

    public static void CheckClasses(ImportOptions options, Value output, string path)
    {
        if (options.Classes.Count == 0)
            return;
        if (options.Classes.Count != output.Count)
            throw new ImportException($"{path}: the network has {output.Count} outputs, but {options.Classes.Count} class names are given; give one for each.");
        if (options.Classes.GroupBy(static name => name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            throw new ImportException($"{path}: two classes are named '{twice.Key}'; a class is asked for by its name, so give each its own.");
    }

    private static void Check(CompositeSetting composite, string path)
    {
        bool isGood = composite is { Epsilon: >= 0, Gamma: >= 0, Stabilizer: null or > 0 } && float.IsFinite(composite.Epsilon) && float.IsFinite(composite.Gamma) && float.IsFinite(composite.Stabilizer ?? 1);
        if (!isGood)
            throw new ImportException($"{path}: the parameters of {composite.Composite} must be finite, epsilon and gamma not negative, the stabilizer greater than 0.");
        if (composite.Low.Count != composite.High.Count || composite.Low.Concat(composite.High).Any(static bound => !float.IsFinite(bound)) || composite.Low.Zip(composite.High).Any(static bounds => bounds.First > bounds.Second))
            throw new ImportException($"{path}: the bounds of {composite.Composite} must be finite, as many low as high ones, and no low one above its high one.");
    }
}
