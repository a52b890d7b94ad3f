using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Curation;

/// <summary>
/// Links that may be missing, each with its evidence, for a curator to accept or decline: topics that something is
/// about, duplicates, answers, references, prerequisites. What was declined is not suggested again.
/// </summary>
public static class LinkSuggestions
{
    // Bounds of work for one node: so many others are compared with it.
    private const int OthersMax = 200;
    private const double ConfidenceMin = 0.2;

    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);

    /// <summary>The suggestions for links from or to a node, the surest first.</summary>
    public static IReadOnlyList<LinkSuggestion> For(GraphReader reader, int node)
    {
        var found = new Finder(reader).Of(node);
        return [.. found.OrderByDescending(s => s.Confidence).ThenBy(s => Key(reader, s), StringComparer.Ordinal)];
    }

    /// <summary>
    /// The surest suggestions among many nodes: those about a topic, or the newest of each kind.
    /// </summary>
    /// <param name="reader">What may be seen.</param>
    /// <param name="topic">A topic whose documents, courses and repositories are looked at; null for all.</param>
    /// <param name="nodesMax">The most nodes looked at.</param>
    public static IReadOnlyList<LinkSuggestion> Among(GraphReader reader, int? topic, int nodesMax)
    {
        var finder = new Finder(reader);
        var found = new Dictionary<(EdgeType, int, int), LinkSuggestion>();
        foreach (var node in Nodes(reader, topic).Take(nodesMax))
        {
            foreach (var suggestion in finder.Of(node))
                found.TryAdd((suggestion.Type, suggestion.From, suggestion.To), suggestion);
        }

        return
        [
            .. found.Values.OrderByDescending(s => s.Confidence).ThenBy(s => Key(reader, s), StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<int> Nodes(GraphReader reader, int? topic)
    {
        foreach (var kind in (NodeKind[])[NodeKind.Document, NodeKind.Course, NodeKind.CodeRepository])
        {
            if (topic is not { } about)
            {
                foreach (var node in reader.Nodes(kind).ToArray()) yield return node;
                continue;
            }

            var row = new List<int>();
            foreach (var (node, _) in reader.Follow(Relations.Of(EdgeType.About, EdgeDirection.In, kind), about))
                row.Add(node);
            foreach (var node in row) yield return node;
        }
    }

    private static string Key(GraphReader reader, LinkSuggestion suggestion) =>
        $"{suggestion.Type} {reader.Ids.String(suggestion.From)} {reader.Ids.String(suggestion.To)}";

    /// <summary>Looks at one node after the other; what it reads of topics and texts is read once.</summary>
    private sealed class Finder(GraphReader reader)
    {
        private readonly Dictionary<int, (string Text, HashSet<string> Words)> _texts = [];
        private readonly List<(int Topic, string[] Names)> _topics = ReadTopics(reader);

        public IReadOnlyList<LinkSuggestion> Of(int node)
        {
            var evidence = new Dictionary<(EdgeType Type, int From, int To), List<Evidence>>();
            var kind = reader.KindOf(node);
            if (kind is NodeKind.Document or NodeKind.Course or NodeKind.CodeRepository)
            {
                NamesInText(node, evidence);
                NeighboursAbout(node, kind, evidence);
            }

            if (kind == NodeKind.Document) Documents(node, evidence);
            if (kind == NodeKind.Course) Prerequisites(node, evidence);
            return [.. evidence.Where(link => IsNew(link.Key)).Select(link => Suggest(link.Key, link.Value))
                .Where(suggestion => suggestion.Confidence >= ConfidenceMin)];
        }

        private static LinkSuggestion Suggest((EdgeType Type, int From, int To) link, List<Evidence> evidence)
        {
            var open = 1.0;
            foreach (var piece in evidence) open *= 1 - piece.Weight;
            return new(
                link.Type, link.From, link.To, 1 - open, [.. evidence.OrderByDescending(piece => piece.Weight)]);
        }

        // Not linked in this or, between documents, in any other way, and not declined.
        private bool IsNew((EdgeType Type, int From, int To) link)
        {
            if (Declined.At(reader, link.From).Contains(Declined.TextOf(link.Type, reader.Ids.String(link.To)!)))
                return false;
            var types = link.Type == EdgeType.About || link.Type == EdgeType.PrerequisiteOf
                ? [link.Type]
                : (EdgeType[])[EdgeType.Answers, EdgeType.References, EdgeType.DerivedFrom, EdgeType.Duplicates];
            var kind = reader.KindOf(link.To);
            return types.All(type =>
                !reader.AreJoined(Relations.Of(type, EdgeDirection.Out, kind), link.From, link.To) &&
                (kind == NodeKind.Topic || !reader.AreJoined(
                    Relations.Of(type, EdgeDirection.In, reader.KindOf(link.From)), link.From, link.To)));
        }

        private void NamesInText(int node, Dictionary<(EdgeType, int, int), List<Evidence>> evidence)
        {
            var title = TitleOf(node);
            var text = TextOf(node).Text;
            foreach (var (topic, names) in _topics)
            {
                var inTitle = names.FirstOrDefault(name => WordSet.Names(title, name));
                var name = inTitle ?? names.FirstOrDefault(name => WordSet.Names(text, name));
                if (name is null) continue;
                Add(evidence, (EdgeType.About, node, topic),
                    new(EvidenceKind.NameInText, inTitle is null ? 0.4 : 0.7, [], name));
            }
        }

        // Each neighbour that is about the topic leaves less open.
        private void NeighboursAbout(
            int node, NodeKind kind, Dictionary<(EdgeType, int, int), List<Evidence>> evidence)
        {
            var about = new Dictionary<int, List<int>>();
            var looked = 0;
            foreach (var neighbour in Neighbours(node, kind))
            {
                if (++looked > OthersMax) break;
                foreach (var (topic, _) in reader.Follow(Topics, neighbour))
                {
                    if (!about.TryGetValue(topic, out var nodes)) about[topic] = nodes = [];
                    nodes.Add(neighbour);
                }
            }

            foreach (var (topic, nodes) in about)
            {
                if (nodes.Count < 2) continue;
                var share = (double)nodes.Count / Math.Min(looked, OthersMax);
                Add(evidence, (EdgeType.About, node, topic),
                    new(EvidenceKind.NeighboursAbout, 0.6 * share, [.. nodes.Take(5)], null));
            }
        }

        private IEnumerable<int> Neighbours(int node, NodeKind kind)
        {
            var nodes = new List<int>();
            foreach (var relation in Relations.All)
            {
                if (relation.Type is not (EdgeType.References or EdgeType.Answers or EdgeType.DerivedFrom
                    or EdgeType.Includes or EdgeType.PrerequisiteOf) || relation.Neighbour == NodeKind.Topic) continue;
                if (kind != NodeKind.Document && relation.Type is not (EdgeType.Includes or EdgeType.PrerequisiteOf))
                    continue;
                foreach (var (neighbour, _) in reader.Follow(relation, node)) nodes.Add(neighbour);
            }

            return nodes.Distinct();
        }

        // Others about the same topics: the same words, the other's title or address in the text, answers.
        private void Documents(int node, Dictionary<(EdgeType, int, int), List<Evidence>> evidence)
        {
            var own = TextOf(node);
            var format = Format(node);
            foreach (var other in SameTopics(node))
            {
                var theirs = TextOf(other);
                var likeness = WordSet.Likeness(own.Words, theirs.Words);
                var (newer, older) = IsNewer(node, other) ? (node, other) : (other, node);
                if (likeness >= 0.5)
                {
                    Add(evidence, (EdgeType.Duplicates, newer, older),
                        new(EvidenceKind.SameWords, Math.Min(0.95, likeness), [other], null));
                }

                if (TitleOf(other) is { Length: >= 12 } title && WordSet.Names(own.Text, title))
                {
                    Add(evidence, (EdgeType.References, node, other),
                        new(EvidenceKind.MentionInText, 0.6, [other], title));
                }

                if (format == "QUESTION" && Format(other) is "ARTICLE" or "MANUAL" or "ANSWER")
                {
                    var asked = WordSet.Of(TitleOf(node));
                    var share = asked.Count == 0 ? 0 : (double)asked.Count(theirs.Words.Contains) / asked.Count;
                    if (asked.Count >= 3 && share >= 0.8)
                    {
                        Add(evidence, (EdgeType.Answers, other, node),
                            new(EvidenceKind.AnswersWords, 0.5 * share, [other], null));
                    }
                }
            }
        }

        private List<int> SameTopics(int node)
        {
            var others = new List<int>();
            var seen = new HashSet<int> { node };
            foreach (var (topic, _) in reader.Follow(Topics, node))
            {
                foreach (var (other, _) in reader.Follow(
                    Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document), topic))
                {
                    if (others.Count == OthersMax) return others;
                    if (seen.Add(other)) others.Add(other);
                }
            }

            return others;
        }

        // Courses that most of those who completed this one had completed before it.
        private void Prerequisites(int course, Dictionary<(EdgeType, int, int), List<Evidence>> evidence)
        {
            var (members, before) = (0, new Dictionary<int, List<int>>());
            var times = reader.EdgeTimes;
            foreach (var (member, edge) in reader.Follow(
                Relations.Of(EdgeType.Completed, EdgeDirection.In), course))
            {
                if (++members > OthersMax) break;
                foreach (var (other, otherEdge) in reader.Follow(
                    Relations.Of(EdgeType.Completed, EdgeDirection.Out), member))
                {
                    if (other < 0 || other == course || reader.KindOf(other) != NodeKind.Course ||
                        times[otherEdge] >= times[edge])
                    {
                        continue;
                    }

                    if (!reader.ListsEdge(edge) || !reader.ListsEdge(otherEdge)) continue;
                    if (!before.TryGetValue(other, out var who)) before[other] = who = [];
                    if (!who.Contains(member)) who.Add(member);
                }
            }

            foreach (var (other, who) in before)
            {
                var share = (double)who.Count / Math.Min(members, OthersMax);
                if (who.Count < 3 || share < 0.6) continue;
                Add(evidence, (EdgeType.PrerequisiteOf, other, course),
                    new(EvidenceKind.UsuallyBefore, 0.8 * share, [.. who.Take(5)], null));
            }
        }

        private static void Add(
            Dictionary<(EdgeType, int, int), List<Evidence>> evidence, (EdgeType, int, int) link, Evidence piece)
        {
            if (!evidence.TryGetValue(link, out var pieces)) evidence[link] = pieces = [];
            pieces.Add(piece);
        }

        private bool IsNewer(int left, int right)
        {
            var created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
            return created[left] != created[right]
                ? created[left] > created[right]
                : reader.Ids.Token(left).SequenceCompareTo(reader.Ids.Token(right)) > 0;
        }

        private string? Format(int document)
        {
            var position = reader.Bytes(NodeFields.Of(NodeKind.Document, "format"))[document];
            return position == ByteColumn.Missing ? null : NodeKinds.DocumentFormatValues[position];
        }

        private string TitleOf(int node) => reader.KindOf(node) switch
        {
            NodeKind.CodeRepository => Text(node, "name"),
            _ => Text(node, "title"),
        } ?? "";

        private (string Text, HashSet<string> Words) TextOf(int node)
        {
            if (_texts.TryGetValue(node, out var known)) return known;
            var isDocument = reader.KindOf(node) == NodeKind.Document;
            string?[] texts = isDocument
                ? [TitleOf(node), Text(node, "body"), Text(node, "transcript")]
                : [TitleOf(node), Text(node, "description")];
            return _texts[node] = (string.Join('\n', texts.Where(text => text is not null)), WordSet.Of(texts));
        }

        private string? Text(int node, string field) =>
            reader.Texts(NodeFields.Of(reader.KindOf(node), field)).String(node);

        private static List<(int, string[])> ReadTopics(GraphReader reader)
        {
            var topics = new List<(int, string[])>();
            var names = reader.Texts(NodeFields.Of(NodeKind.Topic, "name"));
            foreach (var topic in reader.Nodes(NodeKind.Topic).ToArray())
            {
                var name = names.String(topic);
                string?[] all = [name, name?.Replace('-', ' '), .. Aliases(reader, topic)];
                topics.Add((topic, [.. all.OfType<string>().Distinct().OrderByDescending(one => one.Length)]));
            }

            return topics;
        }

        private static string[] Aliases(GraphReader reader, int topic) =>
            reader.TextLists(NodeFields.Of(NodeKind.Topic, "aliases")).Strings(topic) ?? [];
    }
}
