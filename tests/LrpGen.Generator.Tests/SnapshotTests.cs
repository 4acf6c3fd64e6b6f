using System.Reflection;

namespace LrpGen.Generator.Tests;

/// <summary>Whole files as users see them. Correctness is proven by running; these are there to be read.</summary>
public class SnapshotTests
{
    [Fact]
    public void Perceptron() => Verify(Samples.Perceptron, "MnistMlp.g.cs");

    [Fact]
    public void Signed_inputs() => Verify(Samples.SignedInputs, "Example.SignedInputs.g.cs");

    [Fact]
    public void Own_rho_with_books() => Verify(Samples.OwnRho, "Example.OwnRho.g.cs");

    [Fact]
    public void Stabilizers_and_bounds() => Verify(Samples.Stabilized, "Example.Stabilized.g.cs");

    [Fact]
    public void Two_uses_of_a_block() => Verify(Samples.Blocks, "Example.Blocks.g.cs");

    [Fact]
    public void Shortcut_over_a_depthwise_convolution() => Verify(Samples.Shortcut, "Example.Shortcut.g.cs");

    [Fact]
    public void Stub_for_a_wrong_declaration() => Verify(Samples.Wrong, "Example.Wrong.g.cs");

    [Fact]
    public void Every_snapshot_belongs_to_a_test() => Assert.Empty(Snapshot.OfProject.Extra(
        typeof(SnapshotTests).GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(static method => $"{nameof(SnapshotTests)}.{method.Name}")));

    private static void Verify(string source, string hintName, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        // A new version is no new text.
        string version = typeof(LrpGenerator).Assembly.GetName().Version!.ToString(3);
        string text = Harness.Run(source).Text(hintName).Replace($"LrpGen {version} ", "LrpGen <version> ", StringComparison.Ordinal);
        Snapshot.OfProject.Verify(text, nameof(SnapshotTests), method);
    }
}
