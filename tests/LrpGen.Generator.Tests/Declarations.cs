using CsCheck;

namespace LrpGen.Generator.Tests;

/// <summary>Random declarations: most parts right, some wrong, all of them C# that a user may type.</summary>
internal static class Declarations
{
    private const string StepNames = "ABCDEF";

    private static readonly Gen<string> Number = Gen.Frequency(
        (12, Gen.OneOf("0", "0.25f", "1", "2", "1e-6f", "0.1f")),
        (1, Gen.OneOf("-1", "-0f", "1e30f", "float.NaN", "float.PositiveInfinity", "float.NegativeInfinity", "float.MaxValue", "float.Epsilon")));

    private static readonly Gen<string> Size = Gen.Frequency(
        (30, Gen.OneOf("1", "2", "3", "4", "17")),
        (1, Gen.OneOf("0", "-1", "50000", "1000000000", "int.MaxValue")));

    private static readonly Gen<string> StepName = Gen.OneOf([.. StepNames.Select(static name => $"\"{name}\""), "nameof(A)", "nameof(B)", "\"Nobody\"", "\"\"", "null!"]);

    private static readonly Gen<string> Layer = Gen.Frequency(
        (8, Size.Select(static size => $"Linear({size})")),
        (1, Size.Select(static size => $"Linear({size}, Bias = false)")),
        (4, Gen.Const("ReLU")),
        (2, Gen.Const("Flatten")),
        (5, Gen.OneOf("GELU", "GELU(Tanh = true)", "SiLU", "Tanh", "ELU", "LeakyReLU", "Dropout", "Sigmoid", "Softmax")),
        (1, Number.Select(static number => $"LeakyReLU({number})")),
        (1, Number.Select(static number => $"ELU({number})")),
        (1, Number.Select(static number => $"Dropout({number})")),
        (1, StepName.Select(static name => $"Linear(3, From = {name})")));

    private static readonly Gen<string> Use = Gen.Frequency(
        (6, Size.Select(static size => $"Use<Part>({size})")),
        (1, Gen.OneOf("Use<Part>", "Use<Part>(2, 3)", "Use<Part>(1, 2, 3)", "Use<string>", "Use<Unknown>", "Use<Part>(3, From = \"A\")", "Use<Part>(2, From = Step.Input)")));

    // Arguments of a block, some of which cannot be computed.
    private static readonly Gen<string> Argument = Gen.Frequency(
        (8, Gen.OneOf("Size", "2 * Size", "Size + Depth", "3", "(7 - Depth) / 2", "Twice")),
        (1, Gen.OneOf("Size / (Depth - 1)", "Size > 1 ? 2 : 3", "-Size", "Size * 1000000000", "(int)1.5f * Size", "Part.Size % 4", "Unknown + Size")));

    private static readonly Gen<string> Block = Gen.Select(Argument, Argument, Gen.OneOf("", "", "[Zero]", "[Gamma(Size)]", "[Keep]"), Gen.Frequency((9, Gen.Const("")), (1, Gen.OneOf("[ReLU] public abstract int Odd { get; }", "[Use<Part>] public abstract Layer Again { get; }", "[Parameter] public const string Word = \"\";")))).Select(
        static (first, second, rule, odd) => $$"""

            [Block] abstract class Part
            {
                [Parameter] public const int Size = 2;
                [Parameter] public const int Depth = 3;
                private const int Twice = 2 * Size;
                [Linear({{first}}), ReLU] {{rule}} public abstract Layer Inner { get; }
                {{odd}}
                [Linear({{second}}, From = Step.Input), ReLU] public abstract Layer Other { get; }
                [Concat(nameof(Inner), nameof(Other))] public abstract Layer Both { get; }
            }
            """);

    private static readonly Gen<string> Setting = Gen.Frequency(
        (8, Gen.Const("")),
        (1, Gen.Const("Bias = Bias.Ignore")),
        (1, Gen.Const("Bias = (Bias)7")),
        (1, Number.Select(static number => $"Stabilizer = {number}")));

