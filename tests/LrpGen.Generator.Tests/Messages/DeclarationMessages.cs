using static LrpGen.Generator.Tests.Messages.MessageTests;

namespace LrpGen.Generator.Tests.Messages;

/// <summary>Messages about the class and its steps. Each with a declaration that gives it.</summary>
internal static class DeclarationMessages
{
    public static Dictionary<string, string> All { get; } = new()
    {
        ["LRPG0001: 'Net' is not partial, so its generated half has no place; write 'partial class Net'"] =
            "[Network(4)] class Net { [ReLU] public partial Layer A { get; } }",

        ["LRPG0002: 'Net' is nested in 'Outer', which is not partial; make 'Outer' partial or move 'Net' out of it"] =
            "class Outer { [Network(4)] public partial class Net { [ReLU] public partial Layer A { get; } } }",

        ["LRPG0003: 'Net' is a record; a network is loaded into objects, so declare it as an ordinary class ('sealed partial class Net')"] =
            "[Network(4)] partial record Net { [ReLU] public partial Layer A { get; } }",
        ["LRPG0003: 'Net' is abstract; a network is loaded into objects, so declare it as an ordinary class ('sealed partial class Net')"] =
            "[Network(4)] abstract partial class Net { [ReLU] public partial Layer A { get; } }",
        ["LRPG0003: 'Net' is local to its file; a network is loaded into objects, so declare it as an ordinary class ('sealed partial class Net')"] =
            "[Network(4)] file partial class Net { [ReLU] public partial Layer A { get; } }",

        ["LRPG0004: 'Net' has type parameters, or a type around it has; a network has fixed types, so remove them"] =
            "[Network(4)] partial class Net<T> { [ReLU] public partial Layer A { get; } }",

        ["LRPG0005: 'Net' derives from 'Exception', but its generated half derives from LrpGen.LrpNetwork; remove the base class (interfaces are fine)"] =
            "[Network(4)] partial class Net : System.Exception { [ReLU] public partial Layer A { get; } }",

        ["LRPG0006: 'Net' declares no layer; add a step such as '[Linear(10)] [Zero] public partial Layer Scores { get; }'"] =
            "[Network(4)] partial class Net { }",

        ["LRPG0007: 'Net' declares steps in several parts of the class, which leaves their order open; move 'B' to the part with [Network]"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; } } partial class Net { [Tanh] public partial Layer B { get; } }",

