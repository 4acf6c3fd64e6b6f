using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using LrpGen.Memory;

namespace LrpGen.Threading;

/// <summary>
/// The threads that run one network's passes: the one that calls it, and others that help where they can. The caller offers the items
/// of one kernel after the other and waits for items that somebody has begun, never for a thread: one that has lost its core to another
/// program is not missed, finds later that the kernels it comes to are done, and catches up. Calls allocate nothing.
/// </summary>
internal sealed class Team
{
    /// <summary>Kernels of a call that can be told apart.</summary>
    private const int KernelBits = 16;

    /// <summary>Items of a kernel that can be told apart.</summary>
    private const int ItemBits = 24;

    /// <summary>How long a thread looks for the next call before it sleeps.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;

    /// <summary>Longs from one worker's counter to the next, so that each has cache lines of its own.</summary>
    private const int CounterStep = 16;

    private readonly Worker[] _workers;
    private readonly long[] _next;
    private readonly Workspace _memory;
    private readonly object _gate = new();
    private Counters _counters;
    private Action<Worker>? _pass;
    private ExceptionDispatchInfo? _failure;
    private bool _isStarted;
    private bool _isStopped;

    /// <param name="count">How many threads, at least 2, the caller's among them.</param>
    /// <param name="scratchFloats">The memory that each takes for itself.</param>
    /// <param name="sharedFloats">The memory that all take together.</param>
    public Team(int count, int scratchFloats, int sharedFloats)
    {
        _memory = new Workspace(sharedFloats);
        _workers = new Worker[count];
        _next = new long[count * CounterStep];
        for (int k = 0; k < count; k++)
            _workers[k] = new Worker(this, k, scratchFloats);
    }

    public int Count => _workers.Length;

    /// <summary>Runs a pass and returns when its work is done. One call at a time.</summary>
    public void Run(Action<Worker> pass)
    {
        Start();
        _pass = pass;
        int call = Interlocked.Increment(ref _counters.Call);
        if (Volatile.Read(ref _counters.Sleepers) > 0)
            Wake();
        Work(_workers[0], call);
        Volatile.Write(ref _counters.Ended, call);

        // The threads live on, and must not keep the network alive.
        Volatile.Write(ref _pass, null);
        if (Volatile.Read(ref _failure) is not { } failure)
            return;
        var patience = default(Patience);
        while (Volatile.Read(ref _counters.Inside) > 0)
            patience.Wait();
        _failure = null;
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

    /// <summary>The number of the first kernel and of the first meeting of a call.</summary>
    public static long FirstOf(int call) => (long)call << KernelBits;

    /// <summary>The caller offers the items of a kernel; the others wait until it has, or the kernel is done.</summary>
    public void Open(Worker worker, long kernel, int items)
    {
        if (worker.IsFirst)
        {
            _counters.Done = 0;
            for (int k = 0; k < Count; k++)
                Volatile.Write(ref _next[k * CounterStep], (kernel << ItemBits) + FirstOf(k, items));
            Volatile.Write(ref _counters.Opened, kernel);
            return;
        }

        var patience = default(Patience);
        while (Volatile.Read(ref _counters.Opened) < kernel && IsRunning(worker.Call))
            patience.Wait();
    }

    /// <summary>
    /// Takes an item; false where none is left or the kernel is done. Each worker begins with a part of the items of its own, from kernel
    /// to kernel the same part of the picture, which is in its cache, and then helps the others with theirs.
    /// </summary>
    public bool TryTake(int worker, long kernel, int items, out int item)
    {
        for (int k = 0; k < Count; k++)
        {
            int owner = (worker + k) % Count;
            if (TryTakeOf(owner, kernel, FirstOf(owner + 1, items), out item))
                return true;
        }

        item = -1;
        return false;
    }

    private bool TryTakeOf(int owner, long kernel, int end, out int item)
    {
        ref long counter = ref _next[owner * CounterStep];
        while (true)
        {
            long next = Volatile.Read(ref counter);
            item = (int)(next & ((1 << ItemBits) - 1));
            if (next - item != kernel << ItemBits || item >= end)
                return false;
            if (Interlocked.CompareExchange(ref counter, next + 1, next) == next)
                return true;
        }
    }

    /// <summary>The first item of a worker's part.</summary>
    private int FirstOf(int worker, int items) => (int)((long)items * worker / Count);

    /// <summary>Says that an item is done, and what it wrote is there to be read.</summary>
    public void Finish() => Interlocked.Increment(ref _counters.Done);

    /// <summary>The caller waits for the items of the last kernel; the others wait for the caller.</summary>
    /// <exception cref="FailureException">A worker has failed.</exception>
    public void Meet(Worker worker, long meeting, int items)
    {
        var patience = default(Patience);
        if (worker.IsFirst)
        {
            while (Volatile.Read(ref _counters.Done) < items)
            {
                if (Volatile.Read(ref _failure) is not null)
                    throw new FailureException();
                patience.Wait();
            }

            Volatile.Write(ref _counters.Met, meeting);
            return;
        }

        while (Volatile.Read(ref _counters.Met) < meeting && IsRunning(worker.Call))
            patience.Wait();
    }

    private bool IsRunning(int call) => Volatile.Read(ref _counters.Ended) - call < 0 && Volatile.Read(ref _failure) is null;

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
        int call = 0;
        while (WaitForCall(call))
        {
            Interlocked.Increment(ref _counters.Inside);
            call = Volatile.Read(ref _counters.Call);
            if (IsRunning(call))
                Work(worker, call);
            Interlocked.Decrement(ref _counters.Inside);
        }
    }