    private static readonly Gen<string> Bounds = Gen.OneOf(
        Gen.Select(Number, Number).Select(static (low, high) => $"{low}, {high}"),
        Gen.Const("-1, 2"),
        Gen.Const("0, 1"),
        Gen.Const("new float[] { -1, -2 }, new float[] { 1, 2 }"),
        Gen.Const("new float[0], new float[0]"),
        Gen.Const("new float[] { 0 }, new float[] { 1 }"));

    private static readonly Gen<string> Rule = Gen.OneOf(
        Gen.Const("Zero()"),
        Gen.Const("ZPlus()"),
        Gen.Const("WSquare()"),
        Gen.Const("Flat()"),
        Gen.Const("Pass()"),
        Gen.Const("AlphaBeta()"),
        Gen.Const("AlphaBeta(1.5f, 0.5f)"),
        Gen.Const("Generic(nameof(Rho))"),
        Number.Select(static number => $"Epsilon({number})"),
        Number.Select(static number => $"EpsilonRms({number})"),
        Number.Select(static number => $"Gamma({number})"),
        Bounds.Select(static bounds => $"ZBox({bounds})"),
        Gen.Select(Number, Number).Select(static (alpha, beta) => $"AlphaBeta({alpha}, {beta})"),
        Gen.OneOf("\"Nothing\"", "nameof(Instance)", "nameof(TwoArguments)", "null!", "nameof(Rho)").Select(static name => $"Generic({name}, 0.1f)"));

    private static readonly Gen<string> RuleAttribute = Gen.Select(Rule, Setting).Select(static (rule, setting) => $"[{With(rule, setting)}]");

    private static readonly Gen<string> RangeAttribute = Gen.Select(Rule, StepName, StepName, Gen.Int[0, 3]).Select(static (rule, from, to, ends) =>
        $"[{With(With(rule, ends % 2 == 0 ? "" : "From = " + from), ends / 2 == 0 ? "" : "To = " + to)}]");

    private static readonly Gen<string> Composite = Gen.Select(Gen.Int[0, 6], Setting, StepName).Select(static (kind, setting, from) =>
        $"[{With(With($"Composite((Composite){kind})", setting), kind % 3 == 0 ? "From = " + from : "")}]");

    private static readonly Gen<string> ClassAttribute = Gen.Frequency(
        (4, Composite),
        (2, RangeAttribute),
        (1, Gen.Select(Number, Number).Select(static (low, high) => $"[InputRange({low}, {high})]")),
        (2, Gen.OneOf("[InputRange(0, 1)]", "[InputRange(-1, 0)]", "[InputRange(0, 0)]", "[Keep]")),
        (1, Gen.OneOf("[Classes(\"a\", \"b\")]", "[Classes(\"a\", \"a\")]", "[Classes]", "[Classes(null!)]", "[Classes(\"\\\"\\n\\u2028\", null!)]")));

    private static readonly Gen<string> StepAttribute = Gen.OneOf(
        "[Keep]", "[Weights(\"w\")]", "[Weights(\"w\", Shared = true)]", "[Weights(\"\")]", "[Weights(\"\\\"\\n\\u2028\")]", "[Weights(null!)]", "[System.Obsolete]");

    private static readonly Gen<string> Property = Gen.Frequency(
        (40, Gen.Const("public partial Layer $ { get; }")),
        (1, Gen.OneOf(
            "internal partial Layer $ { get; }",
            "public partial Layer @$ { get; }",
            "public partial Layer $ { get; set; }",
            "public partial Layer? $ { get; }",
            "public static partial Layer $ { get; }",
            "public partial int $ { get; init; }",
            "public Layer $ => null!;",
            "public partial ref Layer $ { get; }",
            "public partial Layer this[int $] { get; }",
            "public partial Layer Forward$ { get; }",
            "public partial Layer Load$ { get; }",
            "public partial Layer ToString { get; }",
            "public int $;")));

    private static readonly Gen<string> RightStep = Gen.Select(
        Size, Gen.OneOf("", ", ReLU", ", ReLU", ", LeakyReLU", ", GELU", ", SiLU", ", Tanh", ", ELU", ", Dropout"), RuleAttribute, Gen.OneOf("", "", "[Keep]")).Select(
        static (size, activation, rule, keep) => $"[Linear({size}){activation}] {rule} {keep} public partial Layer $ {{ get; }}");

