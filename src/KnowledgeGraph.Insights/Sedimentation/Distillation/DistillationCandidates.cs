using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Distillation;

/// <summary>
/// Threads worth distilling: talk with replies from which nothing was distilled yet, by demand, agreement, depth,
/// duplicates, and how little knowledge there is near them. The formula stands in docs/insights/sedimentation.md.
/// Immutable.
/// </summary>
public sealed class DistillationCandidates
{
    // A question without an answer has nothing to distil unless it is much discussed.
    private const int CommentsMin = 3;

    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
    private static readonly Relation Answers = In(EdgeType.Answers);
    private static readonly Relation Duplicates = In(EdgeType.Duplicates);
    private static readonly Relation DuplicateOf = Out(EdgeType.Duplicates);
    private static readonly Relation SupersededBy = In(EdgeType.Supersedes);
    private static readonly Relation Comments = Relations.Of(EdgeType.Commented, EdgeDirection.In);
    private static readonly Relation[] Linked = [In(EdgeType.References), Out(EdgeType.References)];

    private readonly GraphReader _reader;
    private readonly DocumentFacts _facts;
    private readonly Dictionary<int, int> _knowledge = [];
    private readonly IntegerColumn _views;
    private readonly IntegerColumn _scores;
    private readonly ByteColumn _accepted;

    private DistillationCandidates(GraphReader reader)
    {
        _reader = reader;
        _facts = new DocumentFacts(reader);
        _views = reader.Integers(NodeFields.Of(NodeKind.Document, "viewCount"));
        _scores = reader.Integers(NodeFields.Of(NodeKind.Document, "score"));
        _accepted = reader.EdgeBooleans(EdgeType.Answers, "accepted");
        var documents = reader.Nodes(NodeKind.Document).ToArray();
        foreach (var document in documents)
        {
            if (!_facts.IsKnowledge(document)) continue;
            foreach (var (topic, _) in reader.Follow(Topics, document))
                _knowledge[topic] = _knowledge.GetValueOrDefault(topic) + 1;
        }

        var ranges = NodeRanges.Read(documents, some =>
        {
            var found = new List<RankedNode>();
            foreach (var document in some)
            {
                if (IsCandidate(document)) found.Add(new RankedNode(document, Score(Parts(document))));
            }

            return found;
        });
        All = new RankedNodes([.. ranges.SelectMany(range => range)], reader.Ids);
    }

    /// <summary>All that a reader sees, by score.</summary>
    public RankedNodes All { get; }

    /// <summary>Those of what a reader sees; kept with the version.</summary>
    public static DistillationCandidates Of(GraphReader reader) =>
        reader.OncePerMask(typeof(DistillationCandidates), static shared => new DistillationCandidates(shared));

    /// <summary>Those that belong to a topic.</summary>
    public RankedNodes Within(GraphReader reader, int? topic)
    {
        if (topic is not { } node) return All;
        var scope = TopicScope.Of(reader, node);
        return All.Where(it => scope.Contains(it.Node));
    }

    /// <summary>What speaks for distilling a thread; the values add up to its score.</summary>
    public IReadOnlyList<CoveragePart> Explain(int thread) => Parts(thread);

    /// <summary>The thread and its answers, best first: what a distilled document would derive from.</summary>
    public IReadOnlyList<int> SourcesOf(int thread)
    {
        var answers = new List<int>();
        foreach (var (answer, _) in _reader.Follow(Answers, thread)) answers.Add(answer);
        answers.Sort((one, other) =>
        {
            var byVotes = _scores[other].CompareTo(_scores[one]);
            return byVotes != 0 ? byVotes : _reader.Ids.Token(one).SequenceCompareTo(_reader.Ids.Token(other));
        });
        return [thread, .. answers];
    }

    private static double Score(CoveragePart[] parts) => parts.Sum(part => part.Value);

    private bool IsCandidate(int document) => _facts.IsTalk(document)
        && (_reader.Degree(Answers, document) > 0 || _reader.Degree(Comments, document) >= CommentsMin)
        && _reader.Degree(DuplicateOf, document) == 0 && _reader.Degree(SupersededBy, document) == 0
        && !_facts.IsDistilled(document, out _);

    private CoveragePart[] Parts(int thread)
    {
        var (best, isAccepted) = (0L, false);
        foreach (var (answer, edge) in _reader.Follow(Answers, thread))
        {
            best = Math.Max(best, _scores[answer]);
            isAccepted |= _accepted[edge] == 1;
        }

        var near = KnowledgeNear(thread);
        return
        [
            Grows("views", _views[thread], 0.5), Grows("votes", Math.Max(0, _scores[thread]), 1),
            new("acceptedAnswer", isAccepted ? 1 : 0, 1, isAccepted ? 1 : 0), Grows("votesOfBestAnswer", best, 0.5),
            Grows("answers", _reader.Degree(Answers, thread), 0.7),
            Grows("comments", _reader.Degree(Comments, thread), 0.3),
            Grows("duplicates", _reader.Degree(Duplicates, thread), 1.5),
            new("knowledgeNear", near, 1.5, 1.5 / (1 + near)),
        ];
    }

    // Knowledge that it is linked with, and about the topic of its own about which there is the least.
    private int KnowledgeNear(int thread)
    {
        var (linked, least) = (0, int.MaxValue);
        foreach (var relation in Linked)
        {
            foreach (var (other, _) in _reader.Follow(relation, thread))
            {
                if (_facts.IsKnowledge(other)) linked++;
            }
        }

        foreach (var (topic, _) in _reader.Follow(Topics, thread))
            least = Math.Min(least, _knowledge.GetValueOrDefault(topic));
        return linked + (least == int.MaxValue ? 0 : least);
    }

    private static CoveragePart Grows(string name, long count, double weight) =>
        new(name, count, weight, weight * Math.Log(1 + count));

    private static Relation In(EdgeType type) => Relations.Of(type, EdgeDirection.In, NodeKind.Document);

    private static Relation Out(EdgeType type) => Relations.Of(type, EdgeDirection.Out, NodeKind.Document);
}
