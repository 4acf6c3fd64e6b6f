using LrpGen.Import.Conversion;
using LrpGen.Import.Network;
using LrpGen.Import.Passes;

namespace LrpGen.Import.Steps;

/// <summary>Groups layers into steps as a person would: what a linear layer needs before it, the layer, its activation, a pooling.</summary>
internal sealed class StepGrouping(IReadOnlyList<NetworkLayer> layers, IReadOnlyList<ModelOutput> outputs, IReadOnlySet<string> kept)
{
    private readonly Consumers _consumers = new(layers, outputs);

    public List<NetworkStep> Run()
    {
        var steps = new List<NetworkStep>();
        foreach (NetworkLayer layer in layers)
        {
            if (steps.Count == 0 || !Joins(steps[^1], layer) || LeavesModule(steps, layer))
                steps.Add(new NetworkStep());
            steps[^1].Layers.Add(layer);
        }

        Value last = steps[^1].Output;
        foreach (NetworkStep step in steps)
        {
            step.IsKept = kept.Contains(step.Layers[^1].Name);
            step.IsOutput = _consumers.IsOutput(step.Output) && step.Output != last;
            if (step.Linear is not null && step.Norm is { } norm)
                norm.NamesItsWeights = true;
        }

        return steps;
    }

    /// <summary>Whether a pooling stands behind a module of several steps rather than within it, so that the module can be a block.</summary>
    private static bool LeavesModule(List<NetworkStep> steps, NetworkLayer layer) =>
        layer is PoolLayer or GlobalPoolLayer
        && steps.Count > 1
        && Root(steps[^1].Main) == Root(steps[^2].Main)
        && Root(layer) != Root(steps[^1].Main);

    private static string Root(NetworkLayer layer) => layer.Name.Split('.')[0];

    private bool Joins(NetworkStep step, NetworkLayer layer) =>
        _consumers.Sole(step.Output) == layer
        && layer is not ConcatLayer
        && !kept.Contains(step.Layers[^1].Name)
        && step.Layers.All(other => other.Kind != layer.Kind)
        && (layer is not LinearLayer || step.Layers.All(IsPreparation))
        && !OpensStep(step, layer)
        && StepRules.CanShare(step, layer);

    /// <summary>Whether a layer can stand before a linear one in its step.</summary>
    private static bool IsPreparation(NetworkLayer layer) => layer is ReshapeLayer or FrameLayer or GlobalPoolLayer or ActivationLayer or UpsampleLayer or NormLayer { IsFoldedAhead: true };

    /// <summary>Whether a layer belongs to what follows rather than to what is before.</summary>
    private bool OpensStep(NetworkStep step, NetworkLayer layer) => !step.Layers.All(IsPreparation) && layer switch
    {
        NormLayer { IsFoldedAhead: true } => true,
        FrameLayer { IsZeroPad: true } or UpsampleLayer => LeadsTo<LinearLayer>(layer) || LeadsTo<PoolLayer>(layer),
        GlobalPoolLayer => LeadsTo<DenseLayer>(layer),
        ReshapeLayer => LeadsTo<LinearLayer>(layer),
        _ => false,
    };

    /// <summary>Whether nothing but preparations stands between a layer and one of a kind.</summary>
    private bool LeadsTo<T>(NetworkLayer layer)
        where T : NetworkLayer
    {
        NetworkLayer? next = _consumers.Sole(layer.Output);
        while (next is ReshapeLayer or FrameLayer)
            next = _consumers.Sole(next.Output);
        return next is T;
    }
}
