using System.Globalization;
using System.Runtime.Intrinsics;
using LrpGen;
using LrpGen.Conformance;
using LrpGen.Reference;

// Compares declared networks with worked numbers, with stored float64 results, where their folder is given, and with the reference engine. Prints a line
// for each network and exits with the number of those that disagree.
Console.WriteLine($"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0)} bits");

int failures = 0;
foreach ((string name, double error, bool agrees) in Worked.Compare())
    failures += Print(name, error, agrees);
if (args is [string folder])
{
    foreach ((string name, Func<WeightFile, INetwork> load) in StoredCases.All)
    {
        StoredCase stored = StoredCase.Load(Path.Combine(folder, name + ".safetensors"));
        using WeightFile file = WeightFile.Open(stored.Path);
        using INetwork network = load(file);
        failures += Report(name, Stored.Compare(stored, network));
    }
}

foreach ((string name, Func<WeightFile, INetwork> load, ReferenceNetwork reference, string? withoutBias) in Cases.Generated)
{
    for (int seed = 0; seed < 8; seed++)
        failures += Report($"{name} {seed}", Generated.Compare(load, reference, withoutBias, seed));
}

foreach (GraphDeclaration declaration in GraphCases.All)
{
    int seeds = declaration == GraphCases.Wide ? 1 : 3;
    for (int seed = 0; seed < seeds; seed++)
        failures += Report($"{declaration.Name} {seed}", Graphs.Compare(GraphNetworks.All[declaration.Name], declaration, seed));
}

Console.WriteLine(failures == 0 ? "all agree" : $"{failures} disagree");
return failures;

static int Report(string name, double error) => Print(name, error, error <= Agreement.Tolerance);

static int Print(string name, double error, bool agrees)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(agrees ? "ok  " : "BAD ")} {error:E1} {name}"));
    return agrees ? 0 : 1;
}
