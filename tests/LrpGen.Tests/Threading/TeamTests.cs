using LrpGen.Threading;

namespace LrpGen.Tests.Threading;

/// <summary>Threads that work together: every item once, meetings that wait for all, failures that reach the caller.</summary>
public class TeamTests
{
    private const long Much = Worker.WorthSharing;

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_item_is_taken_once_and_all_meet(int count)
    {
        var team = new Team(count, 16, 16);
        int[] taken = new int[1000], missing = new int[count];
        for (int call = 1; call <= 50; call++)
        {
            int expected = call;
            team.Run(worker =>
            {
                for (int round = 0; round < 4; round++)
                {
                    foreach (int item in worker.Share(taken.Length / 4, Much))
                        Interlocked.Increment(ref taken[(4 * item) + round]);
                    worker.Sync();

                    // Who comes late may find later calls here, but never less than its own.
                    for (int k = 0; k < taken.Length / 4; k++)
                    {
                        int found = Volatile.Read(ref taken[(4 * k) + round]);
                        missing[worker.Index] += found == expected || (found > expected && !worker.IsFirst) ? 0 : 1;
                    }
                }
            });
        }

        team.Stop();
        Assert.All(taken, static times => Assert.Equal(50, times));
        Assert.All(missing, static count => Assert.Equal(0, count));
    }

    [Fact]
    public void Little_work_is_the_callers()
    {
        var team = new Team(3, 0, 0);
        int caller = Environment.CurrentManagedThreadId, strangers = 0, items = 0;
        team.Run(worker =>
        {
            foreach (int _ in worker.Share(100, Much - 1))
            {
                Interlocked.Increment(ref items);
                if (Environment.CurrentManagedThreadId != caller || !worker.IsFirst)
                    Interlocked.Increment(ref strangers);
            }

            worker.Sync();
        });
        team.Stop();
        Assert.Equal((100, 0), (items, strangers));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(99)]
    public void A_failure_reaches_the_caller_and_the_team_goes_on(int failing)
    {
        var team = new Team(3, 0, 0);
        for (int call = 0; call < 20; call++)
        {
            var error = Assert.Throws<InvalidDataException>(() => team.Run(worker =>
            {
                worker.Sync();
                foreach (int item in worker.Share(100, Much))
                {
                    if (item == failing)
                        throw new InvalidDataException("as planned");
                }

                worker.Sync();
            }));
            Assert.Equal("as planned", error.Message);
            int sum = 0;
            team.Run(worker =>
            {
                foreach (int item in worker.Share(10, Much))
                    Interlocked.Add(ref sum, item);
                worker.Sync();
            });
            Assert.Equal(45, sum);
        }

        team.Stop();
    }

    [Fact]
    public void A_thread_that_does_not_come_is_not_missed()
    {
        var team = new Team(2, 0, 0);
        using var gate = new ManualResetEventSlim();
        int done = 0;
        for (int call = 0; call < 3; call++)
        {
            team.Run(worker =>
            {
                if (!worker.IsFirst)
                    gate.Wait(TestContext.Current.CancellationToken);
                foreach (int _ in worker.Share(10, Much))
                    Interlocked.Increment(ref done);
                worker.Sync();
            });
            Assert.Equal(10 * (call + 1), done);
        }

        gate.Set();
        team.Stop();
    }

    [Fact]
    public async Task Threads_end_with_the_crew_that_was_forgotten()
    {
        WeakReference worker = StartAndForget();
        for (int k = 0; k < 200 && worker.IsAlive; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.False(worker.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference StartAndForget()
    {
        var crew = new Crew(2, 16, 16);
        WeakReference? second = null;
        crew.Run(worker =>
        {
            if (worker.IsFirst)
                SpinWait.SpinUntil(() => Volatile.Read(ref second) is not null);
            else
                Volatile.Write(ref second, new WeakReference(worker));
        });
        return second!;
    }
}