        ["LRPG0008: 'Forward' is a name that the generated half of 'Net' uses; choose another"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer Forward { get; } }",
        ["LRPG0008: 'Net' is a name that the generated half of 'Net' uses; choose another"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer Net { get; } }",
        ["LRPG0008: 'ForwardA' is a name that the generated half of 'Net' uses; choose another"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; } public int ForwardA() => 1; }",
        ["LRPG0008: 'Load' is a name that the generated half of 'Net' uses; choose another"] =
            "[Network(4)] partial class Net { [Linear(4)] [Zero] public partial Layer A { get; } public static Net Load(string path) => null!; }",
        ["LRPG0008: 'Fork' is a name that the generated half of 'Net' uses; choose another"] =
            "[Network(4)] partial class Net { [Linear(4)] [Zero] public partial Layer A { get; } public Net Fork() => null!; }",

        ["LRPG0009: 'NET' and another network differ only in the case of their names and would both be emitted as 'NET.g.cs'; rename one"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; } } [Network(4)] partial class NET { [ReLU] public partial Layer A { get; } }",

        ["LRPG0010: 'A' has the type 'Layer?'; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer? A { get; } }",
        ["LRPG0010: 'A' has the type 'int'; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial int A { get; } }",

        ["LRPG0011: 'A' is not partial; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public Layer A => null!; }",
        ["LRPG0011: 'A' has a setter; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; set; } }",
        ["LRPG0011: 'A' is static; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public static partial Layer A { get; } }",
        ["LRPG0011: 'A' returns by reference; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial ref Layer A { get; } }",
        ["LRPG0011: 'this[]' is an indexer; a step is declared as 'public partial Layer Scores { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer this[int k] { get; } }",
        ["LRPG0011: 'A' has an implementation of its own; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; } public partial Layer A => null!; }",
        ["LRPG0011: 'A' is required; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [Linear(4)] [Zero] public required partial Layer A { get; } }",
        ["LRPG0011: 'A' has a getter with a modifier of its own; a step is declared as 'public partial Layer A { get; }'"] =
            "[Network(4)] partial class Net { [Linear(4)] [Zero] public partial Layer A { private get; } }",

        ["LRPG0012: 'A' has two linear layers, [Linear(4)] and [Linear(3)], with one name, one rule and one set of weights; make a step for each"] =
            Net("[Network(4)]", "[Linear(4), Linear(3)] [Zero]"),
        ["""LRPG0012: 'B' reads the weights 'w' that 'A' reads already; correct the name, or write [Weights("w", Shared = true)] if both are meant to"""] =
            Net("[Network(4)]", """[Linear(4)] [Zero] [Weights("w")]""", """[Linear(4)] [Zero] [Weights("w")]"""),
        ["LRPG0012: 'Net' declares two steps named 'A'; give each a name of its own"] =
            "[Network(4)] partial class Net { [ReLU] public partial Layer A { get; } [ReLU] public partial Layer A { get; } }",
        ["LRPG0012: 'input' is the name by which steps take the network's input (Step.Input); choose another"] =
            """[Network(4)] partial class Net { [Linear(4)] [Zero] public partial Layer input { get; } [Add("input")] public partial Layer B { get; } }""",

        ["LRPG0013: 'A' has the attribute [Linear], but its class 'Net' is not a network; put [Network(...)] with the shape of the input on 'Net'"] =
            "partial class Net { [Linear(3)] public Layer? A { get; } }",
        ["LRPG0013: 'A' has the attribute [Tanh], but its class 'Net' is not a network; put [Network(...)] with the shape of the input on 'Net'"] =
            "[Keep] partial class Net { [Epsilon] [Tanh] public Layer? A { get; } }",
        ["LRPG0013: 'A' has the attribute [Epsilon], but its class 'Net' is not a network; put [Network(...)] with the shape of the input on 'Net'"] =
            "partial class Net { [Epsilon] public Layer? A { get; } }",
        ["LRPG0013: 'Net' has the attribute [Composite], but it is not a network; put [Network(...)] with the shape of the input on 'Net'"] =
            "[Composite(Composite.EpsilonPlus)] [Keep] partial class Net { public Layer? A { get; } }",

        ["LRPG0014: 'A' has the type Layer, but no layer attribute; say what it computes, for example '[Linear(10)]'"] =
            Net("[Network(4)]", "[Zero]"),

        ["LRPG0015: 'Net' has no step 'Z'; it has A"] =
            Net("[Network(4)]", """[Linear(3, From = "Z")] [Zero]"""),
        ["LRPG0015: 'Net' has no step 'input'; a range of rules starts at a step, and at the first where From is left out"] =
            Net("[Network(4)] [Zero(From = Step.Input)]", "[Linear(3)]"),
        ["LRPG0015: 'Net' has no step 'input'; a range of rules ends at a step, and at the last where To is left out"] =
            Net("[Network(4)] [Composite(Composite.EpsilonPlus, To = Step.Input)]", "[Linear(3)]"),

        ["LRPG0016: 'A' takes 'B', which is not computed before it; declare 'B' above 'A' or take an earlier step"] =
            Net("[Network(4)]", "[Linear(3, From = nameof(B))] [Zero]", "[ReLU]"),
        ["LRPG0016: 'A' takes 'A', which is not computed before it; take an earlier step"] =
            Net("[Network(4)]", "[ReLU(From = nameof(A))]"),

        ["LRPG0017: Nothing takes the output of 'A'; remove it, or let a later step take it with From = nameof(A)"] =
            Net("[Network(4)]", "[ReLU]", "[Tanh(From = Step.Input)]"),

        ["LRPG0018: [Linear] is not the first layer of 'B' and takes what stands before it; move From to [Tanh], or start a new step"] =
            Net("[Network(4)]", "[ReLU]", "[Tanh, Linear(4, From = nameof(A))] [Zero]"),

        ["LRPG0019: [Add] names no step; say which values it joins, for example [Add(nameof(A), nameof(B))]"] =
            Net("[Network(4)]", "[Add]"),
        ["LRPG0019: [Concat] names no step; say which values it joins, for example [Concat(nameof(A), nameof(B))]"] =
            Net("[Network(4)]", "[ReLU]", "[Concat()]"),

        ["LRPG0080: 'Net' declares a constructor, but its objects are made by the generated Load and Fork; remove it, and set what it sets in a method or property"] =
            "[Network(4)] partial class Net { public Net() { } [ReLU] public partial Layer A { get; } }",
    };
}
