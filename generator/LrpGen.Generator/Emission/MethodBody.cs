using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Emission;

/// <summary>
/// The body of one emitted method: its lines, and above them the buffers that they name, each declared once. Printing asks for a
/// buffer under the name that it would have in a formula and gets the name under which it is declared.
/// </summary>
internal sealed class MethodBody(int depth, bool isShared)
{
    private readonly CodeWriter _lines = new(depth);
    private readonly List<(string Name, string Expression)> _locals = [];

    public void Line(string text = "") => _lines.Line(text);

    /// <summary>Prints what is too little to be shared: the first worker does it, and the others wait.</summary>
    public void First(System.Action print)
    {
        if (!isShared)
        {
            print();
            return;
        }

        using (_lines.Open("if (worker.IsFirst)"))
            print();
        _lines.Line();
        _lines.Line("worker.Sync();");
    }

    public CodeWriter.Block Open(string header) => _lines.Open(header);

    /// <summary>A buffer with its padding, as kernels that read whole vectors take it.</summary>
    public string Padded(Slot slot, string name) => Declare(name, $"Buffer({CodeWriter.Number(slot.Start)}, {CodeWriter.Number(slot.Padded)})");

    /// <summary>A buffer's values alone, as kernels that must not see the padding take it.</summary>
    public string Values(Slot slot, string name)
    {
        string padded = $"Buffer({CodeWriter.Number(slot.Start)}, {CodeWriter.Number(slot.Padded)})";
        (string Name, string Expression) found = _locals.FirstOrDefault(local => local.Expression == padded);
        if (found.Name is null)
            return Declare(name, $"Buffer({CodeWriter.Number(slot.Start)}, {CodeWriter.Number(slot.Count)})");
        return slot.Count == slot.Padded ? found.Name : $"{found.Name}[..{CodeWriter.Number(slot.Count)}]";
    }

    /// <summary>Prints that a plain buffer's padding is cleared, where it has some.</summary>
    public void ClearPadding(Slot slot, string name)
    {
        if (slot.Count == slot.Padded)
            return;
        string padded = Padded(slot, name);
        First(() => Line($"{padded}[{CodeWriter.Number(slot.Count)}..].Clear();"));
    }

    /// <summary>A part of the weights.</summary>
    public string Parameters(long start, int count, string name) => Declare(name, $"Parameters({CodeWriter.Number(start)}, {CodeWriter.Number(count)})");

    /// <summary>The weights of a dense layer, which may be bfloat16.</summary>
    public string DenseWeights(long start, int count, string name) => Declare(name, $"DenseWeights({CodeWriter.Number(start)}, {CodeWriter.Number(count)})");

    /// <summary>A local with a value of its own.</summary>
    public string Declare(string name, string expression)
    {
        (string Name, string Expression) found = _locals.FirstOrDefault(local => local.Expression == expression);
        if (found.Name is not null)
            return found.Name;
        string free = name, start = char.IsDigit(name[name.Length - 1]) ? name + "_" : name;
        for (int k = 2; _locals.Any(local => local.Name == free); k++)
            free = start + CodeWriter.Number(k);
        _locals.Add((free, expression));
        return free;
    }

    /// <summary>Prints the method.</summary>
    public void Print(CodeWriter code, string header)
    {
        using CodeWriter.Block block = code.Open(header);
        foreach ((string name, string expression) in _locals)
            code.Line($"var {name} = {expression};");
        if (_locals.Count > 0)
            code.Line();
        code.Append(_lines);
    }
}
