namespace LrpGen.Threading;

/// <summary>What a network runs its passes with: its caller's thread, or a team that ends with the network.</summary>
internal sealed class Crew : IDisposable
{
    private readonly Worker? _alone;
    private readonly Team? _team;

    /// <param name="threads">How many threads work together.</param>
    /// <param name="scratchFloats">The memory that each takes for itself.</param>
    /// <param name="sharedFloats">The memory that several take together, and one alone for itself.</param>
    public Crew(int threads, int scratchFloats, int sharedFloats)
    {
        if (threads > 1)
            _team = new Team(threads, scratchFloats, sharedFloats);
        else
            _alone = new Worker(null, 0, Math.Max(scratchFloats, sharedFloats));
    }

    /// <summary>The threads refer to the team alone, so that a network that was forgotten is collected and its threads end.</summary>
    ~Crew() => _team?.Stop();

    public int Threads => _team?.Count ?? 1;

    /// <summary>Runs a pass and returns when it has ended on all threads.</summary>
    public void Run(Action<Worker> pass)
    {
        if (_team is null)
            pass(_alone!);
        else
            _team.Run(pass);
    }

    public void Dispose()
    {
        _team?.Stop();
        GC.SuppressFinalize(this);
    }
}
