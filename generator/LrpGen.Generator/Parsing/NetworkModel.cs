using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Parsing;

/// <summary>What the parser makes of one class: the part that can be compared and cached.</summary>
/// <param name="Outline">How to reopen the class, or null where that is not possible.</param>
/// <param name="Spec">The declaration, or null where it has errors.</param>
/// <param name="Diagnostics">What the parser found.</param>
internal sealed record NetworkModel(ClassOutline? Outline, NetworkSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>Enough of a class to give it a half that compiles when its declaration is wrong.</summary>
internal sealed record ClassOutline(ClassName Class, EquatableArray<PropertyOutline> Properties);

/// <summary>A declared property; its accessors as written, for example "private set".</summary>
internal sealed record PropertyOutline(string Identifier, string Modifiers, string Type, EquatableArray<string> Accessors);

/// <summary>A model with the places that its anchors stand for. Never cached.</summary>
internal sealed record ParsedNetwork(NetworkModel Model, LocationTable Locations);
