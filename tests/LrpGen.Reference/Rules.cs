namespace LrpGen.Reference;

/// <summary>The rules: what each output's relevance gives to each input.</summary>
internal static class Rules
{
    /// <summary>Takes relevance back through a linear layer.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="x">The layer's input.</param>
    /// <param name="layer">Its connections.</param>
    /// <param name="z">Its pre-activations, as the forward pass saw them.</param>
    /// <param name="relevance">The relevance of its outputs.</param>
    public static (double[] Relevance, ReferenceLedger Ledger) Back(ReferenceRule rule, double[] x, Wiring layer, double[] z, double[] relevance)
    {
        var share = new Share(x.Length);
        double rms = rule.Name == "epsilon-rms" ? Rms(rule, layer, z) : 0;
        for (int j = 0; j < z.Length; j++)
        {
            Tap[] taps = layer.Taps[j];
            double b = rule.IgnoreBias ? 0 : layer.Bias?[j] ?? 0;
            double r = relevance[j];
            switch (rule.Name)
            {
                case "zero" or "norm":
                    share.Add(1, r, taps, t => x[t.Input] * t.Weight, b, rule.Stabilizer);
                    break;
                case "epsilon":
                    share.Add(1, r, taps, t => x[t.Input] * t.Weight, b, rule.Epsilon);
                    break;
                case "epsilon-rms":
                    share.Add(1, r, taps, t => x[t.Input] * t.Weight, b, rule.Factor * rms);
                    break;
                case "gamma" when z[j] > 0:
                    share.Add(1, r, taps, t => (Plus(x[t.Input]) * Up(t.Weight, rule)) + (Minus(x[t.Input]) * Down(t.Weight, rule)), Up(b, rule), rule.Stabilizer);
                    break;
                case "gamma" when z[j] < 0:
                    share.Add(1, r, taps, t => (Plus(x[t.Input]) * Down(t.Weight, rule)) + (Minus(x[t.Input]) * Up(t.Weight, rule)), Down(b, rule), rule.Stabilizer);
                    break;
                case "gamma":
                    share.Drop(r);
                    break;
                case "alphabeta" or "zplus":
                    double alpha = rule.Name == "zplus" ? 1 : rule.Alpha;
                    double beta = rule.Name == "zplus" ? 0 : rule.Beta;
                    share.Add(alpha, r, taps, t => (Plus(x[t.Input]) * Plus(t.Weight)) + (Minus(x[t.Input]) * Minus(t.Weight)), Plus(b), rule.Stabilizer);
                    if (beta != 0)
                        share.Add(-beta, r, taps, t => (Plus(x[t.Input]) * Minus(t.Weight)) + (Minus(x[t.Input]) * Plus(t.Weight)), Minus(b), rule.Stabilizer);
                    break;
                case "wsquare":
                    share.Add(1, r, taps, t => t.Weight * t.Weight, b * b, rule.Stabilizer);
                    break;
                case "flat":
                    share.Add(1, r, taps, static _ => 1, 0, rule.Stabilizer);
                    break;
                case "zbox":
                    share.Add(1, r, taps, t => (x[t.Input] * t.Weight) - (Bound(rule.Low, t.Input, x.Length) * Plus(t.Weight)) - (Bound(rule.High, t.Input, x.Length) * Minus(t.Weight)), 0, rule.Stabilizer);
                    break;
                case "generic":
                    share.Add(1, r, taps, t => x[t.Input] * rule.Rho!(t.Weight), rule.IgnoreBias || layer.Bias is null ? 0 : rule.Rho!(layer.Bias[j]), rule.Epsilon);
                    break;
                default:
                    throw new NotSupportedException($"The reference engine has no rule '{rule.Name}'.");
            }
        }

        return (share.Relevance, share.Ledger);
    }

    private static double Plus(double v) => Math.Max(v, 0);

    private static double Minus(double v) => Math.Min(v, 0);

    private static double Up(double w, ReferenceRule rule) => w + (rule.Gamma * Plus(w));

    private static double Down(double w, ReferenceRule rule) => w + (rule.Gamma * Minus(w));

    // The inputs of one channel lie together.
    private static double Bound(double[] bounds, int input, int inputs) => bounds[input * bounds.Length / inputs];

    /// <summary>sqrt(mean_j z_j^2), without the bias where the rule leaves it out.</summary>
    private static double Rms(ReferenceRule rule, Wiring layer, double[] z) =>
        Math.Sqrt(z.Select((value, j) => value - (rule.IgnoreBias ? layer.Bias?[j] ?? 0 : 0)).Average(static value => value * value));

    /// <summary>Adds up what the branches of a rule give to each input, and keeps the books.</summary>
    private sealed class Share(int inputs)
    {
        private double _received;
        private double _absorbed;
        private double _taken;
        private double _dropped;

        public double[] Relevance { get; } = new double[inputs];

        public ReferenceLedger Ledger => new(_received, Relevance.Sum(), _absorbed, _taken, _dropped);

        /// <summary><c>coefficient R n_i / stab(sum_i n_i + bias)</c>, or nothing where that divides by zero.</summary>
        public void Add(double coefficient, double relevance, Tap[] taps, Func<Tap, double> numerator, double bias, double epsilon)
        {
            double sum = bias;
            foreach (Tap tap in taps)
                sum += numerator(tap);

            // s(z) = 1 for negative zero too.
            double denominator = sum + (sum >= 0 ? epsilon : -epsilon);
            if (denominator == 0)
            {
                Drop(coefficient * relevance);
                return;
            }

            _received += coefficient * relevance;
            double quotient = coefficient * relevance / denominator;
            foreach (Tap tap in taps)
                Relevance[tap.Input] += numerator(tap) * quotient;
            _absorbed += bias * quotient;
            _taken += (denominator - sum) * quotient;
        }

        public void Drop(double relevance)
        {
            _received += relevance;
            _dropped += relevance;
        }
    }
}
