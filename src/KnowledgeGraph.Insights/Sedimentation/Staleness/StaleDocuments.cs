using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>
/// Documents that may no longer hold, with what speaks for it: the formula stands in docs/insights/sedimentation.md.
/// Immutable.
/// </summary>
public sealed class StaleDocuments
{
    private readonly StaleReading _reading;

    private StaleDocuments(GraphReader reader, long nowTicks)
    {
        _reading = new StaleReading(reader, nowTicks);
        var ranges = NodeRanges.Read(reader.Nodes(NodeKind.Document).ToArray(), documents =>
        {
            var stale = new List<RankedNode>();
            Span<double> values = stackalloc double[StaleWeights.Count];
            foreach (var document in documents)
            {
                var score = _reading.Weigh(document, values);
                if (score >= StaleWeights.ScoreMin) stale.Add(new RankedNode(document, score));
            }

            return stale;
        });
        All = new RankedNodes([.. ranges.SelectMany(range => range)], reader.Ids);
    }

    /// <summary>All that a reader sees, by score.</summary>
    public RankedNodes All { get; }

    /// <summary>Those of what a reader sees; kept with the version for a day.</summary>
    public static StaleDocuments Of(GraphReader reader, long nowTicks)
    {
        var day = ScoringWindow.DayOf(nowTicks);
        return reader.OncePerMask(typeof(StaleDocuments), shared => new Kept(shared)).Get(day);
    }

    /// <summary>Why a document is stale, the strongest reason first; the values add up to its score.</summary>
    public IReadOnlyList<StaleReason> Explain(int document) => _reading.Explain(document);

    /// <summary>Those for which a reason, where one is named, speaks, and that belong to a topic.</summary>
    public RankedNodes Within(GraphReader reader, int? topic, StaleReasonKind? because)
    {
        if (topic is null && because is null) return All;
        var scope = topic is { } node ? TopicScope.Of(reader, node) : null;
        var values = new double[StaleWeights.Count];
        return All.Where(it =>
        {
            if (scope is not null && !scope.Contains(it.Node)) return false;
            if (because is not { } kind) return true;
            _reading.Weigh(it.Node, values);
            return values[(int)kind] > 0;
        });
    }

    private sealed class Kept(GraphReader reader)
    {
        private readonly Latest<int, StaleDocuments> _days = new(2);

        public StaleDocuments Get(int day) =>
            _days.Get(day, () => new StaleDocuments(reader, day * TimeSpan.TicksPerDay));
    }
}
