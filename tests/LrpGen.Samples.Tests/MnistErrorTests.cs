using LrpGen.Imaging;

namespace LrpGen.Samples.Tests;

/// <summary>Whatever a user gets wrong gives one line that says so, and exit code 1.</summary>
public sealed class MnistErrorTests : IDisposable
{
    private readonly Sample _sample = new();

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "none.png: there is no such file", ["none.png"] },
        { "nowhere/none.png: there is no such file", ["nowhere/none.png"] },
        { "folder: is a folder", ["folder"] },
        { "large.png: should have 28 x 28 pixels; found 32 x 28", ["large.png"] },
        { "text.png: is no picture that can be read", ["text.png"] },
        { "empty.png: is no picture that can be read", ["empty.png"] },
        { "text.png: ", ["--weights", "text.png"] },
        { "cut.safetensors: ", ["--weights", "cut.safetensors"] },
        { "none.safetensors: there is no such file", ["--weights", "none.safetensors"] },
        { "--class takes a class from 0 to 9; found '10'", ["--class", "10"] },
        { "--class takes a class from 0 to 9; found 'seven'", ["--class", "seven"] },
        { "--rules takes one of thesis, thesis-epsilon, lrp-0, epsilon-plus-flat, excitation-backprop; found 'all'", ["--rules", "all"] },
        { "no option '--rule'", ["--rule", "thesis"] },
        { "missing", ["--class"] },
        { "0.png: cannot be written", ["--output", "text.png/below"] },
    };

    public void Dispose() => _sample.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gives_one_line(string expected, string[] arguments)
    {
        Directory.CreateDirectory(_sample.In("folder"));
        new Picture(32, 28).Save(_sample.In("large.png"));
        File.WriteAllText(_sample.In("text.png"), "This is neither a picture nor a weight file.");
        File.WriteAllText(_sample.In("empty.png"), "");
        File.WriteAllBytes(_sample.In("cut.safetensors"), File.ReadAllBytes(MnistData.Weights)[..1000]);

        _sample.Run(arguments).AssertFailed(expected);
    }
}
