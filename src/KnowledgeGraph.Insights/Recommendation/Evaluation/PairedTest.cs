using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// The paired randomization test (Fisher 1935; for rankings Smucker, Allan and Carterette, CIKM 2007): how often the
/// mean difference is as large when the sign of each member's difference is left to chance. Supposes nothing of how
/// differences are spread.
/// </summary>
internal static class PairedTest
{
    private const int Rounds = 2_000;

    /// <summary>Two-sided; the smallest it can be is 1 of 2,001. The same for the same differences.</summary>
    public static double PValue(ReadOnlySpan<double> differences)
    {
        var random = new SplitMix(7);
        var observed = Math.Abs(Sum(differences));
        var asLarge = 1;
        for (var round = 0; round < Rounds; round++)
        {
            var (sum, signs) = (0.0, 0UL);
            for (var index = 0; index < differences.Length; index++)
            {
                signs = (index & 63) == 0 ? random.Next() : signs >> 1;
                sum += (signs & 1) == 0 ? differences[index] : -differences[index];
            }

            // A sum in another order differs in its last digits.
            if (Math.Abs(sum) >= observed - 1e-9) asLarge++;
        }

        return asLarge / (Rounds + 1.0);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
