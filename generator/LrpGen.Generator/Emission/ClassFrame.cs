using System;
using System.Collections.Generic;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Emission;

/// <summary>Reopens the user's class, with the namespace and the types around it.</summary>
internal static class ClassFrame
{
    public static void Emit(CodeWriter code, ClassName name, string bases, Action members)
    {
        if (name.Namespace.Length > 0)
        {
            code.Line($"namespace {name.Namespace};");
            code.Line();
        }

        var open = new Stack<CodeWriter.Block>();
        foreach (string container in name.Containers)
            open.Push(code.Open(container));
        using (code.Open($"partial class {name.Name}{bases}"))
            members();
        while (open.Count > 0)
            open.Pop().Dispose();
    }
}
