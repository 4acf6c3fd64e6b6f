namespace LrpGen;

/// <summary>One of many inputs to be explained.</summary>
/// <param name="Id">What it is called in results and errors, for example the name of its file.</param>
/// <param name="Values">The input, not to be changed before its result is there.</param>
/// <param name="Target">The index of the output to explain; the one with the largest logit unless told.</param>
public sealed record NetworkInput(string Id, ReadOnlyMemory<float> Values, int? Target = null);

/// <summary>What came of one input.</summary>
/// <param name="Id">The input's name.</param>
/// <param name="Target">The output that was explained.</param>
/// <param name="Output">The outputs.</param>
/// <param name="Relevance">The relevance of each input value.</param>
public sealed record NetworkExplanation(string Id, int Target, ReadOnlyMemory<float> Output, ReadOnlyMemory<float> Relevance);

/// <summary>One of many inputs could not be explained.</summary>
public sealed class NetworkInputException : Exception
{
    internal NetworkInputException(string id, Exception inner)
        : base($"The input '{id}' could not be explained: {inner.Message}", inner) => Id = id;

    /// <summary>The name of the input.</summary>
    public string Id { get; }
}
