namespace LrpGen.Package.Tests;

/// <summary>
/// Runs the conformance program, which compares networks with stored float64 results (where those are beside the checkout) and with
/// the reference engine, on every width of vectors and as a native program.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly string Project = Path.Combine(Commands.Root, "tests", "LrpGen.Conformance");

    private static readonly string Stored = Path.Combine(Commands.Root, "..", "shared", "reference");

    private static string[] Arguments => Directory.Exists(Stored) ? [Stored] : [];

    [Theory]
    [InlineData("DOTNET_TieredPGO", "1")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public void Networks_agree_with_float64(string variable, string value)
    {
        string output = Commands.Run(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "LrpGen.Conformance.dll"), .. Arguments], Commands.Root, new Dictionary<string, string> { [variable] = value });
        Assert.Contains("all agree", output);
    }

    [Fact]
    public void Networks_agree_with_float64_in_a_native_program()
    {
        Assert.SkipUnless(PackedConsumer.OnPath("clang") || PackedConsumer.OnPath("gcc"), "NativeAOT links with clang or gcc; neither is on the path.");
        string target = Directory.CreateTempSubdirectory("lrpgen-conformance-").FullName;
        try
        {
            string program = PackedConsumer.PublishNative(Project, target, "LrpGen.Conformance", []).Program;
            Assert.Contains("all agree", Commands.Run(program, Arguments, Commands.Root));
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }
}
