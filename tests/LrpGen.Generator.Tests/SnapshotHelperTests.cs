namespace LrpGen.Generator.Tests;

public sealed class SnapshotHelperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lrpgen-snapshots").FullName;

    private string Verified => Path.Combine(_folder, "Class.Test.verified.cs");

    private string Received => Path.Combine(_folder, "Class.Test.received.cs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_text_passes_whatever_the_line_ends_of_the_checkout()
    {
        File.WriteAllText(Verified, "a\r\nb\r\n");
        File.WriteAllText(Received, "left by an earlier run");
        Verify("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_missing_file_fails_and_shows_what_was_received()
    {
        Assert.Contains("There is no Class.Test.verified.cs", Failure("a\n"), StringComparison.Ordinal);
        Assert.Equal("a\n", File.ReadAllText(Received));
    }

    [Fact]
    public void A_changed_file_fails_with_the_lines_that_differ()
    {
        File.WriteAllText(Verified, "a\nb\nc\nd\n");
        Assert.EndsWith("line 2:\n- b\n+ B\nline 4:\n- d\n+ e\n+ f\n", Failure("a\nB\nc\ne\nf\n"), StringComparison.Ordinal);
        Assert.Equal("a\nB\nc\ne\nf\n", File.ReadAllText(Received));
    }

    [Fact]
    public void A_file_that_belongs_to_no_test_is_found()
    {
        File.WriteAllText(Verified, "");
        Assert.Equal(["Class.Test"], new Snapshot(_folder, updates: false, isCI: false).Extra(["Class.Other"]));
        Assert.Empty(new Snapshot(_folder, updates: false, isCI: false).Extra(["Class.Test"]));
    }

    [Fact]
    public void Updating_writes_the_file_and_is_refused_in_CI()
    {
        Verify("a\n", updates: true);
        Assert.Equal("a\n", File.ReadAllText(Verified));
        Assert.Throws<InvalidOperationException>(() => Verify("b\n", updates: true, isCI: true));
        Assert.Equal("a\n", File.ReadAllText(Verified));
    }

    private void Verify(string text, bool updates = false, bool isCI = false) => new Snapshot(_folder, updates, isCI).Verify(text, "Class", "Test");

    private string Failure(string text) => Assert.ThrowsAny<Exception>(() => Verify(text)).Message;
}
