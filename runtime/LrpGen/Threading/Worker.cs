using System.ComponentModel;
using System.Runtime.CompilerServices;
using LrpGen.Memory;

namespace LrpGen.Threading;

/// <summary>
/// One of the threads that run a network's passes together, for generated code and kernels. Every worker runs the same method; a
/// kernel cuts its work into items, and each worker takes the next one that nobody has. What an item writes belongs to it alone and
/// depends on the item alone, so results are the same bit for bit for any number of workers.
/// </summary>
/// <remarks>
/// A worker that comes late finds the items of earlier kernels gone. What it reads outside of items may therefore be of any time,
/// and counts for nothing but the items that it gets.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Worker
{
    /// <summary>Multiply-adds, or as much other work, from which on sharing costs less than it saves: about ten microseconds.</summary>
    internal const long WorthSharing = 1_000_000;

    /// <summary>The multiply-adds in whose time one value is read and another written, where nothing much is computed.</summary>
    internal const long WorkPerFloat = 12;

    [ThreadStatic]
    private static Worker? _alone;

    private readonly Team? _team;
    private Workspace _scratch;
    private long _kernel;
    private long _meeting;
    private int _items;

    /// <param name="team">The threads that work together; null for one alone.</param>
    /// <param name="index">The worker's place among them.</param>
    /// <param name="scratchFloats">The memory that kernels will ask for.</param>
    internal Worker(Team? team, int index, int scratchFloats)
    {
        _team = team;
        Index = index;
        _scratch = new Workspace(scratchFloats);
        Solo = team is null ? this : new Worker(null, 0, 0);
    }

    /// <summary>The calling thread by itself, for kernels outside of a network.</summary>
    public static Worker Alone => _alone ??= new Worker(null, 0, 0);

    /// <summary>This worker without the others, for what it does within an item of its own.</summary>
    internal Worker Solo { get; }

    /// <summary>From 0, the thread that called the network.</summary>
    public int Index { get; }

    /// <summary>How many work together.</summary>
    public int Count => _team?.Count ?? 1;

    /// <summary>Whether this is the thread that called the network. What is too small to be shared falls to it.</summary>
    public bool IsFirst => Index == 0;

    /// <summary>The call of the network that it works on.</summary>
    internal int Call { get; private set; }

    /// <summary>Waits until what was shared out is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Sync()
    {
        if (_team is null)
            return;
        _team.Meet(this, ++_meeting, _items);
        _items = 0;
    }

    /// <summary>Starts over with a call of the network.</summary>
    internal void Begin(int call)
    {
        Call = call;
        _kernel = _meeting = Team.FirstOf(call);
        _items = 0;
    }

    /// <summary>The items that fall to this worker; a <see cref="Sync"/> comes after them.</summary>
    /// <param name="items">How many there are for all workers.</param>
    /// <param name="work">What they cost in all, in multiply-adds: little work is not shared.</param>
    internal ItemShare Share(int items, long work)
    {
        if (_team is null || items <= 1 || work < WorthSharing)
            return new ItemShare(null, 0, 0, IsFirst ? items : 0);
        _items = items;
        _team.Open(this, ++_kernel, items);
        return new ItemShare(_team, Index, _kernel, items);
    }

    /// <summary>The parts of a buffer that fall to this worker; a <see cref="Sync"/> comes after them.</summary>
    /// <param name="floats">The buffer's length, a multiple of 16.</param>
    internal PartShare Parts(int floats) => new(Share((floats + Part.MostFloats - 1) / Part.MostFloats, WorkPerFloat * floats), floats);

    /// <summary>Memory of this worker alone. What it holds before and after a kernel means nothing.</summary>
    internal Span<float> Scratch(int floats)
    {
        if (_scratch.Floats < floats)
            _scratch = new Workspace(floats);
        return _scratch.Slice(0, floats);
    }

    /// <summary>Memory of all workers together, for what some write and all read.</summary>
    internal Span<float> Shared(int floats) => _team is null ? Scratch(floats) : _team.Shared(floats);

    /// <summary>A part of a buffer.</summary>
    internal readonly record struct Part(int Start, int End)
    {
        /// <summary>A part of two or three buffers stays in a second-level cache; a multiple of every vector.</summary>
        public const int MostFloats = 1 << 14;
    }

    /// <summary>The parts of one worker, one after the other.</summary>
    internal struct PartShare(ItemShare items, int floats)
    {
        private ItemShare _items = items;

        public readonly Part Current => new(_items.Current * Part.MostFloats, Math.Min(floats, (_items.Current + 1) * Part.MostFloats));

        public readonly PartShare GetEnumerator() => this;

        public bool MoveNext() => _items.MoveNext();
    }

    /// <summary>The items of one worker, one after the other.</summary>
    internal struct ItemShare(Team? team, int worker, long kernel, int items)
    {
        private int _current = -1;

        public readonly int Current => _current;

        public readonly ItemShare GetEnumerator() => this;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => team is null ? ++_current < items : TakeNext();

        private bool TakeNext()
        {
            if (_current >= 0)
                team!.Finish();
            if (team!.TryTake(worker, kernel, items, out _current))
                return true;
            _current = -1;
            return false;
        }
    }
}
