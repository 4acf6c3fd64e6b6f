using Spectre.Console;

namespace LrpGen.Tool.Terminal;

/// <summary>Shows how far long work has come: on a terminal, and only once it takes longer than a moment.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    /// <summary>Does work that tells its share done, from 0 to 1.</summary>
    public static async Task<T> RunAsync<T>(ToolContext context, string title, Func<IProgress<double>, T> work)
    {
        var share = new Share();
        if (!context.IsErrorTerminal)
            return work(share);
        Task<T> running = Task.Run(() => work(share));
        if (await Task.WhenAny(running, Task.Delay(Moment)) != running)
            await ShowAsync(context.Error, title, share, running);
        return await running;
    }

    private static Task ShowAsync(TextWriter writer, string title, Share share, Task running)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        return console.Progress().AutoClear(true).StartAsync(async progress =>
        {
            ProgressTask bar = progress.AddTask(Markup.Escape(title), maxValue: 1);
            while (!running.IsCompleted)
            {
                bar.Value = share.Value;
                await Task.WhenAny(running, Task.Delay(100));
            }
        });
    }

    private sealed class Share : IProgress<double>
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Report(double value) => Volatile.Write(ref _value, value);
    }
}
