using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>How many documents have a format and a maturity, as positions in their definitions.</summary>
public sealed record MaturityCount(int Format, int Maturity, int Count);

/// <summary>Documents by maturity that were written in the seven days from a Monday.</summary>
public sealed record GrowthWeek(int FirstDay, int Raw, int Distilled, int Verified);

/// <summary>
/// What became of what was said in a window: the formulas stand in docs/insights/sedimentation.md. A document belongs
/// to the window by when it was written; those that do not say it are in no figure but their own. Immutable.
/// </summary>
public sealed record SedimentationFigures
{
    public required ScoringWindow Window { get; init; }

    public required int Documents { get; init; }

    /// <summary>Those that do not say when they were written.</summary>
    public required int Undated { get; init; }

    /// <summary>By format, then maturity; those that are not there are left out.</summary>
    public required IReadOnlyList<MaturityCount> Counts { get; init; }

    /// <summary>Raw documents that answer nothing.</summary>
    public required int Talk { get; init; }

    /// <summary>Those that knowledge derives from, directly or by an answer.</summary>
    public required int DistilledTalk { get; init; }

    /// <summary>From such talk to the first document that derives from it; null where no time is known.</summary>
    public required double? MedianDaysToDocument { get; init; }

    /// <summary>Distilled or verified documents.</summary>
    public required int Knowledge { get; init; }

    public required int Verified { get; init; }

    /// <summary>Knowledge that something refers to, derives from or includes.</summary>
    public required int Reused { get; init; }

    /// <summary>How often, together.</summary>
    public required int Uses { get; init; }

    public required int Questions { get; init; }

    public required int Answered { get; init; }

    public required int Accepted { get; init; }

    /// <summary>Weeks in which something was written, oldest first.</summary>
    public required IReadOnlyList<GrowthWeek> Growth { get; init; }

    /// <summary>The figures that a reader sees; kept with the version, the latest few.</summary>
    public static SedimentationFigures Of(GraphReader reader, ScoringWindow window, int? topic) =>
        reader.OncePerMask(typeof(SedimentationFigures), shared => new Kept(shared)).Get(window, topic);

    /// <summary>A part of a whole; null where there is no whole.</summary>
    public static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private static SedimentationFigures Read(GraphReader reader, ScoringWindow window, int? topic)
    {
        var scope = topic is { } node ? TopicScope.Of(reader, node) : null;
        var tally = new Tally(new DocumentFacts(reader));
        foreach (var document in reader.Nodes(NodeKind.Document).ToArray())
        {
            if (scope is null || scope.Contains(document)) tally.Add(document, window);
        }

        return tally.Finish(window);
    }

    private sealed class Tally(DocumentFacts facts)
    {
        private readonly int[,] _counts =
            new int[NodeKinds.DocumentFormatValues.Count, NodeKinds.MaturityValues.Count];

        private readonly SortedDictionary<int, int[]> _weeks = [];
        private readonly List<long> _waits = [];
        private int _undated, _talk, _distilled, _reused, _uses, _questions, _answered, _accepted;

        public void Add(int document, ScoringWindow window)
        {
            var at = facts.CreatedAt(document);
            if (at == IntegerColumn.Missing) _undated++;
            if (at == IntegerColumn.Missing || !window.Contains(at)) return;
            _counts[facts.Format(document), facts.Maturity(document)]++;
            AddToWeek(ScoringWindow.DayOf(at), facts.Maturity(document));
            if (facts.IsKnowledge(document))
            {
                var uses = facts.UseCount(document);
                _uses += uses;
                if (uses > 0) _reused++;
            }
            else if (facts.IsTalk(document))
            {
                AddTalk(document, at);
            }

            if (!facts.IsQuestion(document)) return;
            _questions++;
            if (facts.AnswerCount(document) > 0) _answered++;
            if (facts.HasAcceptedAnswer(document)) _accepted++;
        }

        public SedimentationFigures Finish(ScoringWindow window)
        {
            var counts = new List<MaturityCount>();
            var byMaturity = new int[NodeKinds.MaturityValues.Count];
            for (var format = 0; format < _counts.GetLength(0); format++)
            {
                for (var maturity = 0; maturity < byMaturity.Length; maturity++)
                {
                    var count = _counts[format, maturity];
                    byMaturity[maturity] += count;
                    if (count > 0) counts.Add(new MaturityCount(format, maturity, count));
                }
            }

            return new SedimentationFigures
            {
                Window = window, Documents = byMaturity.Sum(), Undated = _undated, Counts = counts, Talk = _talk,
                DistilledTalk = _distilled, MedianDaysToDocument = Median(_waits),
                Knowledge = byMaturity.Sum() - byMaturity[DocumentFacts.Raw],
                Verified = byMaturity[DocumentFacts.Verified], Reused = _reused, Uses = _uses,
                Questions = _questions, Answered = _answered, Accepted = _accepted,
                Growth = [.. _weeks.Select(week =>
                    new GrowthWeek(week.Key, week.Value[0], week.Value[1], week.Value[2]))],
            };
        }

        private void AddTalk(int document, long at)
        {
            _talk++;
            if (!facts.IsDistilled(document, out var firstAt)) return;
            _distilled++;
            // A document that is dated before its talk says nothing about how long it took.
            if (firstAt >= at) _waits.Add(firstAt - at);
        }

        // Day 0, 0001-01-01, is a Monday.
        private void AddToWeek(int day, int maturity)
        {
            if (!_weeks.TryGetValue(day - (day % 7), out var week))
                _weeks[day - (day % 7)] = week = new int[NodeKinds.MaturityValues.Count];
            week[maturity]++;
        }

        private static double? Median(List<long> waits)
        {
            if (waits.Count == 0) return null;
            waits.Sort();
            var middle = waits.Count / 2;
            var days = (double)waits[middle] / TimeSpan.TicksPerDay;
            return waits.Count % 2 == 1 ? days : (days + ((double)waits[middle - 1] / TimeSpan.TicksPerDay)) / 2;
        }
    }

    private sealed class Kept(GraphReader reader)
    {
        private const int Most = 12;

        private readonly Latest<(ScoringWindow, int?), SedimentationFigures> _figures = new(Most);

        public SedimentationFigures Get(ScoringWindow window, int? topic) =>
            _figures.Get((window, topic), () => Read(reader, window, topic));
    }
}
