using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Insights.Sedimentation.Distillation;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;
using KnowledgeGraph.Insights.Sedimentation.Links;
using KnowledgeGraph.Insights.Sedimentation.Staleness;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Report;

/// <summary>What became of what was said, as it is reported: names instead of ordinals. Immutable.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Figures">The figures, by name; null where there is nothing to divide by.</param>
/// <param name="Growth">Documents by week and maturity.</param>
/// <param name="Topics">Topics with the highest score: demand over supply.</param>
/// <param name="Stale">Documents that may no longer hold.</param>
/// <param name="Candidates">Threads worth distilling.</param>
/// <param name="Duplicates">Documents that say nearly what an older one says.</param>
/// <param name="BrokenLinks">Documents with links that lead nowhere.</param>
public sealed record SedimentationReport(
    string Title, DateOnly From, DateOnly To, IReadOnlyDictionary<string, double?> Figures,
    IReadOnlyList<ReportedGrowth> Growth, IReadOnlyList<ReportedTopic> Topics, IReadOnlyList<ReportedWork> Stale,
    IReadOnlyList<ReportedWork> Candidates, IReadOnlyList<ReportedWork> Duplicates,
    IReadOnlyList<ReportedWork> BrokenLinks)
{
    /// <summary>Makes the report of what a reader sees.</summary>
    /// <param name="reader">What is seen.</param>
    /// <param name="window">The days that figures and growth are of; the rest is as it is at their end.</param>
    /// <param name="topic">Only what belongs to it; null for everything.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="most">How many rows a list has.</param>
    public static SedimentationReport Of(
        GraphReader reader, ScoringWindow window, int? topic, string title, int most)
    {
        var now = window.End - 1;
        var scope = topic is { } node ? TopicScope.Of(reader, node) : null;
        var figures = SedimentationFigures.Of(reader, window, topic);
        var stale = StaleDocuments.Of(reader, now);
        var candidates = DistillationCandidates.Of(reader);
        var links = LinkCheck.Of(reader);
        var staleOnes = stale.Within(reader, topic, null);
        var threads = candidates.Within(reader, topic);
        var broken = links.Within(reader, topic);
        var pairs = NearDuplicates.Of(reader).Where(it => scope?.Contains(it.Document) != false).ToList();
        var topics = TopicCoverage.Of(reader, now).Where(it => scope?.Contains(it.Topic) != false)
            .OrderByDescending(it => it.Score).ThenBy(it => Id(it.Topic), StringComparer.Ordinal).ToList();
        return new SedimentationReport(
            title, Day(window.Start), Day(now),
            FiguresOf(figures, topics, staleOnes.Count, threads.Count, pairs.Count, broken.Count),
            [.. figures.Growth.Select(week => new ReportedGrowth(
                Day(week.FirstDay * TimeSpan.TicksPerDay), week.Raw, week.Distilled, week.Verified))],
            [.. topics.Take(most).Select(it => new ReportedTopic(
                Id(it.Topic), Name(it.Topic), it.Score, it.Demand, it.Supply, it.IsGap, it.QuestionsLately,
                it.QuestionsBefore))],
            [.. staleOnes.Page(null, most, out _).Select(it => new ReportedWork(
                Id(it.Node), Name(it.Node), it.Score,
                string.Join(", ", stale.Explain(it.Node).Select(reason => Plain(reason.Kind.ToString())))))],
            [.. threads.Page(null, most, out _).Select(it => new ReportedWork(
                Id(it.Node), Name(it.Node), it.Score,
                string.Join(", ", candidates.Explain(it.Node).Where(part => part.Count > 0)
                    .Select(part => FormattableString.Invariant($"{part.Count} {Plain(part.Name)}")))))],
            [.. pairs.Take(most).Select(it => new ReportedWork(
                Id(it.Document), Name(it.Document), it.Similarity, $"of {Name(it.Original)}"))],
            [.. broken.Page(null, most, out _).Select(it => new ReportedWork(
                Id(it.Node), Name(it.Node), it.Score,
                string.Join(", ", links.Explain(it.Node).Links.Select(link => link.Target))))]);

        string Id(int it) => reader.Ids.String(it)!;

        string Name(int it) => Suggestions.TitleOf(reader, it) ?? Id(it);
    }

    private static Dictionary<string, double?> FiguresOf(
        SedimentationFigures figures, IReadOnlyList<TopicCoverage> topics, int stale, int threads, int pairs,
        int broken) => new()
    {
        ["documents"] = figures.Documents,
        ["distilled"] = figures.Knowledge,
        ["verified"] = figures.Verified,
        ["talk"] = figures.Talk,
        ["distillationRate"] = SedimentationFigures.Rate(figures.DistilledTalk, figures.Talk),
        ["medianDaysToDocument"] = figures.MedianDaysToDocument,
        ["reuseRate"] = SedimentationFigures.Rate(figures.Reused, figures.Knowledge),
        ["answeredRate"] = SedimentationFigures.Rate(figures.Answered, figures.Questions),
        ["acceptedRate"] = SedimentationFigures.Rate(figures.Accepted, figures.Questions),
        ["gaps"] = topics.Count(it => it.IsGap),
        ["stale"] = stale,
        ["threadsToDistil"] = threads,
        ["duplicates"] = pairs,
        ["documentsWithBrokenLinks"] = broken,
    };

    // `sourceChanged` as words.
    internal static string Plain(string name) => string.Concat(name.Select((letter, at) =>
        char.IsUpper(letter) ? $"{(at > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static DateOnly Day(long ticks) => DateOnly.FromDateTime(new DateTime(ticks));
}

/// <summary>A week of a report: its Monday, and what was written in it by maturity.</summary>
public sealed record ReportedGrowth(DateOnly Monday, int Raw, int Distilled, int Verified);

/// <summary>A topic of a report.</summary>
public sealed record ReportedTopic(
    string Id, string Name, double Score, double Demand, double Supply, bool IsGap, int QuestionsLately,
    int QuestionsBefore);

/// <summary>Something to do about a document, and why.</summary>
public sealed record ReportedWork(string Id, string Name, double Score, string Why);
