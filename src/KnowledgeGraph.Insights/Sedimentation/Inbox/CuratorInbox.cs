using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Insights.Sedimentation.Distillation;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;
using KnowledgeGraph.Insights.Sedimentation.Links;
using KnowledgeGraph.Insights.Sedimentation.Staleness;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Inbox;

/// <summary>A piece of work in its place: its kind, what it is about, and what it is expected to be worth.</summary>
public readonly record struct InboxEntry(InboxKind Kind, int Node, double Gain);

/// <summary>
/// Everything that a curator could do, as one list, the most worth first, then by kind and id. Of each kind the
/// <see cref="MostOfKind"/> that are worth most. Immutable.
/// </summary>
public sealed class CuratorInbox
{
    public const int MostOfKind = 10_000;

    // What an act is expected to win of what a document reaches.
    private const double DuplicateShare = 0.5;
    private const double BrokenLinkShare = 0.1;
    private const double OrphanShare = 0.15;
    private const int BrokenLinksMost = 5;
    private const double MissingLinkShare = 0.1;
    private const double MissingLinksMost = 5;

    // The newest nodes: each is compared with up to 200 others.
    private const int NodesSuggestedFor = 200;

    private static readonly NodeKind[] OrphanKinds = [NodeKind.Document, NodeKind.Course, NodeKind.CodeRepository];

    private static readonly Relation Triaged = Relations.Of(EdgeType.Triaged, EdgeDirection.Out);

    private readonly Dictionary<int, TopicCoverage> _gaps;
    private readonly Dictionary<int, DuplicatePair> _pairs;
    private readonly InboxWriter _writer;

    private CuratorInbox(GraphReader reader, long nowTicks)
    {
        var facts = new DocumentFacts(reader);
        var views = reader.Integers(NodeFields.Of(NodeKind.Document, "viewCount"));
        var stale = StaleDocuments.Of(reader, nowTicks);
        var links = LinkCheck.Of(reader);
        var candidates = DistillationCandidates.Of(reader);
        _gaps = TopicCoverage.Of(reader, nowTicks).Where(it => it.IsGap).ToDictionary(it => it.Topic);
        _pairs = NearDuplicates.Of(reader).ToDictionary(it => it.Document);
        var missing = LinkSuggestions.Among(reader, null, NodesSuggestedFor).Where(IsNews)
            .GroupBy(it => it.From).ToDictionary(links => links.Key, links => links.ToArray());
        _writer = new InboxWriter(reader, stale, links, candidates, _gaps, _pairs, missing);
        var ids = reader.Ids;
        var entries = new List<InboxEntry>();
        Add(InboxKind.Stale, stale.All.All.Select(it => (it.Node, it.Score * Reach(it.Node))));
        Add(InboxKind.BrokenLinks, links.All.All.Select(it =>
            (it.Node, BrokenLinkShare * Math.Min(it.Score, BrokenLinksMost) * Reach(it.Node))));
        Add(InboxKind.Duplicate, _pairs.Values.Select(it =>
            (it.Document, DuplicateShare * it.Similarity * Reach(it.Document))));
        Add(InboxKind.Gap, _gaps.Values.Select(it => (it.Topic, it.Score)));
        Add(InboxKind.Distillation, candidates.All.All.Select(it => (it.Node, it.Score)));
        Add(InboxKind.Orphan, OrphanKinds.SelectMany(kind => Orphans.Of(reader, kind))
            .Select(it => (it, OrphanShare * Reach(it))));
        Add(InboxKind.MissingLinks, missing.Select(it => (it.Key, MissingLinkShare
            * Math.Min(it.Value.Sum(link => link.Confidence), MissingLinksMost) * Reach(it.Key))));
        entries.Sort(Compare);
        Entries = entries;
        Places = entries.Index().ToDictionary(it => (it.Item.Kind, it.Item.Node), it => it.Index);

        // What is listed as a near-duplicate need not be said twice.
        bool IsNews(LinkSuggestion link) => link.Type != EdgeType.Duplicates
            || !_pairs.TryGetValue(link.From, out var pair) || pair.Original != link.To;

        double Reach(int node) => reader.KindOf(node) == NodeKind.Document
            ? 1 + Math.Log(1 + views[node]) + Math.Log(1 + facts.UseCount(node))
            : 1;

        void Add(InboxKind kind, IEnumerable<(int Node, double Gain)> found)
        {
            var all = found.Select(it => new InboxEntry(kind, it.Node, it.Gain)).ToList();
            if (all.Count > MostOfKind)
            {
                all.Sort(Compare);
                all.RemoveRange(MostOfKind, all.Count - MostOfKind);
            }

            entries.AddRange(all);
        }

        int Compare(InboxEntry one, InboxEntry other)
        {
            var byGain = other.Gain.CompareTo(one.Gain);
            if (byGain != 0) return byGain;
            var byKind = one.Kind.CompareTo(other.Kind);
            return byKind != 0 ? byKind : ids.Token(one.Node).SequenceCompareTo(ids.Token(other.Node));
        }
    }

    /// <summary>All, in order, settled or not.</summary>
    public IReadOnlyList<InboxEntry> Entries { get; }

    /// <summary>Where each stands.</summary>
    public IReadOnlyDictionary<(InboxKind Kind, int Node), int> Places { get; }

    /// <summary>That of what a reader sees; kept with the version for a day.</summary>
    public static CuratorInbox Of(GraphReader reader, long nowTicks)
    {
        var day = ScoringWindow.DayOf(nowTicks);
        return reader.OncePerMask(typeof(CuratorInbox), shared => new Kept(shared)).Get(day);
    }

    /// <summary>The item at a place.</summary>
    public InboxItem Item(InboxEntry entry) => _writer.Write(entry);

    /// <summary>The places of what was settled and is still as it was then.</summary>
    public HashSet<int> Settled(GraphReader reader, long nowTicks)
    {
        var settled = new HashSet<int>();
        var known = new HashSet<int>();
        foreach (var member in reader.Nodes(NodeKind.Member).ToArray())
        {
            foreach (var (node, _) in reader.Follow(Triaged, member))
            {
                if (node < 0 || !known.Add(node)) continue;
                // The latest of each kind counts.
                foreach (var triage in Triage.At(reader, node).DistinctBy(it => it.Kind))
                {
                    if (Places.TryGetValue((triage.Kind, node), out var place)
                        && triage.Settles(Item(Entries[place]).Fingerprint, nowTicks)) settled.Add(place);
                }
            }
        }

        return settled;
    }

    private sealed class Kept(GraphReader reader)
    {
        private readonly Latest<int, CuratorInbox> _days = new(2);

        public CuratorInbox Get(int day) =>
            _days.Get(day, () => new CuratorInbox(reader, day * TimeSpan.TicksPerDay));
    }
}
