using LrpGen.Imaging;

namespace LrpGen.Samples.Faces;

/// <summary>How likely an expression is, and what spoke for it.</summary>
/// <param name="Name">The expression.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Score">Its score before the softmax.</param>
/// <param name="RelevanceSum">The sum of its relevance over the pixels.</param>
internal sealed record Expression(string Name, float Probability, float Score, double RelevanceSum);

/// <summary>What the network made of one face.</summary>
/// <param name="Expressions">The likeliest expressions, the first one first.</param>
/// <param name="Ledger">Where the relevance of the likeliest went, layer by layer.</param>
/// <param name="Sheet">Scores, the face, and a heat map over it for each of the expressions.</param>
internal sealed record Explanation(Expression[] Expressions, string Ledger, Picture Sheet)
{
    private const int Zoom = 2;

    // Single pixels at the corners of eyes and mouth would make all the rest pale.
    private static readonly HeatmapOptions Colors = new() { Zoom = Zoom, Percentile = 99.5 };

    // The network was trained on pixels from 0 to 255 less these averages, over 255.
    private static readonly ImageOptions Pixels = new() { ResizeToFit = true, Mean = [122.782f / 255, 117.001f / 255, 104.298f / 255] };

    /// <summary>A face as the network takes it.</summary>
    public static float[] ToInput(Picture face) => ImageReader.ToTensor(face, FaceExpression.InputShape, Pixels);

    /// <summary>Runs and explains one face.</summary>
    /// <param name="network">The network.</param>
    /// <param name="face">The face, of any size.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="count">How many expressions to explain.</param>
    public static Explanation Of(INetwork network, Picture face, string name, int count)
    {
        Shape shape = network.Info.InputShape;
        IReadOnlyList<string> classes = network.Info.Classes;
        float[] input = ToInput(face);
        float[] probabilities = network.Forward(input).ToArray();
        float[] scores = network.Logits.ToArray();
        int[] likeliest = [.. Enumerable.Range(0, scores.Length).OrderByDescending(target => scores[target]).Take(count)];

        var cells = new List<SheetCell>
        {
            new(ScoreBars.Render(classes, scores, likeliest[0]), "scores"),
            new(Picture.FromTensor(input, shape).Enlarge(Zoom), "face"),
        };
        var expressions = new List<Expression>();
        string ledger = "";
        foreach (int target in likeliest)
        {
            float[] relevance = network.Explain(target).ToArray();
            if (expressions.Count == 0)
                ledger = $"{network.Ledger}";
            expressions.Add(new Expression(classes[target], probabilities[target], scores[target], relevance.Sum(static value => (double)value)));
            Picture map = Overlay.Render(input, relevance, shape, Colors);
            cells.Add(new SheetCell(map, $"for {classes[target]}", FormattableString.Invariant($"score {scores[target]:F2}")));
        }

        Picture sheet = new ContactSheet($"{name}: {classes[likeliest[0]]}").AddRow(cells).Render();
        return new Explanation([.. expressions], ledger, sheet);
    }
}
