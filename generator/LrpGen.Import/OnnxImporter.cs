using LrpGen.Import.Blocks;
using LrpGen.Import.Conversion;
using LrpGen.Import.Graph;
using LrpGen.Import.Network;
using LrpGen.Import.Onnx;
using LrpGen.Import.Passes;
using LrpGen.Import.Steps;
using LrpGen.Import.Writing;

namespace LrpGen.Import;

/// <summary>Turns a model in ONNX into a network that LrpGen compiles.</summary>
public static class OnnxImporter
{
    /// <summary>Reads a model, normalizes its graph and writes a declaration.</summary>
    /// <param name="path">The model's file; tensors in files beside it are found from there.</param>
    /// <param name="options">Names, rules and sizes.</param>
    /// <param name="progress">Takes the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <returns>The network. It holds no file open.</returns>
    /// <exception cref="ImportException">The model cannot be read or expressed, or the rules do not fit; the message says where and what to do.</exception>
    /// <exception cref="OperationCanceledException">The import was stopped.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new ImportOptions();
        OptionChecks.Check(options, path);
        string className = ImportNames.ClassName(options, path);
        string space = ImportNames.Namespace(options);
        OnnxFile file = OnnxFile.Read(path, progress, cancellation);
        ConvertedGraph graph = Converter.Convert(OnnxGraph.Create(file, cancellation), options.InputShape, cancellation);
        LayerNames names = LayerNames.Give(graph);
        IReadOnlyList<ModelOutput> outputs = OutputOrder.Sort(graph, path);
        OptionChecks.CheckClasses(options, outputs[^1].Value, path);

        List<NetworkLayer> layers = Schedule.Order(outputs.Select(static output => output.Value));
        var rules = new RulePass(options, names, path);
        rules.Run(layers, graph.Input);
        IReadOnlySet<string> kept = KeptLayers.Find(options, names, layers, path);
        FoldingPass.FoldScales(layers, outputs);
        FoldingPass.FoldPads(layers, outputs, kept);
        FoldingPass.FindFolds(layers, outputs);
        rules.CheckComplete(layers);
        SharedWeights.Find(layers);

        List<NetworkStep> steps = new StepGrouping(layers, outputs, kept).Run();
        HeadCheck.Run(layers, outputs, path);
        List<Element> elements = BlockFinder.Run(steps, new Consumers(layers, outputs), rules.FixedSteps(steps));
        ElementNames.Give(elements, className);
        var declaration = new NetworkDeclaration
        {
            FileName = Path.GetFileName(path),
            Namespace = space,
            ClassName = className,
            Input = graph.Input,
            Output = outputs[^1].Value,
            Layers = layers,
            Elements = elements,
            Composites = rules.UsedComposites,
            Notes = [.. Notes(graph), .. rules.Notes],
        };
        return new ImportedNetwork(file, graph.ModelInput, declaration, new DeclarationWriter(options, declaration).Write());
    }

    private static List<string> Notes(ConvertedGraph graph) => graph.ModelInput.IsChannelsLast
        ? [.. graph.Builder.Notes, $"The model takes {Sizes.Text(graph.ModelInput.Shape[1..])}, the channels last; the network takes {Sizes.Text(graph.ModelInput.SampleShape)}."]
        : graph.Builder.Notes;
}
