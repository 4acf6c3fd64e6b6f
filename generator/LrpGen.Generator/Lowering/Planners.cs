using System;
using System.Collections.Generic;
using System.Linq;
using LrpGen.Generator.Model;

namespace LrpGen.Generator.Lowering;

/// <summary>
/// Places buffers in the workspace: each is given the time from its first write to its last read, and takes the first gap
/// that no buffer alive at the same time covers.
/// </summary>
/// <remarks>
/// What stays until the next call, placed between what comes and goes, would leave gaps that nothing fills. So a plan is made twice: the
/// first time to see what is asked for, the second time with those that stay in front and the others from the largest to the smallest.
/// </remarks>
internal sealed class MemoryPlanner
{
    /// <summary>A time after everything: the buffer is read until the next call.</summary>
    public const int Forever = int.MaxValue;

    private readonly List<(long Start, long End, int From, int To)> _placed = [];
    private readonly List<(int Count, int From, int To)> _asked = [];
    private readonly Slot[]? _arranged;

    public MemoryPlanner()
    {
    }

    private MemoryPlanner(Slot[] arranged) => _arranged = arranged;

    /// <summary>The floats of the workspace so far; slots are good only while they are counted by an int.</summary>
    public long Floats { get; private set; }

    public Slot Place(int count, int from, int to)
    {
        _asked.Add((count, from, to));
        return _arranged is null ? Fit(count, from, to) : _arranged[_asked.Count - 1];
    }

    /// <summary>Keeps a place free, whose buffer stands there all the time.</summary>
    public void Reserve(Slot slot)
    {
        long end = (long)slot.Start + slot.Padded;
        _placed.Add((slot.Start, end, 0, Forever));
        Floats = Math.Max(Floats, end);
    }

    /// <summary>A planner that gives better places to the same buffers, asked for in the same order.</summary>
    public MemoryPlanner Arranged()
    {
        var slots = new Slot[_asked.Count];
        var arranged = new MemoryPlanner(slots);
        foreach (int k in Enumerable.Range(0, slots.Length).OrderBy(k => _asked[k].To == Forever ? 0 : 1).ThenByDescending(k => _asked[k].To == Forever ? 0 : _asked[k].Count))
            slots[k] = arranged.Fit(_asked[k].Count, _asked[k].From, _asked[k].To);
        return arranged;
    }

    private Slot Fit(int count, int from, int to)
    {
        int size = Dims.Pad(count);
        long start = 0;
        foreach ((long otherStart, long otherEnd, _, _) in _placed.Where(other => other.From <= to && from <= other.To).OrderBy(static other => other.Start))
        {
            if (otherStart - start >= size)
                break;
            start = Math.Max(start, otherEnd);
        }

        long end = start + size;
        _placed.Add((start, end, from, to));
        Floats = Math.Max(Floats, end);
        return new Slot((int)Math.Min(start, int.MaxValue), count);
    }
}

/// <summary>Places the weights, and what is made of them at load, one after the other.</summary>
internal sealed class WeightPlanner
{
    /// <summary>The floats so far.</summary>
    public long Floats { get; private set; }

    public long Place(long floats)
    {
        long start = Floats;
        Floats += (floats + 15) & ~15L;
        return start;
    }
}

/// <summary>The times at which layers run, for the memory plan: first all forward, then all preparations, then back.</summary>
internal readonly struct Schedule(int nodes)
{
    public int Forward(Node node) => node.Index;

    public int Prepare(Node node) => nodes + node.Index;

    /// <summary>When the relevance of the outputs is written.</summary>
    public int ExplanationStart => 2 * nodes;

    public int Explain(Node node) => Explain(node.Index);

    public int Explain(int node) => (2 * nodes) + (nodes - node);
}
