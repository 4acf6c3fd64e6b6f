using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using LrpGen.Memory;

namespace LrpGen.Threading;

/// <summary>
/// The threads that run one network's passes: the one that calls it and others that wait for it. Between calls they spin for a
/// moment, since the next call often follows at once, and then sleep. A call allocates nothing.
/// </summary>
internal sealed class Team
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;

    private readonly Worker[] _workers;
    private readonly Workspace _memory;
    private readonly object _gate = new();
    private Counters _counters;
    private Action<Worker>? _pass;
    private ExceptionDispatchInfo? _failure;
    private bool _isStarted;
    private bool _isStopped;

    /// <param name="count">How many threads, at least 2, the caller's among them.</param>
    /// <param name="scratchFloats">The memory that each takes for itself, and all together.</param>
    public Team(int count, int scratchFloats)
    {
        _memory = new Workspace(scratchFloats);
        _workers = new Worker[count];
        for (int k = 0; k < count; k++)
            _workers[k] = new Worker(this, k, scratchFloats);
    }

    public int Count => _workers.Length;

    /// <summary>Runs a pass on all threads and returns when all have ended. One call at a time.</summary>
    public void Run(Action<Worker> pass)
    {
        Start();
        _pass = pass;
        _counters.Busy = _workers.Length - 1;
        Interlocked.Increment(ref _counters.Call);
        if (Volatile.Read(ref _counters.Sleepers) > 0)
            Wake();
        Work(_workers[0]);
        var patience = default(Patience);
        while (Volatile.Read(ref _counters.Busy) > 0)
            patience.Wait();
        _pass = null;
        if (_failure is not { } failure)
            return;
        _failure = null;
        _counters.Arrived = _counters.Item = 0;
        failure.Throw();
    }

    /// <summary>Lets the threads end, once no call is running.</summary>
    public void Stop()
    {
        Volatile.Write(ref _isStopped, true);
        Wake();
    }

    /// <summary>Memory that all may read and write.</summary>
    public Span<float> Shared(int floats) => _memory.Slice(0, floats);

    /// <summary>The next item that no worker has taken.</summary>
    public int NextItem() => Interlocked.Increment(ref _counters.Item) - 1;

    /// <summary>Waits until all workers are here; the last one puts the items back.</summary>
    /// <exception cref="MeetingException">A worker has failed and will not come.</exception>
    public void Meet()
    {
        int meeting = Volatile.Read(ref _counters.Meeting);
        if (Interlocked.Increment(ref _counters.Arrived) == _workers.Length)
        {
            _counters.Arrived = _counters.Item = 0;
            Volatile.Write(ref _counters.Meeting, meeting + 1);
            return;
        }

        var patience = default(Patience);
        while (Volatile.Read(ref _counters.Meeting) == meeting)
        {
            if (Volatile.Read(ref _failure) is not null)
                throw new MeetingException();
            patience.Wait();
        }
    }

    private void Start()
    {
        if (_isStarted)
            return;
        _isStarted = true;
        foreach (Worker worker in _workers.Skip(1))
            new Thread(() => Serve(worker)) { IsBackground = true, Name = $"LrpGen worker {worker.Index}" }.UnsafeStart();
    }

    /// <summary>The life of a thread: waits for a call, works on it, waits for the next.</summary>
    private void Serve(Worker worker)
    {
        for (int served = 0; WaitForCall(served); served++)
        {
            Work(worker);
            Interlocked.Decrement(ref _counters.Busy);
        }
    }

    /// <summary>Waits for the next call; false where there will be none.</summary>
    private bool WaitForCall(int served)
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        while (Volatile.Read(ref _counters.Call) == served)
        {
            if (Stopwatch.GetTimestamp() < end)
                Thread.SpinWait(10);
            else if (!Sleep(served))
                return false;
        }

        return true;
    }

    /// <summary>Sleeps until the next call or the end; true where it was a call.</summary>
    private bool Sleep(int served)
    {
        lock (_gate)
        {
            // The caller counts the call first and looks for sleepers then; here it is the other way around, so one sees the other.
            Interlocked.Increment(ref _counters.Sleepers);
            while (Volatile.Read(ref _counters.Call) == served && !Volatile.Read(ref _isStopped))
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _counters.Sleepers);
            return Volatile.Read(ref _counters.Call) != served;
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void Work(Worker worker)
    {
        try
        {
            _pass!(worker);
        }
        catch (MeetingException)
        {
            // The one who failed says why.
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
        }
    }

    /// <summary>Waits for other threads that are at work: by spinning, and where one of them may wait for this core, by giving it up.</summary>
    private struct Patience
    {
        private const int Spins = 4000;

        private int _spent;

        public void Wait()
        {
            if (_spent++ < Spins)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    /// <summary>What the threads tell each other, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 7 * Line)]
    private struct Counters
    {
        private const int Line = 128;

        /// <summary>Calls so far.</summary>
        [FieldOffset(Line)]
        public int Call;

        /// <summary>Workers beside the caller that have not ended the call.</summary>
        [FieldOffset(2 * Line)]
        public int Busy;

        /// <summary>Meetings so far.</summary>
        [FieldOffset(3 * Line)]
        public int Meeting;

        /// <summary>Workers that wait for the others.</summary>
        [FieldOffset(4 * Line)]
        public int Arrived;

        /// <summary>The next item that nobody has.</summary>
        [FieldOffset(5 * Line)]
        public int Item;

        /// <summary>Threads that sleep.</summary>
        [FieldOffset(6 * Line)]
        public int Sleepers;
    }

    /// <summary>Ends a pass on a worker because another one failed.</summary>
    private sealed class MeetingException : Exception;
}
