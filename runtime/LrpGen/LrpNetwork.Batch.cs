namespace LrpGen;

// Several samples in one call.
public abstract partial class LrpNetwork
{
    /// <inheritdoc/>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Enter();
        try
        {
            int samples = CheckSamples(inputs);
            int count = Info.Input.Length;
            int outputCount = Info.Output.Length;
            if (outputs.Length != (long)samples * outputCount)
            {
                throw new ArgumentException(
                    $"{Info.Name}.ForwardBatch for {samples} samples writes {(long)samples * outputCount} outputs; found room for {outputs.Length}.", nameof(outputs));
            }

            CheckRange(inputs, nameof(inputs));
            for (int k = 0; k < samples; k++)
            {
                // Only the last one can be explained afterwards.
                ReadOnlySpan<float> input = inputs.Slice(k * count, count);
                ReadOnlySpan<float> output = k == samples - 1 ? ForwardSample(input) : PredictSample(input);
                output.CopyTo(outputs.Slice(k * outputCount, outputCount));
            }
        }
        finally
        {
            Exit();
        }
    }

    /// <inheritdoc/>
    public void ExplainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, Span<float> relevances)
    {
        Enter();
        try
        {
            int samples = CheckSamples(inputs);
            int count = Info.Input.Length;
            if (targets.Length != samples && targets.Length != 1)
            {
                throw new ArgumentException(
                    $"{Info.Name}.ExplainBatch takes one target for each of {samples} samples, or one for all; found {targets.Length}.", nameof(targets));
            }

            if (relevances.Length != inputs.Length)
            {
                throw new ArgumentException(
                    $"{Info.Name}.ExplainBatch for {samples} samples writes {inputs.Length} relevances; found room for {relevances.Length}.", nameof(relevances));
            }

            foreach (int target in targets)
                CheckTarget(target);
            CheckRange(inputs, nameof(inputs));
            for (int k = 0; k < samples; k++)
            {
                ForwardSample(inputs.Slice(k * count, count));
                ExplainTarget(targets[targets.Length == 1 ? 0 : k]).CopyTo(relevances.Slice(k * count, count));
            }
        }
        finally
        {
            Exit();
        }
    }

    private int CheckSamples(ReadOnlySpan<float> inputs)
    {
        int count = Info.Input.Length;
        return inputs.Length % count == 0
            ? inputs.Length / count
            : throw new ArgumentException(
                $"{Info.Name} takes inputs of {Info.InputShape}, {count} values each; found {inputs.Length}, which is no multiple of that.", nameof(inputs));
    }
}
