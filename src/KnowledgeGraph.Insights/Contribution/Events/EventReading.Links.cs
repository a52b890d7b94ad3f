using System.Globalization;
using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>Signals of links: what was written, accepted, built on, included, committed, hosted and linked.</summary>
internal sealed partial class EventReading
{
    private static readonly string[] MediaFormats = ["SLIDES", "VIDEO", "IMAGE", "DATASET"];

    private static readonly bool[] IsMedia =
        [.. NodeKinds.DocumentFormatValues.Select(format => MediaFormats.Contains(format))];

    private static readonly Relation HostsOf = Relations.Of(EdgeType.Hosts, EdgeDirection.In, NodeKind.Member);
    private static readonly Relation ContributorsOf =
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.In, NodeKind.Member);

    private static readonly Relation AnswersTo = Out(EdgeType.Answers, NodeKind.Document);

    // What stands behind a document speaks for its authors: from whom it comes, and as what.
    private static readonly (Relation Relation, Signal Signal)[] BuiltOn =
    [
        (Relations.Of(EdgeType.References, EdgeDirection.In, NodeKind.Document), Signal.ReferenceReceived),
        (Relations.Of(EdgeType.DerivedFrom, EdgeDirection.In, NodeKind.Document), Signal.DerivedFrom),
        (Relations.Of(EdgeType.Includes, EdgeDirection.In, NodeKind.Course), Signal.Included),
        (Relations.Of(EdgeType.Includes, EdgeDirection.In, NodeKind.CodeRepository), Signal.Included),
    ];

    // Links between things, which somebody made.
    private static readonly EdgeType[] Curated =
    [
        EdgeType.About, EdgeType.References, EdgeType.DerivedFrom, EdgeType.Includes, EdgeType.Duplicates,
        EdgeType.Supersedes, EdgeType.PrerequisiteOf, EdgeType.SubtopicOf,
    ];

    /// <summary>Types of links whose makers are given something for them.</summary>
    public static IReadOnlyList<EdgeType> CuratedTypes => Curated;

    private static readonly Relation[][] CuratedFrom = [.. NodeKinds.All.Select(kind => Curated
        .Select(EdgeTypes.Of)
        .Where(type => type.From.Contains(kind.Kind))
        .SelectMany(type => type.To
            .Where(target => !type.SameKind || target == kind.Kind)
            .Select(target => Out(type.Type, target)))
        .ToArray())];

    private readonly IntegerColumn _created;
    private readonly IntegerColumn _scores;
    private readonly TextColumn _bodies;
    private readonly TextColumn?[] _makers = new TextColumn?[256];
    private readonly HashSet<ulong> _unknownMakers = [];
    private byte[] _scratch = [];
    private (TextSlice Slice, int Member) _lastMaker = (default, GraphReader.NoNode);

    // Everything that links of the node say: who made it, what was built on it, and who linked it to others.
    private void ReadLinks(int node, NodeKind kind)
    {
        if (kind == NodeKind.Document) ReadDocument(node);
        if (kind == NodeKind.Activity)
        {
            foreach (var (member, edge) in _reader.Follow(HostsOf, node))
                Add(member, _rules.Find(Signal.Hosted), node, -1, HostedAt(node, edge),
                    LinkId(EdgeType.Hosts, member, node), 1000, edge);
        }

        if (kind == NodeKind.CodeRepository)
        {
            foreach (var (member, edge) in _reader.Follow(ContributorsOf, node)) ReadCommits(member, node, edge);
        }

        if (!_rules.Counts(Signal.Linked)) return;
        foreach (var relation in CuratedFrom[(int)kind])
        {
            foreach (var (to, edge) in _reader.Follow(relation, node))
                ReadCurated(relation.Type!.Value, node, to, edge);
        }
    }

    private void ReadDocument(int document)
    {
        FindAuthors(document);
        var share = 1000 / Math.Max(1, _authors.Count);
        foreach (var (member, edge) in _reader.Follow(AuthorsOf, document)) ReadWritten(member, document, edge, share);
    }

    private void ReadWritten(int member, int document, int edge, int share)
    {
        var at = _created[document] is not IntegerColumn.Missing and var created ? created : _times[edge];
        var id = LinkId(EdgeType.Authored, member, document);
        var rule = Find(Signal.Authored, document);
        if (rule != RuleTable.None)
        {
            var isText = !IsMedia[_formats[document]];
            var size = isText ? _rules.SizeOf(rule, _bodies[document].Length) : 1000;
            Add(member, rule, document, -1, at, id, size * share / 1000, edge);
        }

        if (_rules.Counts(Signal.VotesReceived) && VotesOf(document) is > 0 and var votes)
            Add(member, Find(Signal.VotesReceived, document), document, -1, at, id,
                (int)Math.Min(int.MaxValue, votes * share), edge);
        ReadAccepted(member, document, share);
        foreach (var (relation, signal) in BuiltOn)
        {
            if (_rules.Counts(signal)) ReadBuiltOn(member, document, relation, signal, share);
        }
    }

    // Votes known only as a number: what the score has beyond the likes.
    private long VotesOf(int document)
    {
        var score = _scores[document];
        if (score <= 0) return 0;
        foreach (var (_, like) in _reader.Follow(LikersOf, document))
            score -= double.IsNaN(_likes[like]) ? 1 : (long)Math.Round(_likes[like]);
        return score;
    }

    private void ReadAccepted(int member, int document, int share)
    {
        if (!_rules.Counts(Signal.AnswerAccepted)) return;
        var accepted = _reader.EdgeBooleans(EdgeType.Answers, "accepted");
        foreach (var (question, edge) in _reader.Follow(AnswersTo, document))
        {
            if (accepted[edge] != 1) continue;
            var at = _times[edge] is not IntegerColumn.Missing and var time ? time : _created[document];
            Add(member, Find(Signal.AnswerAccepted, document), document, FirstAuthor(question, member), at,
                LinkId(EdgeType.Answers, document, question), share, edge);
        }
    }

    private void ReadBuiltOn(int member, int document, Relation relation, Signal signal, int share)
    {
        foreach (var (builder, edge) in _reader.Follow(relation, document))
        {
            var at = _times[edge];
            var isDocument = relation.Neighbour == NodeKind.Document;
            if (at == IntegerColumn.Missing) at = isDocument ? _created[builder] : _created[document];
            var other = isDocument ? FirstAuthor(builder, member) : -1;
            Add(member, Find(signal, document), document, other, at,
                LinkId(relation.Type!.Value, builder, document), share, edge);
        }
    }

    // The member itself where it is one of the authors.
    private int FirstAuthor(int document, int member)
    {
        var first = -1;
        foreach (var (author, _) in _reader.Follow(AuthorsOf, document))
        {
            if (author == member) return member;
            if (first < 0) first = author;
        }

        return first;
    }

    private long HostedAt(int activity, int edge)
    {
        var starts = _reader.Instants(NodeFields.Of(NodeKind.Activity, "startsAt"))[activity];
        return starts == IntegerColumn.Missing ? _times[edge] : starts;
    }

    // Commits by month where they are known so, on the month's first day; else all on the day of the link.
    private void ReadCommits(int member, int repository, int edge)
    {
        var rule = _rules.Find(Signal.Committed);
        if (rule == RuleTable.None) return;
        var months = _reader.EdgeTextLists(EdgeType.ContributedTo, "commitsByMonth");
        var number = 0;
        foreach (var entry in months.Entries(edge))
        {
            var text = Encoding.ASCII.GetString(months.Blobs[entry.Blob], entry.Offset + 1, entry.Length - 2);
            number++;
            if (!TryReadMonth(text, out var at, out var commits)) continue;
            Add(member, rule, repository, -1, at, LinkId(EdgeType.ContributedTo, member, repository, number),
                ThousandsOf(commits), edge);
        }

        if (number > 0) return;
        var all = _reader.EdgeIntegers(EdgeType.ContributedTo, "commits")[edge];
        if (all > 0)
            Add(member, rule, repository, -1, _times[edge], LinkId(EdgeType.ContributedTo, member, repository),
                ThousandsOf(all), edge);
    }

    private static bool TryReadMonth(string text, out long ticks, out long commits)
    {
        (ticks, commits) = (0, 0);
        var equals = text.IndexOf('=');
        if (equals < 0) return false;
        var isMonth = DateTime.TryParseExact(
            text.AsSpan(0, equals), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month);
        ticks = month.Ticks;
        return isMonth && long.TryParse(
            text.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out commits);
    }

    private void ReadCurated(EdgeType type, int from, int to, int edge)
    {
        var makers = _makers[(int)type] ??= _reader.EdgeTexts(type, "madeBy");
        if (MakerOf(makers, edge) is not (>= 0 and var maker)) return;
        FindAuthors(from);
        var at = _times[edge];
        if (at == IntegerColumn.Missing && _reader.KindOf(from) == NodeKind.Document) at = _created[from];
        Add(maker, Find(Signal.Linked, from), from, OtherSide(maker, from), at, LinkId(type, from, to), 1000, edge);
    }

    // One program or member makes many links in a row.
    private int MakerOf(TextColumn makers, int edge)
    {
        var slice = makers[edge];
        if (slice.IsMissing) return GraphReader.NoNode;
        if (slice == _lastMaker.Slice) return _lastMaker.Member;
        var raw = makers.Raw(edge, ref _scratch);
        var member = _reader.TryFind(raw, out var node) && _reader.KindOf(node) == NodeKind.Member
            ? node
            : GraphReader.NoNode;
        if (member == GraphReader.NoNode) _unknownMakers.Add(XxHash3.HashToUInt64(raw));
        _lastMaker = (slice, member);
        return member;
    }

    private static Relation Out(EdgeType type, NodeKind neighbour) =>
        Relations.Of(type, EdgeDirection.Out, neighbour);
}
