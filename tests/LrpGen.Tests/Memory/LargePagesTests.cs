using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LrpGen.Kernels;
using LrpGen.Memory;
using LrpGen.Tests.Weights;

namespace LrpGen.Tests.Memory;

public sealed class LargePagesTests
{
    private const int Line = 64, Page = 2 << 20;

    public static TheoryData<int> Sizes => [1, 1000, Page / sizeof(float), 3 * Page / sizeof(float), 5_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Workspaces_ask_for_the_large_pages_that_they_fill(int floats)
    {
        var workspace = new Workspace(floats);
        Span<float> all = workspace.Slice(0, floats);
        Assert.Equal(0, Address(all) % Line);
        all.Fill(1);
        AssertAsked(all);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Weights_ask_for_the_large_pages_that_they_fill(int floats)
    {
        using var folder = new TempFolder();
        using WeightFile file = WeightFile.Open(folder.Write("none.safetensors", FileBuilder.File("{}", 0)));
        using NetworkWeights weights = NetworkWeights.Load(file, floats, 1, static _ => { });
        Span<float> all = weights.Slice(0, floats);
        Assert.Equal(0, Address(all) % Line);
        Assert.False(all.ContainsAnyExcept(0));
        all.Fill(1);
        AssertAsked(all);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(1024)]
    public void Memory_of_the_stack_begins_with_a_line(int floats)
    {
        for (int depth = 0; depth < 5; depth++)
            Assert.Equal(0, OnStack(depth, floats) % Line);
    }

    /// <summary>The address of memory behind some calls, each of which takes 16 bytes and what the runtime adds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint OnStack(int depth, int floats)
    {
        Span<float> some = stackalloc float[4 * (depth + 1)];
        some.Clear();
        if (depth > 0)
            return OnStack(depth - 1, floats) + (nint)some[0];
        Span<float> room = StackRoom.Align(stackalloc float[floats + StackRoom.Slack]);
        Assert.Equal(floats, room.Length);
        return Address(room) + (nint)some[0];
    }

    /// <summary>Linux says what a process has asked of its memory.</summary>
    private static void AssertAsked(Span<float> memory)
    {
        const string Maps = "/proc/self/smaps";
        nint address = (Address(memory) + Page - 1) / Page * Page;
        if (address + Page > Address(memory) + (memory.Length * sizeof(float)) || !File.Exists(Maps) || !Directory.Exists("/sys/kernel/mm/transparent_hugepage"))
            return;
        bool isHere = false;
        foreach (string line in File.ReadLines(Maps))
        {
            string word = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (word.Contains('-', StringComparison.Ordinal))
            {
                nint[] ends = [.. word.Split('-').Select(static end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
                isHere = address >= ends[0] && address < ends[1];
            }
            else if (isHere && word == "VmFlags:")
            {
                Assert.Contains(" hg", line, StringComparison.Ordinal);
                return;
            }
        }

        Assert.Fail("The memory is not among the process's.");
    }

    private static unsafe nint Address(Span<float> memory) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
}
