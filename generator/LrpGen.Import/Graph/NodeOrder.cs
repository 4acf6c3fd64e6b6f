using LrpGen.Import.Onnx;

namespace LrpGen.Import.Graph;

/// <summary>Puts the nodes that outputs depend on in an order in which each comes after those it takes values from.</summary>
internal static class NodeOrder
{
    public static (List<OnnxNode> Live, List<OnnxNode> Dead) Sort(OnnxFile file, List<OnnxNode> nodes, IEnumerable<string> tensors)
    {
        Dictionary<string, OnnxNode> producers = Producers(file, nodes);
        var known = new HashSet<string>(tensors.Concat(file.Model.Graph!.Input.Select(static input => input.Name)), StringComparer.Ordinal);
        var live = new List<OnnxNode>();
        var open = new HashSet<OnnxNode>();
        var done = new HashSet<OnnxNode>();
        var stack = new Stack<(OnnxNode Node, int Next)>();
        foreach (ValueInfoProto output in file.Model.Graph.Output)
        {
            if (!known.Contains(output.Name))
                Visit(Producer(output.Name, "the graph's output"));
            while (stack.TryPop(out (OnnxNode Node, int Next) at))
            {
                if (at.Next == at.Node.Inputs.Count)
                {
                    open.Remove(at.Node);
                    done.Add(at.Node);
                    live.Add(at.Node);
                    continue;
                }

                stack.Push((at.Node, at.Next + 1));
                string input = at.Node.Inputs[at.Next];
                if (input.Length > 0 && !known.Contains(input))
                    Visit(Producer(input, $"an input of {at.Node.FullOp} '{at.Node.Title}'"));
            }
        }

        return (live, [.. nodes.Where(node => !done.Contains(node))]);

        OnnxNode Producer(string value, string what) => producers.GetValueOrDefault(value)
            ?? throw new ImportException($"{file.Path}: '{value}', {what}, is given by no node; the file is damaged.");

        void Visit(OnnxNode node)
        {
            if (done.Contains(node))
                return;
            if (!open.Add(node))
                throw new ImportException($"{file.Path}: {node.FullOp} '{node.Title}' depends on its own output; the file is damaged.");
            stack.Push((node, 0));
        }
    }

    private static Dictionary<string, OnnxNode> Producers(OnnxFile file, List<OnnxNode> nodes)
    {
        var producers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (OnnxNode node in nodes)
        {
            foreach (string output in node.Outputs)
            {
                if (output.Length > 0 && !producers.TryAdd(output, node))
                    throw new ImportException($"{file.Path}: '{output}' is given by two nodes; the file is damaged.");
            }
        }

        return producers;
    }
}
