using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>
/// Reads off one version what speaks against a document. Of what took no other's place and is no duplicate: of the
/// others something else is to be read anyway. To be shared between threads.
/// </summary>
internal sealed class StaleReading(GraphReader reader, long nowTicks)
{
    // More who say so add next to nothing.
    private const int SpeakersMax = 8;
    private const int NodesShown = 5;

    private static readonly Relation SupersededBy = In(EdgeType.Supersedes);
    private static readonly Relation DuplicateOf = Out(EdgeType.Duplicates);
    private static readonly Relation Sources = Out(EdgeType.DerivedFrom);
    private static readonly Relation References = Out(EdgeType.References);
    private static readonly Relation Answers = In(EdgeType.Answers);
    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
    private static readonly Relation Authors = Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);
    private static readonly Relation Comments = Relations.Of(EdgeType.Commented, EdgeDirection.In);
    private static readonly Relation Reviews = Relations.Of(EdgeType.Reviewed, EdgeDirection.In);

    private readonly DocumentFacts _facts = new(reader);
    private readonly HalfLives _halfLives = HalfLives.Of(reader);
    private readonly MemberActivity _activity = new(reader, nowTicks);
    private readonly IntegerColumn _updated = reader.Instants(NodeFields.Of(NodeKind.Document, "updatedAt"));
    private readonly IntegerColumn _verifiedUntil = reader.Instants(NodeFields.Of(NodeKind.Document, "verifiedUntil"));
    private readonly IntegerColumn _times = reader.EdgeTimes;
    private readonly TextColumn _comments = reader.EdgeTexts(EdgeType.Commented, "text");
    private readonly TextColumn _bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
    private readonly long _goneBefore = nowTicks - (StaleWeights.OwnerGoneDays * TimeSpan.TicksPerDay);

    /// <summary>What each reason adds, by its number; together the score, which is returned.</summary>
    public double Weigh(int document, Span<double> values)
    {
        values.Clear();
        if (reader.Degree(SupersededBy, document) > 0 || reader.Degree(DuplicateOf, document) > 0) return 0;
        var confirmed = ConfirmedAt(document);
        var until = _verifiedUntil[document];
        if (until != IntegerColumn.Missing && until < nowTicks) Set(values, StaleReasonKind.VerificationEnded);
        else if (reader.LostVerification(document)) Set(values, StaleReasonKind.ContentChanged);
        if (SourcesChanged(document, confirmed, null)) Set(values, StaleReasonKind.SourceChanged);
        if (TargetsSuperseded(document, null)) Set(values, StaleReasonKind.TargetSuperseded);
        if (Speakers(document, confirmed, null) is > 0 and var speakers)
            Set(values, StaleReasonKind.SaidOutdated, 1 - Math.Pow(2, -speakers));
        if (IsToLast(document))
        {
            if (IsOwnerGone(document, null)) Set(values, StaleReasonKind.OwnerGone);
            Set(values, StaleReasonKind.HalfLife, Aged(document, confirmed));
        }

        var score = 0.0;
        foreach (var value in values) score += value;
        return score;
    }

    /// <summary>The same with what it comes from, the strongest reason first.</summary>
    public IReadOnlyList<StaleReason> Explain(int document)
    {
        var values = new double[StaleWeights.Count];
        Weigh(document, values);
        var confirmed = ConfirmedAt(document);
        return
        [
            .. Enum.GetValues<StaleReasonKind>().Where(kind => values[(int)kind] > 0)
                .Select(kind => Explain(document, kind, values[(int)kind], confirmed))
                .OrderByDescending(reason => reason.Value),
        ];
    }

    private StaleReason Explain(int document, StaleReasonKind kind, double value, long confirmed)
    {
        var nodes = new List<int>();
        string? text = null;
        long? at = null;
        switch (kind)
        {
            case StaleReasonKind.VerificationEnded:
                at = _verifiedUntil[document];
                break;
            case StaleReasonKind.ContentChanged:
                at = Known(_updated[document]);
                break;
            case StaleReasonKind.SourceChanged:
                SourcesChanged(document, confirmed, nodes);
                at = nodes.Max(source => _updated[source]);
                break;
            case StaleReasonKind.TargetSuperseded:
                TargetsSuperseded(document, nodes);
                break;
            case StaleReasonKind.SaidOutdated:
                var replies = new List<Reply>();
                Speakers(document, confirmed, replies);
                nodes.AddRange(replies.Select(reply => reply.Member));
                (text, at) = (replies[0].Sentence, replies[0].At);
                break;
            case StaleReasonKind.OwnerGone:
                IsOwnerGone(document, nodes);
                at = Known(nodes.Max(_activity.LastAt));
                break;
            case StaleReasonKind.HalfLife:
                at = confirmed + (HalfLifeOf(document) * TimeSpan.TicksPerDay);
                break;
        }

        return new StaleReason(kind, StaleWeights.Of(kind), value, [.. nodes.Take(NodesShown)], text, at);
    }

    /// <summary>When it was last written, changed or reviewed, or <see cref="IntegerColumn.Missing"/>.</summary>
    public long ConfirmedAt(int document)
    {
        // Missing is smaller than every instant.
        var at = Math.Max(_facts.CreatedAt(document), _updated[document]);
        foreach (var (_, edge) in reader.Follow(Reviews, document))
        {
            // The newest come first.
            if (_times[edge] > nowTicks + TimeSpan.TicksPerDay) continue;
            return Math.Max(at, _times[edge]);
        }

        return at;
    }

    private bool SourcesChanged(int document, long confirmed, List<int>? changed)
    {
        if (confirmed == IntegerColumn.Missing) return false;
        foreach (var (source, _) in reader.Follow(Sources, document))
        {
            if (_updated[source] <= confirmed) continue;
            if (changed is null) return true;
            changed.Add(source);
        }

        return changed is { Count: > 0 };
    }

    private bool TargetsSuperseded(int document, List<int>? targets)
    {
        return Look(Sources) | Look(References);

        bool Look(Relation relation)
        {
            var found = false;
            foreach (var (target, _) in reader.Follow(relation, document))
            {
                foreach (var (successor, _) in reader.Follow(SupersededBy, target))
                {
                    if (successor == document) continue;
                    found = true;
                    if (targets is not null && !targets.Contains(target)) targets.Add(target);
                    break;
                }
            }

            return found;
        }
    }

    // Members who said so after it was last confirmed, each once.
    private int Speakers(int document, long confirmed, List<Reply>? replies)
    {
        Span<int> speakers = stackalloc int[SpeakersMax];
        var count = 0;
        byte[] scratch = [];
        foreach (var (member, edge) in reader.Follow(Comments, document))
        {
            if (count == SpeakersMax) return count;
            if (_times[edge] <= confirmed || speakers[..count].Contains(member)) continue;
            var text = _comments.Raw(edge, ref scratch);
            if (!OutdatedPhrases.Stand(text)) continue;
            speakers[count++] = member;
            replies?.Add(new Reply(member, OutdatedPhrases.Sentence(text)!, Known(_times[edge])));
        }

        // An answer to a question speaks of the question's subject; an answer to an article, of the article.
        if (_facts.IsQuestion(document)) return count;
        foreach (var (answer, _) in reader.Follow(Answers, document))
        {
            if (_facts.CreatedAt(answer) <= confirmed) continue;
            var text = _bodies.Raw(answer, ref scratch);
            if (!OutdatedPhrases.Stand(text)) continue;
            foreach (var (author, _) in reader.Follow(Authors, answer))
            {
                if (count == SpeakersMax || speakers[..count].Contains(author)) continue;
                speakers[count++] = author;
                replies?.Add(new Reply(author, OutdatedPhrases.Sentence(text)!, Known(_facts.CreatedAt(answer))));
            }
        }

        return count;
    }

    private bool IsOwnerGone(int document, List<int>? owners)
    {
        var hasOwner = false;
        foreach (var (author, _) in reader.Follow(Authors, document))
        {
            if (_activity.LastAt(author) >= _goneBefore) return false;
            hasOwner = true;
            owners?.Add(author);
        }

        return hasOwner;
    }

    // 0 before its half-life is over, and while somebody vouches for it.
    private double Aged(int document, long confirmed)
    {
        if (confirmed == IntegerColumn.Missing || _verifiedUntil[document] >= nowTicks) return 0;
        var halfLives = (double)(nowTicks - confirmed) / TimeSpan.TicksPerDay / HalfLifeOf(document);
        return halfLives < 1 ? 0 : 1 - Math.Pow(2, -halfLives);
    }

    // That of the topic that ages fastest.
    private int HalfLifeOf(int document)
    {
        var days = int.MaxValue;
        foreach (var (topic, _) in reader.Follow(Topics, document)) days = Math.Min(days, _halfLives.DaysOf(topic));
        return days == int.MaxValue ? _halfLives.CommunityDays : days;
    }

    // Talk is of its day, and nobody has to keep it.
    private bool IsToLast(int document) => _facts.IsKnowledge(document) || !_facts.IsSaid(document);

    private static long? Known(long ticks) => ticks == IntegerColumn.Missing ? null : ticks;

    private static void Set(Span<double> values, StaleReasonKind kind, double share = 1) =>
        values[(int)kind] = StaleWeights.Of(kind) * share;

    private static Relation In(EdgeType type) => Relations.Of(type, EdgeDirection.In, NodeKind.Document);

    private static Relation Out(EdgeType type) => Relations.Of(type, EdgeDirection.Out, NodeKind.Document);

    private sealed record Reply(int Member, string Sentence, long? At);
}
