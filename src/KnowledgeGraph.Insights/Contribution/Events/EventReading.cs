using System.IO.Hashing;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>
/// Reads the signals off the edges of one version: of members' interactions here, of links in the other part. For one
/// thread, used once.
/// </summary>
/// <remarks>
/// What several wrote together speaks for each of them in equal parts. Links have no id: they are told apart by their
/// type and their ends' ids, so that two stores give the same order to what happened at the same moment.
/// </remarks>
internal sealed partial class EventReading
{
    private static readonly Relation AuthorsOf =
        Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

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

    private readonly GraphReader _reader;
    private readonly RuleTable _rules;
    private readonly ContributionEvents _events = new(1024);
    private readonly IntegerColumn _times;
    private readonly TextColumn _edgeIds;
    private readonly TextColumn _nodeIds;
    private readonly ByteColumn _formats;
    private readonly ByteColumn _maturities;
    private readonly List<int> _authors = [];
    private int _undated;

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
    }

    /// <summary>All events that the reader sees.</summary>
    public static CommunityEvents Read(GraphReader reader, RuleSet rules)
    {
        var reading = new EventReading(reader, rules);
        var members = reader.Nodes(NodeKind.Member).ToArray();
        foreach (var (type, done, received) in Interactions) reading.ReadInteractions(members, type, done, received);
        reading.ReadLinks(members);
        return new CommunityEvents(rules, reading._events, FactsOf(reader, members), reading._undated);
    }

    internal static MemberFacts FactsOf(GraphReader reader, int[] members)
    {
        var facts = new MemberFacts(reader.NodeCapacity);
        var joined = reader.Instants(NodeFields.Of(NodeKind.Member, "joinedAt"));
        var kinds = reader.Bytes(NodeFields.Of(NodeKind.Member, "kind"));
        var bot = NodeKinds.MemberKindValues.Index().First(value => value.Item == "BOT").Index;
        foreach (var member in members)
        {
            var at = joined[member];
            facts.Set(
                member, at == IntegerColumn.Missing ? MemberFacts.UnknownDay : ScoringWindow.DayOf(at),
                kinds[member] == bot);
        }

        return facts;
    }

    private void ReadInteractions(int[] members, EdgeType type, Signal done, Signal? received)
    {
        if (received is { } it && !_rules.Counts(it)) received = null;
        if (!_rules.Counts(done) && received is null) return;
        var relation = Relations.Of(type, EdgeDirection.Out);
        var counts = type == EdgeType.Interacted ? _reader.EdgeIntegers(type, "count") : default;
        var values = type is EdgeType.Liked or EdgeType.Rated ? _reader.EdgeNumbers(type, "value") : default;
        foreach (var member in members)
        {
            foreach (var (target, edge) in _reader.Follow(relation, member))
            {
                // A like of -1 or 0 is a vote against, or one taken back.
                var isAgainst = type == EdgeType.Liked && values[edge] <= 0;
                if (isAgainst) continue;
                var ticks = _times[edge];
                var id = XxHash3.HashToUInt64(_edgeIds.Token(edge));
                FindAuthors(target);
                var size = 1000;
                if (type == EdgeType.Interacted && counts[edge] is not IntegerColumn.Missing and var count)
                    size = ThousandsOf(count);
                Add(member, Find(done, target), target, OtherSide(member, target), ticks, id, size, edge);
                if (received is not { } praise || (type == EdgeType.Rated && values[edge] < 4)) continue;
                AddReceived(Find(praise, target), target, member, ticks, id, edge);
            }
        }
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
        if (rule == RuleTable.None) return;
        if (ticks == IntegerColumn.Missing)
        {
            _undated++;
            return;
        }

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
