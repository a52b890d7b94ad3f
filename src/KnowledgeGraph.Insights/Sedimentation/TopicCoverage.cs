using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>A part of a demand or a supply: `value` is what the count of things adds.</summary>
public sealed record CoveragePart(string Name, long Count, double Weight, double Value);

/// <summary>
/// What is asked of a topic and what it has to give: the formula stands in docs/insights/sedimentation.md. What is
/// about its subtopics counts there. Immutable.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="DemandParts">What the demand adds up from.</param>
/// <param name="SupplyParts">What the supply adds up from.</param>
/// <param name="QuestionsLately">Asked in the last 90 days.</param>
/// <param name="QuestionsBefore">Asked in the 90 days before them.</param>
/// <param name="HasFreshKnowledge">A distilled or verified document about it is fresh.</param>
/// <param name="Threads">Talk that could fill a gap, the best first, at most <see cref="ThreadsMax"/>.</param>
public sealed record TopicCoverage(
    int Topic, IReadOnlyList<CoveragePart> DemandParts, IReadOnlyList<CoveragePart> SupplyParts,
    int QuestionsLately, int QuestionsBefore, bool HasFreshKnowledge, IReadOnlyList<int> Threads)
{
    /// <summary>A document is fresh for so long after its last change.</summary>
    public const int FreshDays = 365;

    /// <summary>The days of a trend.</summary>
    public const int TrendDays = 90;

    public const int ThreadsMax = 5;

    public double Demand { get; } = DemandParts.Sum(part => part.Value);

    public double Supply { get; } = SupplyParts.Sum(part => part.Value);

    /// <summary>demand / (1 + supply).</summary>
    public double Score => Demand / (1 + Supply);

    /// <summary>Somebody asks, and nothing fresh answers.</summary>
    public bool IsGap => Demand > 0 && !HasFreshKnowledge;

    /// <summary>All topics that a reader sees, in no order; kept with the version for a day.</summary>
    public static IReadOnlyList<TopicCoverage> Of(GraphReader reader, long nowTicks)
    {
        var day = ScoringWindow.DayOf(nowTicks);
        return reader.OncePerMask(typeof(TopicCoverage), shared => new Kept(shared)).Get(day);
    }

    private sealed class Kept(GraphReader reader)
    {
        private readonly Latest<int, IReadOnlyList<TopicCoverage>> _days = new(2);

        public IReadOnlyList<TopicCoverage> Get(int day) =>
            _days.Get(day, () => new CoverageReading(reader, day * TimeSpan.TicksPerDay).Read());
    }
}

/// <summary>Reads coverage off one version. Used once.</summary>
internal sealed class CoverageReading(GraphReader reader, long nowTicks)
{
    private static readonly Relation About = Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);
    private static readonly Relation Interested =
        Relations.Of(EdgeType.InterestedIn, EdgeDirection.In, NodeKind.Member);

    // By maturity, for one that is fresh; what is old counts half.
    private static readonly (string Name, double Weight)[] Worth =
        [("raw", 0.25), ("distilled", 1), ("verified", 2)];

    private readonly DocumentFacts _facts = new(reader);
    private readonly IntegerColumn _scores = reader.Integers(NodeFields.Of(NodeKind.Document, "score"));

    public IReadOnlyList<TopicCoverage> Read()
    {
        var topics = reader.Nodes(NodeKind.Topic).ToArray();
        var searches = SearchDemand.Of(reader, topics);
        var coverage = new TopicCoverage[topics.Length];
        Parallel.For(0, topics.Length, at => coverage[at] = Read(topics[at], searches));
        return coverage;
    }

    private TopicCoverage Read(int topic, SearchDemand searches)
    {
        var views = reader.Integers(NodeFields.Of(NodeKind.Document, "viewCount"));
        var supply = new int[Worth.Length, 2];
        var (viewed, questions, lately, before) = (0L, 0, 0, 0);
        var threads = new List<(int Document, long Promise)>(TopicCoverage.ThreadsMax + 1);
        foreach (var (document, _) in reader.Follow(About, topic))
        {
            viewed += views[document];
            supply[_facts.Maturity(document), _facts.IsFresh(document, nowTicks, TopicCoverage.FreshDays) ? 0 : 1]++;
            if (_facts.IsTalk(document)) AddThread(document, threads);
            if (!_facts.IsQuestion(document)) continue;
            questions++;
            if (IsWithin(document, 0)) lately++;
            else if (IsWithin(document, 1)) before++;
        }

        CoveragePart[] demand =
        [
            Asked("views", viewed, 1), Asked("questions", questions, 2),
            Asked("searches", searches.Count(topic), 2), Asked("searchesWithoutHit", searches.CountInVain(topic), 3),
            Asked("followers", reader.Degree(Interested, topic), 1),
        ];
        var given = Enumerable.Range(0, Worth.Length).SelectMany(maturity => new[]
        {
            Given(Worth[maturity].Name + "Fresh", supply[maturity, 0], Worth[maturity].Weight),
            Given(Worth[maturity].Name + "Old", supply[maturity, 1], Worth[maturity].Weight / 2),
        });
        return new TopicCoverage(
            topic, demand, [.. given], lately, before, supply[1, 0] + supply[2, 0] > 0,
            [.. threads.Select(thread => thread.Document)]);
    }

    // The window with that many windows between it and now. The day that now is in belongs to the last.
    private bool IsWithin(int document, int windowsAgo)
    {
        var at = _facts.CreatedAt(document);
        var end = nowTicks + TimeSpan.TicksPerDay - (windowsAgo * TopicCoverage.TrendDays * TimeSpan.TicksPerDay);
        return at < end && at >= end - (TopicCoverage.TrendDays * TimeSpan.TicksPerDay);
    }

    // Keeps the best of what was not distilled yet, by votes and answers, then by id.
    private void AddThread(int document, List<(int Document, long Promise)> best)
    {
        var promise = _scores[document] + _facts.AnswerCount(document);
        if (best.Count == TopicCoverage.ThreadsMax && promise < best[^1].Promise) return;
        if (_facts.IsDistilled(document, out _)) return;
        var ids = reader.Ids;
        var place = best.Count;
        while (place > 0 && (best[place - 1].Promise < promise || (best[place - 1].Promise == promise
            && ids.Token(document).SequenceCompareTo(ids.Token(best[place - 1].Document)) < 0))) place--;
        best.Insert(place, (document, promise));
        if (best.Count > TopicCoverage.ThreadsMax) best.RemoveAt(TopicCoverage.ThreadsMax);
    }

    private static CoveragePart Asked(string name, long count, double weight) =>
        new(name, count, weight, weight * Math.Log(1 + count));

    private static CoveragePart Given(string name, int count, double weight) =>
        new(name, count, weight, weight * count);
}
