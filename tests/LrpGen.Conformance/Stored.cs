using LrpGen.Reference;

namespace LrpGen.Conformance;

/// <summary>Runs stored cases, whose results zennit computed.</summary>
internal static class Stored
{
    /// <summary>
    /// The largest relative error of a network over all samples: output, input relevance, and the relevance of every step, which has the
    /// name of the case's layer with a capital letter. Infinite where a prediction is another output.
    /// </summary>
    public static double Compare(StoredCase stored, INetwork network)
    {
        double worst = 0;
        for (int sample = 0; sample < stored.Targets.Count; sample++)
        {
            float[] input = RandomWeights.ToFloat(stored.Sample("input", sample));
            worst = Math.Max(worst, Predictions.Error(network, input));
            Worse(network.Forward(input), "output", sample);
            Worse(network.Explain(stored.Targets[sample]), "relevance.input", sample);
            foreach (string name in stored.Layers)
                Worse(network.Layers.Single(layer => layer.Name == CaseDeclaration.StepName(name)).Relevance, "relevance." + name, sample);
        }

        return worst;

        // NaN is worse than everything.
        void Worse(ReadOnlySpan<float> found, string tensor, int sample)
        {
            double error = Agreement.RelativeError(found, stored.Sample(tensor, sample));
            if (!(error <= worst))
                worst = error;
        }
    }
}
