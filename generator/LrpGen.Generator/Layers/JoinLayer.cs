using LrpGen.Generator.Diagnostics;
using LrpGen.Generator.Model;
using LrpGen.Generator.Parsing;

namespace LrpGen.Generator.Layers;

/// <summary>A layer that takes several values.</summary>
/// <param name="Names">The steps that it names.</param>
/// <param name="NameAnchors">Where each name stands.</param>
/// <param name="Anchor">The attribute's place.</param>
internal abstract record JoinLayer(EquatableArray<string> Names, EquatableArray<int> NameAnchors, int Anchor) : LayerSpec(Anchor)
{
    /// <summary>The names and their places; null where there is none.</summary>
    protected static (EquatableArray<string> Names, EquatableArray<int> Anchors)? ReadNames(AttributeReader attribute)
    {
        EquatableArray<string> names = attribute.Strings("steps");
        if (names.Count == 0)
        {
            attribute.Report(Descriptors.NothingToJoin, attribute.Anchor, attribute.DisplayName);
            return null;
        }

        var anchors = new int[names.Count];
        for (int k = 0; k < anchors.Length; k++)
            anchors[k] = attribute.AnchorOf("steps", k);
        return (names, anchors.ToEquatable());
    }
}