    /// <summary>Waits for another call than the last; false where there will be none.</summary>
    private bool WaitForCall(int last)
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        while (Volatile.Read(ref _counters.Call) == last)
        {
            if (Stopwatch.GetTimestamp() < end)
                Thread.SpinWait(10);
            else if (!Sleep(last))
                return false;
        }

        return true;
    }

    /// <summary>Sleeps until another call or the end; true where it was a call.</summary>
    private bool Sleep(int last)
    {
        lock (_gate)
        {
            // The caller counts the call first and looks for sleepers then; here it is the other way around, so one sees the other.
            Interlocked.Increment(ref _counters.Sleepers);
            while (Volatile.Read(ref _counters.Call) == last && !Volatile.Read(ref _isStopped))
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _counters.Sleepers);
            return Volatile.Read(ref _counters.Call) != last;
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void Work(Worker worker, int call)
    {
        try
        {
            worker.Begin(call);
            Volatile.Read(ref _pass)?.Invoke(worker);
        }
        catch (FailureException)
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
        private const int Spins = 1000;

        private int _spent;

        public void Wait()
        {
            if (_spent++ < Spins)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    /// <summary>What the threads tell each other, what is written by several on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 5 * Line)]
    private struct Counters
    {
        private const int Line = 128;

        /// <summary>Calls so far.</summary>
        [FieldOffset(Line)]
        public int Call;

        /// <summary>The last call that has ended.</summary>
        [FieldOffset(Line + 8)]
        public int Ended;

        /// <summary>The last kernel whose items are offered.</summary>
        [FieldOffset(Line + 16)]
        public long Opened;

        /// <summary>The last meeting that the caller has left.</summary>
        [FieldOffset(Line + 24)]
        public long Met;

        /// <summary>Items of that kernel that are done.</summary>
        [FieldOffset(2 * Line)]
        public int Done;

        /// <summary>Threads beside the caller's that are in a call.</summary>
        [FieldOffset(3 * Line)]
        public int Inside;

        /// <summary>Threads that sleep.</summary>
        [FieldOffset(4 * Line)]
        public int Sleepers;
    }

    /// <summary>Ends a pass on the caller's thread because another one failed.</summary>
    private sealed class FailureException : Exception;
}
