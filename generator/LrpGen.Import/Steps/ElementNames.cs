using LrpGen.Import.Blocks;

namespace LrpGen.Import.Steps;

/// <summary>Gives the members of the declaration their names.</summary>
internal static class ElementNames
{
    public static void Give(IReadOnlyList<Element> elements, string className)
    {
        var names = new PropertyNames(className);
        foreach (Block block in elements.OfType<UseElement>().Select(static use => use.Block).Distinct())
            names.Unique(block.Name);
        foreach (Element element in elements)
        {
            element.Property = names.Unique(element is UseElement use
                ? PropertyNames.Of(use.Run.Prefix, "Block")
                : PropertyNames.Of(element.Steps[0].Main.Name, element.Steps[0].Main.Kind));
            for (int k = 0; k < element.Steps.Count; k++)
                element.Steps[k].Property = element is UseElement { Block: var block } ? $"{element.Property}_{block.Properties[k]}" : element.Property;
        }
    }
}
