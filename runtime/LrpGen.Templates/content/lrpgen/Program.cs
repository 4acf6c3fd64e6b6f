using System.Globalization;
using LrpGen;
using LrpGen.Imaging;
using LrpGenApp;

// Explains a picture of 28 x 28 pixels, white on black: the bundled 2 that the network takes for a 7, or one of your own.
string data = Path.Combine(AppContext.BaseDirectory, "data");
string picture = args.Length > 0 ? args[0] : Path.Combine(data, "2-taken-for-7.png");

using var network = DigitNetwork.Load(Path.Combine(data, "mnist-mlp.safetensors"));
network.Forward(ImageReader.Load(picture, DigitNetwork.InputShape));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"taken for a {network.TopClass}, score {network.Logits[network.TopClass]:F3}"));

Heatmap.Save(network.ExplainTop(), DigitNetwork.InputShape, "heatmap.png", new HeatmapOptions { Zoom = 8 });
Console.WriteLine("What spoke for it (red) and against it (blue): heatmap.png");
Console.WriteLine(network.Ledger);
