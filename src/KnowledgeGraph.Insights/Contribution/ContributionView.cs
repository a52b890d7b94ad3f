using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>
/// The contributions of one version as one class of readers sees them: in a window, to everything or to a topic, under
/// a rule set and weights. Immutable; what is costly is made when it is first asked for.
/// </summary>
public sealed class ContributionView
{
    private readonly Lazy<ContributionLedger?> _before;
    private readonly Lazy<int[]>[] _orders;
    private readonly Lazy<IReadOnlyList<WeekOfPoints>> _history;

    private ContributionView(GraphReader reader, ViewKey key, LedgerCache ledgers)
    {
        Key = key;
        Ledger = ledgers.Ledger(key.Rules, key.Window, key.Topic);
        Scores = new ContributionScores(Ledger, key.Weights.ToList());
        _before = new(() => key.Window.Before is { } before ? ledgers.Ledger(key.Rules, before, key.Topic) : null);
        var ids = reader.Ids;
        _orders = [.. Enumerable.Range(0, Dimensions.Count + 1).Select(order =>
            new Lazy<int[]>(() => Ranking.Order(Scores, order == 0 ? null : (Dimension)(order - 1), ids)))];
        _history = new(() => History.Of(Ledger, Ledger.Members()));
    }

    internal ViewKey Key { get; }

    public RuleSet Rules => Key.Rules;

    public ScoringWindow Window => Key.Window;

    public ContributionLedger Ledger { get; }

    public ContributionScores Scores { get; }

    /// <summary>The window before; null where there is none.</summary>
    public ContributionLedger? Before => _before.Value;

    /// <summary>The points of all members by week.</summary>
    public IReadOnlyList<WeekOfPoints> WeeksOfAll => _history.Value;

    /// <summary>
    /// The view that a reader asks for. Views are kept with the version, the latest few; the reader may be anybody's of
    /// the class.
    /// </summary>
    public static ContributionView Of(
        GraphReader reader, RuleSet rules, ScoringWindow window, int? topic, IReadOnlyList<double>? weights = null)
    {
        var ledgers = reader.OncePerMask(typeof(LedgerCache), shared => new LedgerCache(shared));
        return ledgers.View(new ViewKey(rules, window, topic, Weights.Of(weights ?? rules.Weights)));
    }

    /// <summary>Members with points of a dimension, or with a score, the highest first, then by id.</summary>
    public ReadOnlySpan<int> Order(Dimension? dimension) => _orders[dimension is { } it ? (int)it + 1 : 0].Value;

    /// <summary>What a list by a dimension, or by score, is ordered by: a share, 0 to 1.</summary>
    public double Value(int member, Dimension? dimension) =>
        dimension is { } it ? Scores.Share(member, it) : Scores.Score(member);

    /// <summary>The member's receipt.</summary>
    public ContributionReceipt Receipt(int member) => new(this, member);

    internal static ContributionView Make(GraphReader reader, ViewKey key, LedgerCache ledgers) =>
        new(reader, key, ledgers);
}

/// <summary>What tells views of one version and class apart.</summary>
internal sealed record ViewKey(RuleSet Rules, ScoringWindow Window, int? Topic, Weights Weights);

/// <summary>k1, k2, k3 as one value.</summary>
internal readonly record struct Weights(double Interaction, double Content, double Sedimentation)
{
    public static Weights Of(IReadOnlyList<double> weights) => new(weights[0], weights[1], weights[2]);

    public double[] ToList() => [Interaction, Content, Sedimentation];
}
