using System.Text.Json;

namespace LrpGen.Tool.Tests;

/// <summary>The report in a browser: drawn, switched, and without a network.</summary>
public sealed class ReportTests : IDisposable
{
    // How many pixels of a canvas are not grey, and its size.
    private const string HeatState = """
        (() => {
          const canvas = document.getElementById("heat");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          let colored = 0, sum = 0;
          for (let k = 0; k < pixels.length; k += 4) {
            if (pixels[k] !== pixels[k + 2]) colored++;
            sum = (sum * 31 + pixels[k] + 7 * pixels[k + 1] + 13 * pixels[k + 2]) % 1000000007;
          }
          return { width: canvas.width, height: canvas.height, colored, sum, caption: document.getElementById("heat-caption").textContent };
        })()
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Heat_maps_are_drawn_and_the_class_switch_works_without_a_network()
    {
        Assert.SkipWhen(Browser.Program is null, "There is no chromium on the path.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string report = _work.In("report.html");
        (await _work.RunAsync("explain", _work.Mnist, _work.Digit("2-taken-for-7"), "--rules", _work.MnistRules, "--classes", "mnist", "--report", report)).AssertGood();

        await using Browser browser = await Browser.OpenAsync(report, cancellation);
        HeatMap first = await HeatMapAsync(browser);
        Assert.Equal((28, 28, "for 7"), (first.Width, first.Height, first.Caption));
        Assert.InRange(first.Colored, 200, 784);
        Assert.Equal("2-taken-for-7: 7", await TextAsync(browser, "document.title"));
        Assert.True((await browser.EvaluateAsync("document.getElementById('input').querySelector('img').naturalWidth === 28", cancellation)).GetBoolean());
        Assert.Equal("7", await TextAsync(browser, "document.querySelector('#scores .value.marked').previousSibling.previousSibling.textContent"));
        Assert.Equal("3", await TextAsync(browser, "String(document.querySelectorAll('#ledger .name').length)"));

        // Every class that the switch offers has a map, a score and books of its own.
        string ledger = await TextAsync(browser, "document.getElementById('ledger').innerHTML");
        await browser.EvaluateAsync("[...document.querySelectorAll('#classes button')].find(button => button.firstChild.textContent === '2').click()", cancellation);
        HeatMap second = await HeatMapAsync(browser);
        Assert.Equal("for 2", second.Caption);
        Assert.InRange(second.Colored, 200, 784);
        Assert.NotEqual(first.Sum, second.Sum);
        Assert.NotEqual(ledger, await TextAsync(browser, "document.getElementById('ledger').innerHTML"));
        Assert.Equal("2", await TextAsync(browser, "document.querySelector('#scores .value.marked').previousSibling.previousSibling.textContent"));
        Assert.Equal("2", await TextAsync(browser, "document.querySelector('#classes button[aria-pressed=true]').firstChild.textContent"));

        string[] resources = (await browser.EvaluateAsync("performance.getEntriesByType('resource').map(entry => entry.name)", cancellation)).Deserialize<string[]>()!;
        Assert.All(resources, static resource => Assert.StartsWith("data:", resource));
        Assert.InRange((await browser.ScreenshotAsync(cancellation)).Length, 20_000, 10_000_000);
    }

    [Fact]
    public async Task A_batch_of_features_shows_bars_and_a_sample_switch()
    {
        Assert.SkipWhen(Browser.Program is null, "There is no chromium on the path.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string model = _work.Small(inputs: 4);
        string input = _work.In("batch.npy");
        NpyFile.Save(input, [1, -2, 3, 0, 0, 1, 0, -1], new Shape(2, 4));
        string report = _work.In("report.html");
        (await _work.RunAsync("explain", model, input, "--composite", "epsilon-plus", "--report", report)).AssertGood();

        await using Browser browser = await Browser.OpenAsync(report, cancellation);
        Assert.True((await browser.EvaluateAsync("document.getElementById('maps').hidden", cancellation)).GetBoolean());
        Assert.Equal("4", await TextAsync(browser, "String(document.querySelectorAll('#feature-bars .name').length)"));
        string before = await TextAsync(browser, "document.getElementById('feature-bars').innerHTML");
        await browser.EvaluateAsync("document.querySelectorAll('#samples button')[1].click()", cancellation);
        Assert.NotEqual(before, await TextAsync(browser, "document.getElementById('feature-bars').innerHTML"));
    }

    [Fact]
    public async Task What_names_hold_stays_text()
    {
        string classes = _work.Write("classes.txt", string.Join('\n', Enumerable.Range(0, 10).Select(static k => $"</script><script>alert({k})</script>")));
        string report = _work.In("report.html");
        (await _work.RunAsync("explain", _work.Mnist, _work.Digit("3"), "--composite", "epsilon-plus", "--classes", classes, "--report", report)).AssertGood();
        string page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("http:", page);
        Assert.DoesNotContain("https:", page);
        Assert.Contains("default-src 'none'", page);
    }

    private static async Task<HeatMap> HeatMapAsync(Browser browser) =>
        (await browser.EvaluateAsync(HeatState, TestContext.Current.CancellationToken)).Deserialize<HeatMap>(JsonSerializerOptions.Web)!;

    private static async Task<string> TextAsync(Browser browser, string expression) =>
        (await browser.EvaluateAsync(expression, TestContext.Current.CancellationToken)).GetString()!;

    private sealed record HeatMap(int Width, int Height, int Colored, long Sum, string Caption);
}