    private static readonly Gen<string> AnyStep = Gen.Select(
        Layer.List[1, 3], RuleAttribute.List[0, 1], Gen.Frequency((4, Gen.Const("")), (1, StepAttribute)), Property, Gen.Int[0, 60]).Select(
        static (layers, rules, other, property, oddity) => oddity switch
        {
            0 => $"{other} {property}",
            1 => $"[{string.Join(", ", layers)}] {string.Concat(rules)} {string.Concat(rules)} {property}",
            _ => $"[{string.Join(", ", layers.DistinctBy(static layer => layer.Split('(')[0]))}] {string.Concat(rules)} {other} {property}",
        });

    private static readonly Gen<string> UseStep = Gen.Select(Use, RuleAttribute, Gen.OneOf("", "", "[Keep]", "[Weights(\"w\")]")).Select(
        static (use, rule, other) => $"[{use}] {rule} {other} public partial Layer $ {{ get; }}");

    private static readonly Gen<string> Step = Gen.Frequency((12, RightStep), (2, UseStep), (1, AnyStep));

    private static readonly Gen<string> Frame = Gen.Frequency(
        (30, Gen.Const("# partial class Net { $ }")),
        (1, Gen.OneOf(
            "namespace @in.Some.@event { # partial class @class { $ } }",
            "partial class Outer { partial struct Middle { # private partial class Net { $ } } }",
            "file partial class Outer { # partial class Net { $ } }",
            "class Outer { # partial class Net { $ } }",
            "partial class Outer<T> { # partial class Net { $ } }",
            "# file partial class Net { $ }",
            "# class Net { $ }",
            "# abstract partial class Net { $ }",
            "# static partial class Net { $ }",
            "# partial class Net<T> { $ }",
            "# partial record Net { $ }",
            "# partial struct Net { $ }",
            "# partial class Net : System.Exception { $ }",
            "# partial class Net { public Net() { } $ }",
            "# partial class Net(int k) { $ }",
            "# partial class Net : System.IDisposable { $ }",
            "# partial class Net : LrpNetwork { $ }",
            "# partial class Net { $ } partial class Net { [ReLU] public partial Layer Z { get; } }",
            "# partial class Net { $ } namespace Other { [Network(2)] partial class NET { [ReLU] public partial Layer Z { get; } } }",
            "# partial class Net { $ } [Network(2)] partial class NET { [ReLU] public partial Layer Z { get; } }",
            "# partial class Net { $ } [Network(2)] partial class Net { [ReLU] public partial Layer Z { get; } }")));

    private static readonly Gen<string> Network = Gen.Frequency(
        (20, Gen.Select(Gen.Frequency((8, Size), (1, Gen.Const("1, 2, 2")), (1, Size.Array[1, 4].Select(static sizes => string.Join(", ", sizes)))), Gen.Bool).Select(
            static (sizes, ledger) => $"[Network({sizes}{(ledger ? ", Ledger = true" : "")})]")),
        (1, Gen.OneOf("[Network]", "[Network()]", "[Network(null!)]", "[Network(3, Stabilizer = 0)]", "[Network(3, Stabilizer = 1e-3f)]", "[Network(new[] { 2, 2 })]")));

    /// <summary>The text of one file.</summary>
    public static Gen<string> Source { get; } = Gen.Select(Frame, Network, Gen.Frequency((3, ClassAttribute.List[0]), (1, ClassAttribute.List[1, 2])), Step.List[1, 5], Block).Select(
        static (frame, network, attributes, steps, block) =>
        {
            string members = string.Concat(steps.Select(static (step, k) => "\n    " + step.Replace('$', StepNames[k])));
            const string Methods = """

                    private static float Rho(float w) => w;
                    private static double TwoArguments(float w, int k) => w + k;
                    private float Instance(float w) => w;

                """;
            return "using LrpGen;\n" + frame.Replace("#", network + string.Concat(attributes), StringComparison.Ordinal).Replace("$", members + Methods, StringComparison.Ordinal) + block;
        });

    private static string With(string attribute, string setting) =>
        setting.Length == 0 ? attribute : attribute[..^1] + (attribute.EndsWith("()", StringComparison.Ordinal) ? "" : ", ") + setting + ")";
}
