using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LrpGen.Tool.Tests;

/// <summary>A headless Chromium with a page open, without a network, told what to do by its debugging protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _message;

    private Browser(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>The program, or null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public static async Task<Browser> OpenAsync(string path, CancellationToken cancellation)
    {
        string profile = Directory.CreateTempSubdirectory("lrpgen-browser-").FullName;
        var start = new ProcessStartInfo(
            Program!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1200,1500", "--remote-debugging-port=0",
                "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={profile}", new Uri(path).AbsoluteUri,
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var browser = new Browser(Process.Start(start)!, profile);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            await browser.ConnectAsync(patience.Token);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Computes an expression in the page, waiting where it is a promise.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellation)
    {
        JsonElement result = await SendAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true }, cancellation);
        Assert.False(result.TryGetProperty("exceptionDetails", out JsonElement error), error.ToString());
        return result.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>The page as it looks.</summary>
    public async Task<byte[]> ScreenshotAsync(CancellationToken cancellation) =>
        (await SendAsync("Page.captureScreenshot", new { format = "png" }, cancellation)).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        for (int attempt = 0; Directory.Exists(_profile) && attempt < 10; attempt++)
        {
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException)
            {
                // A helper process of the browser is still writing its last words.
                await Task.Delay(100);
            }
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        // The browser says where it listens, on a line of its own.
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The browser ended before it listened.");
        }
        while (!line.StartsWith("DevTools listening on ws://", StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);

        int port = new Uri(line["DevTools listening on ".Length..]).Port;
        await _socket.ConnectAsync(await FindPageAsync(port, cancellation), cancellation);
        while (!(await EvaluateAsync("location.protocol === 'file:' && document.readyState === 'complete'", cancellation)).GetBoolean())
            await Task.Delay(50, cancellation);
    }

    private static async Task<Uri> FindPageAsync(int port, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        while (true)
        {
            using JsonDocument list = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), cancellation));
            foreach (JsonElement target in list.RootElement.EnumerateArray())
            {
                if (target.GetProperty("type").GetString() == "page" && target.GetProperty("url").GetString()!.StartsWith("file:", StringComparison.Ordinal))
                    return new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!);
            }

            await Task.Delay(50, cancellation);
        }
    }

    private async Task<JsonElement> SendAsync(string method, object parameters, CancellationToken cancellation)
    {
        int id = ++_message;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        while (true)
        {
            JsonElement answer = await ReceiveAsync(cancellation);
            if (!answer.TryGetProperty("id", out JsonElement answered) || answered.GetInt32() != id)
                continue;
            Assert.False(answer.TryGetProperty("error", out JsonElement error), error.ToString());
            return answer.GetProperty("result");
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellation);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(text.ToArray()));
        return document.RootElement.Clone();
    }
}
