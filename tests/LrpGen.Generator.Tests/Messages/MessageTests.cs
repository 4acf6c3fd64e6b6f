using System.Globalization;
using System.Reflection;
using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Tests.Lowering;
using Microsoft.CodeAnalysis;

namespace LrpGen.Generator.Tests.Messages;

/// <summary>What each diagnostic says, for each of its causes.</summary>
public class MessageTests
{
    private static readonly Dictionary<string, string> Table =
        new(DeclarationMessages.All.Concat(ShapeMessages.All).Concat(RuleMessages.All));

    public static TheoryData<string> Messages => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_declaration_gives_the_message_alone(string message)
    {
        RunResult result = Harness.Run("using LrpGen; " + Table[message]);
        Assert.Equal(message, Text(Assert.Single(result.Diagnostics)));
        Assert.Empty(result.ErrorsInGeneratedCode);
    }

    [Fact]
    public void Every_diagnostic_has_a_message_in_the_table() => Assert.Equal(
        Descriptors.All.Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        Table.Keys.Select(static message => message[..8]).Concat(OfBlocks).Distinct().Order(StringComparer.Ordinal));

    // What is said of blocks has a table of its own, because it takes two classes.
    private static IEnumerable<string> OfBlocks => typeof(BlockDiagnosticsTests)
        .GetMethod(nameof(BlockDiagnosticsTests.A_mistake_is_told_at_its_place))!
        .GetCustomAttributes<InlineDataAttribute>()
        .Select(static row => (string)row.Data[0]!);

    [Theory]
    [InlineData("LRPG0051", "", "[Linear(2), Softmax] [Zero]")]
    [InlineData("LRPG0048", "[Composite(Composite.EpsilonPlus, Low = new float[] { 0 })]", "[Linear(2)]")]
    [InlineData("LRPG0030", "", "[Linear(2)]", "LRPG0030")]
    public void A_note_can_be_switched_off_and_an_error_cannot(string id, string classAttributes, string step, params string[] ids)
    {
        string source = $"#pragma warning disable {id}\n" + Net("[Network(4)] " + classAttributes, step);
        Assert.Equal(ids, Harness.Run("using LrpGen;\n" + source).Diagnostics.Select(static diagnostic => diagnostic.Id));
    }

    /// <summary>A class 'Net' with steps A, B, C... that have these attributes.</summary>
    internal static string Net(string classAttributes, params string[] steps) =>
        Passes.Source(steps, classAttributes).Replace("using LrpGen;", "", StringComparison.Ordinal);

    private static string Text(Diagnostic diagnostic) => diagnostic.Id + ": " + diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
