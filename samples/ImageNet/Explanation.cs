using LrpGen.Imaging;

namespace LrpGen.Samples.ImageNet;

/// <summary>A class that was explained.</summary>
/// <param name="Target">Its number.</param>
/// <param name="Score">Its score before the softmax.</param>
/// <param name="Probability">Its probability.</param>
internal sealed record Scored(int Target, float Score, double Probability);

/// <summary>One photograph, and what a network made of it under each of its rules.</summary>
internal sealed class Explanation
{
    // Single pixels would make all the rest pale.
    private static readonly HeatmapOptions Colors = new() { Percentile = 99.5 };

    private readonly Model _model;
    private readonly float[] _input;
    private readonly List<(string Rules, float[][] Relevances)> _maps = [];

    private Explanation(Model model, float[] input)
    {
        _model = model;
        _input = input;
    }

    /// <summary>The explained classes.</summary>
    public Scored[] Explained { get; private set; } = [];

    /// <summary>Explains photographs under each of a model's rules. One network is loaded at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="paths">The photographs.</param>
    /// <param name="choose">Chooses the classes to explain from all, the likeliest first.</param>
    /// <param name="info">Takes what the networks are made of.</param>
    public static Explanation[] Of(Model model, WeightFile file, string[] paths, Func<Scored[], Scored[]> choose, TextWriter info)
    {
        Explanation[] explanations = [.. paths.Select(path => new Explanation(model, model.Read(path)))];
        foreach (RuleSet rules in model.RuleSets)
        {
            using INetwork network = rules.Load(file);
            info.WriteLine(network.Info);
            foreach (Explanation explanation in explanations)
                explanation.Add(rules.Name, network, choose);
        }

        return explanations;
    }

    /// <summary>The relevance of each pixel and channel for a class under an assignment.</summary>
    public float[] Relevance(string rules, int explained) => _maps.Single(map => map.Rules == rules).Relevances[explained];

    /// <summary>A row for each class: the photograph with what spoke for it, and that alone under each assignment.</summary>
    public Picture Sheet(string title, ClassNames names)
    {
        var sheet = new ContactSheet(title);
        for (int k = 0; k < Explained.Length; k++)
        {
            Scored scored = Explained[k];
            string likelihood = FormattableString.Invariant($"score {scored.Score:F2}, {scored.Probability:P0}");
            var cells = new List<SheetCell> { new(Overlay.Render(_input, Relevance(Model.Shown, k), _model.Input, Colors), names[scored.Target], likelihood) };
            foreach ((string rules, float[][] relevances) in _maps)
            {
                Picture map = Heatmap.Render(relevances[k], _model.Input, Colors);
                cells.Add(new SheetCell(map, rules, FormattableString.Invariant($"sum {relevances[k].Sum(static value => (double)value):F2}")));
            }

            sheet.AddRow(cells);
        }

        return sheet.Render();
    }

    private void Add(string rules, INetwork network, Func<Scored[], Scored[]> choose)
    {
        float[] scores = network.Forward(_input).ToArray();
        if (_maps.Count == 0)
            Explained = choose(Rank(scores));
        _maps.Add((rules, [.. Explained.Select(scored => network.Explain(scored.Target).ToArray())]));
    }

    private static Scored[] Rank(float[] scores)
    {
        double largest = scores.Max();
        double sum = scores.Sum(score => Math.Exp(score - largest));
        return
        [
            .. scores.Select((score, target) => new Scored(target, score, Math.Exp(score - largest) / sum))
                .OrderByDescending(static scored => scored.Score),
        ];
    }
}
