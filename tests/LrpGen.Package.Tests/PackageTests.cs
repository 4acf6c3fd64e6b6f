namespace LrpGen.Package.Tests;

public sealed class PackageTests(PackedPackages packed, PackedConsumer consumer) : IClassFixture<PackedConsumer>
{
    // What the perceptron says of the consumer's stroke: top class, its logit, the sum of relevance. From the float64 reference.
    private const string Expected = "8 4.1170 3.4913";

    [Fact]
    public void Packages_hold_what_they_need()
    {
        IReadOnlyList<string> runtime = packed.FilesOf("LrpGen");
        Assert.Contains("lib/net10.0/LrpGen.dll", runtime);
        Assert.Contains("lib/net10.0/LrpGen.xml", runtime);
        Assert.Contains("analyzers/dotnet/cs/LrpGen.Generator.dll", runtime);
        Assert.Contains("buildTransitive/LrpGen.targets", runtime);
        Assert.Contains("README.md", runtime);
        Assert.Contains("lib/net10.0/LrpGen.Imaging.dll", packed.FilesOf("LrpGen.Imaging"));
        Assert.Contains("lib/net10.0/LrpGen.Tensors.dll", packed.FilesOf("LrpGen.Tensors"));
        IReadOnlyList<string> tool = packed.FilesOf("LrpGen.Tool");
        Assert.All(
            (string[])["DotnetToolSettings.xml", "LrpGen.Tool.dll", "LrpGen.Generator.dll", "LrpGen.Import.dll", "Microsoft.CodeAnalysis.CSharp.dll"],
            file => Assert.Contains($"tools/net10.0/any/{file}", tool));
        Assert.Contains("content/lrpgen/.template.config/template.json", packed.FilesOf("LrpGen.Templates"));
    }

    [Fact]
    public void A_project_that_knows_only_the_packages_explains_a_stroke()
    {
        string picture = Path.Combine(consumer.Project, "managed.png");
        string output = Commands.Run("dotnet", [consumer.Program, picture], consumer.Project);
        Assert.Equal(Expected, output.Trim());
        Assert.True(new FileInfo(picture).Length > 100);
    }

    [Fact]
    public void The_same_project_published_as_a_native_program_says_the_same()
    {
        Assert.SkipUnless(PackedConsumer.OnPath("clang") || PackedConsumer.OnPath("gcc"), "NativeAOT links with clang or gcc; neither is on the path.");
        (string program, string log) = consumer.PublishNative();
        Assert.Contains("IlcInstructionSet", log);
        string picture = Path.Combine(consumer.Project, "native.png");
        string output = Commands.Run(program, [picture], consumer.Project);
        Assert.Equal(Expected, output.Trim());
        Assert.True(new FileInfo(picture).Length > 100);
    }
}
