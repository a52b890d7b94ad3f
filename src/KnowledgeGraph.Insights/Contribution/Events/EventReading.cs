using System.IO.Hashing;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// Reads the signals off the edges of one version: of members' interactions here, of links in the other part. Each is
/// about one interaction or one node, which can be read alone. For one thread, used once.
/// </summary>
/// <remarks>
/// What several wrote together speaks for each of them in equal parts. Links have no id: they are told apart by their
/// type and their ends' ids, so that two stores give the same order to what happened at the same moment.
/// </remarks>
internal sealed partial class EventReading
{
    private static readonly Relation AuthorsOf =
        Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

    private static readonly int Bot = NodeKinds.MemberKindValues.Index().First(value => value.Item == "BOT").Index;

    private static readonly Relation LikersOf = Relations.Of(EdgeType.Liked, EdgeDirection.In);

    // Interactions by type: what they say of who did it, and of the author of what it was done to.
    private static readonly (EdgeType Type, Signal Done, Signal? Received)[] Interactions =
    [
        (EdgeType.Viewed, Signal.Viewed, null),
        (EdgeType.Liked, Signal.Liked, Signal.LikeReceived),
        (EdgeType.Commented, Signal.Commented, null),
        (EdgeType.Shared, Signal.Shared, null),
        (EdgeType.Bookmarked, Signal.Bookmarked, null),
        (EdgeType.Edited, Signal.Edited, null),
        (EdgeType.Reviewed, Signal.Reviewed, Signal.ReviewReceived),
        (EdgeType.Answered, Signal.Answered, null),
        (EdgeType.Enrolled, Signal.Enrolled, null),
        (EdgeType.Completed, Signal.Completed, null),
        (EdgeType.Rated, Signal.Rated, Signal.RatingReceived),
        (EdgeType.Invited, Signal.Invited, null),
        (EdgeType.Attended, Signal.Attended, null),
        (EdgeType.Reported, Signal.Reported, null),
        (EdgeType.Searched, Signal.Searched, null),
        (EdgeType.Interacted, Signal.Interacted, null),
    ];

    private static readonly int[] ByType = [.. Enumerable.Range(0, 256).Select(type =>
        Array.FindIndex(Interactions, entry => (int)entry.Type == type))];

    private static readonly Relation?[] InteractionsAt = [.. Interactions.Select(entry =>
        EdgeTypes.Of(entry.Type).To.Count > 0 ? Relations.Of(entry.Type, EdgeDirection.In) : null)];

    private readonly GraphReader _reader;
    private readonly RuleTable _rules;
    private readonly ContributionEvents _events = new(1024);
    private readonly IntegerColumn _times;
    private readonly TextColumn _edgeIds;
    private readonly TextColumn _nodeIds;
    private readonly ByteColumn _formats;
    private readonly ByteColumn _maturities;
    private readonly NumberColumn _likes;
    private readonly NumberColumn _ratings;
    private readonly IntegerColumn _counts;
    private readonly List<int> _authors = [];

    private EventReading(GraphReader reader, RuleSet rules)
    {
        _reader = reader;
        _rules = new RuleTable(rules);
        _times = reader.EdgeTimes;
        _edgeIds = reader.EdgeIds;
        _nodeIds = reader.Ids;
        _formats = reader.Bytes(NodeFields.Of(NodeKind.Document, "format"));
        _maturities = reader.Bytes(NodeFields.Of(NodeKind.Document, "maturity"));
        _created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
        _scores = reader.Integers(NodeFields.Of(NodeKind.Document, "score"));
        _bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        _likes = reader.EdgeNumbers(EdgeType.Liked, "value");
        _ratings = reader.EdgeNumbers(EdgeType.Rated, "value");
        _counts = reader.EdgeIntegers(EdgeType.Interacted, "count");
    }

    /// <summary>All events that the reader sees.</summary>
    public static CommunityEvents Read(GraphReader reader, RuleSet rules)
    {
        var reading = new EventReading(reader, rules);
        var members = reader.Nodes(NodeKind.Member).ToArray();
        foreach (var entry in Interactions)
        {
            if (!reading.Counts(entry.Done, entry.Received)) continue;
            var relation = Relations.Of(entry.Type, EdgeDirection.Out);
            foreach (var member in members)
            {
                foreach (var (target, edge) in reader.Follow(relation, member))
                    reading.ReadInteraction(in entry, member, target, edge);
            }
        }

        foreach (var kind in NodeKinds.All)
        {
            foreach (var node in reader.Nodes(kind.Kind).ToArray()) reading.ReadLinks(node, kind.Kind);
        }

        return new CommunityEvents(rules, reading._events, FactsOf(reader, members), reading._unknownMakers);
    }

    /// <summary>Those of some interactions and of links of some nodes; what is not seen has none.</summary>
    public static CommunityEvents Read(
        GraphReader reader, RuleSet rules, IEnumerable<int> interactions, IEnumerable<int> nodes, MemberFacts facts)
    {
        var reading = new EventReading(reader, rules);
        foreach (var edge in interactions)
        {
            if (!reader.HasEdge(edge) || ByType[(int)reader.TypeOf(edge)] is not (>= 0 and var place)) continue;
            reading.ReadInteraction(in Interactions[place], reader.SourceOf(edge), reader.TargetOf(edge), edge);
        }

        foreach (var node in nodes)
        {
            if (reader.Has(node)) reading.ReadLinks(node, reader.KindOf(node));
        }

        return new CommunityEvents(rules, reading._events, facts, reading._unknownMakers);
    }

