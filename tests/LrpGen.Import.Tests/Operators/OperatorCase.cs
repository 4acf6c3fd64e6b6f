using LrpGen.Onnx.Testing;

namespace LrpGen.Import.Tests.Operators;

/// <summary>A small model, and what its declaration must say of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The model; its input is named "x".</param>
/// <param name="Steps">The layers of its steps as declared, one text a step.</param>
public sealed record OperatorCase(string Name, OnnxBuilder Model, params string[] Steps)
{
    /// <summary>Rules for layers that no composite has one for, or that show what a rule changes.</summary>
    public Dictionary<string, RuleSetting> Rules { get; init; } = [];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. ConvCases.All, .. DenseCases.All, .. NormCases.All, .. PoolCases.All, .. ActivationCases.All, .. ShapeCases.All, .. GraphCases.All, .. StorageCases.All, .. OpsetCases.All,
    ];

    /// <summary>A case of one input [3, 6, 6] and one output of a given rank.</summary>
    public static OperatorCase Of(string name, Func<Sketch, string, string> body, string[] steps, int rank = 4, int opset = 13, object[]? input = null)
    {
        var sketch = new Sketch(opset);
        string output = body(sketch, sketch.X(input ?? [3, 6, 6]));
        sketch.Model.Output(output, [.. Enumerable.Range(0, rank).Select(static k => $"d{k}")]);
        return new OperatorCase(name, sketch.Model, steps);
    }
}