    /// <summary>Those about the nodes of a scope.</summary>
    public static CommunityEvents ReadAbout(GraphReader reader, RuleSet rules, TopicScope scope, MemberFacts facts)
    {
        var nodes = scope.Nodes();
        var interactions = new List<int>();
        foreach (var node in nodes) AddInteractionsAt(reader, node, interactions);
        return Read(reader, rules, interactions, nodes, facts);
    }

    /// <summary>Appends the interactions at a node that say something of somebody.</summary>
    public static void AddInteractionsAt(GraphReader reader, int node, ICollection<int> edges)
    {
        foreach (var relation in InteractionsAt)
        {
            if (relation is null) continue;
            foreach (var (_, edge) in reader.Follow(relation, node)) edges.Add(edge);
        }
    }

    internal static MemberFacts FactsOf(GraphReader reader, int[] members) =>
        FactsOf(reader, new MemberFacts(0), members);

    /// <summary>The facts with those of more members.</summary>
    public static MemberFacts FactsOf(GraphReader reader, MemberFacts facts, IReadOnlyCollection<int> added)
    {
        var joined = reader.Instants(NodeFields.Of(NodeKind.Member, "joinedAt"));
        var kinds = reader.Bytes(NodeFields.Of(NodeKind.Member, "kind"));
        return facts.With(reader.NodeCapacity, [.. added.Select(member => (
            member,
            joined[member] is not IntegerColumn.Missing and var at ? ScoringWindow.DayOf(at) : MemberFacts.UnknownDay,
            kinds[member] == Bot))]);
    }

    private bool Counts(Signal done, Signal? received) =>
        _rules.Counts(done) || (received is { } praise && _rules.Counts(praise));

    private void ReadInteraction(
        in (EdgeType Type, Signal Done, Signal? Received) entry, int member, int target, int edge)
    {
        // A like of -1 or 0 is a vote against, or one taken back.
        var isAgainst = entry.Type == EdgeType.Liked && _likes[edge] <= 0;
        if (isAgainst) return;
        var ticks = _times[edge];
        var id = XxHash3.HashToUInt64(_edgeIds.Token(edge));
        FindAuthors(target);
        var size = 1000;
        if (entry.Type == EdgeType.Interacted && _counts[edge] is not IntegerColumn.Missing and var count)
            size = ThousandsOf(count);
        Add(member, Find(entry.Done, target), target, OtherSide(member, target), ticks, id, size, edge);
        if (entry.Received is not { } praise || !_rules.Counts(praise)) return;
        if (entry.Type == EdgeType.Rated && _ratings[edge] < 4) return;
        AddReceived(Find(praise, target), target, member, ticks, id, edge);
    }

    /// <summary>The rule for a signal about a node.</summary>
    private int Find(Signal signal, int node) =>
        node >= 0 && _reader.KindOf(node) == NodeKind.Document
            ? _rules.Find(signal, _formats[node], _maturities[node])
            : _rules.Find(signal);

    private void FindAuthors(int node)
    {
        _authors.Clear();
        if (node < 0 || _reader.KindOf(node) != NodeKind.Document) return;
        foreach (var (author, _) in _reader.Follow(AuthorsOf, node)) _authors.Add(author);
    }

    // The member itself where it is its own work; else the first author, or the member that it was done to.
    private int OtherSide(int member, int target)
    {
        if (target >= 0 && _reader.KindOf(target) == NodeKind.Member) return target;
        return _authors.Count == 0 ? -1 : _authors.Contains(member) ? member : _authors[0];
    }

    private void AddReceived(int rule, int subject, int giver, long ticks, ulong id, int edge)
    {
        var own = _authors.Contains(giver);
        foreach (var author in _authors)
            Add(author, rule, subject, own ? author : giver, ticks, id, 1000 / _authors.Count, edge);
    }

    private void Add(int member, int rule, int subject, int other, long ticks, ulong id, int size, int edge)
    {
        // What has no time cannot be placed on a day.
        if (rule == RuleTable.None || ticks == IntegerColumn.Missing) return;
        _events.Add(new ContributionEvent(member, (byte)rule, subject, other, ticks, id, size, edge));
    }

    private static int ThousandsOf(long count) => (int)Math.Clamp(count * 1000, 0, int.MaxValue);

    private ulong LinkId(EdgeType type, int from, int to, int part = 0) => HashCode(
        XxHash3.HashToUInt64(_nodeIds.Token(from)), XxHash3.HashToUInt64(_nodeIds.Token(to)), (uint)type, (uint)part);

    private static ulong HashCode(ulong from, ulong to, uint type, uint part)
    {
        Span<ulong> parts = [from, to, ((ulong)type << 32) | part];
        return XxHash3.HashToUInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts));
    }
}
