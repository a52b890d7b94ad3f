using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>A node that is like another, and what the two share.</summary>
/// <param name="Node">The node.</param>
/// <param name="Score">The points of its words, with a share for each topic and link.</param>
/// <param name="Words">The words of the other that it holds, the rarest first.</param>
/// <param name="Topics">The topics that both are about.</param>
/// <param name="IsLinked">One refers to the other.</param>
public sealed record SimilarNode(
    int Node, double Score, IReadOnlyList<string> Words, IReadOnlyList<int> Topics, bool IsLinked);

/// <summary>
/// Finds what is like a node: the words that tell it from others are looked for, and topics in common and links between
/// the two raise what is found.
/// </summary>
public static class Similar
{
    private const int TermsMax = 25;
    private const int CandidatesMax = 100;
    private const int WordsShown = 4;
    private const double TopicShare = 0.15;
    private const double LinkShare = 0.3;

    public static IReadOnlyList<SimilarNode> To(
        GraphReader reader, int node, IReadOnlyList<NodeKind>? kinds, int first)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var words = TellingWords.Of(reader, node, TermsMax);
        if (words.Count == 0) return [];
        var terms = words.Select(word => (SearchQuery)new BoostQuery(
            new CombinedTermQuery([.. SearchFields.Layout.Words.Select(field =>
                (new Term(field.Field, word.Kind, word.Bytes), field.Weight))]),
            (float)word.Weight)).ToList();
        var order = new IdOrder(reader);
        var hits = reader.SearchIndex.Search(new SearchRequest(new BooleanQuery
        {
            Must = [BooleanQuery.Any(terms)], MustNot = [new MaskQuery(DocumentMask.Of(node))],
        })
        {
            Visible = reader.SearchMask,
            Filters = new ConditionMasks(
                reader, new FindConditions { Kinds = kinds ?? [reader.KindOf(node)] }).All(),
            Top = CandidatesMax,
            Ties = order,
        }).Hits;
        var topics = TopicsOf(reader, node);
        var linked = LinkedTo(reader, node);
        return [.. hits.Select(hit => Weigh(reader, hit, words, topics, linked, order))
            .OrderByDescending(found => found.Score).ThenBy(found => found.Node, order).Take(first)];
    }

    /// <summary>Why, in a sentence each.</summary>
    public static IReadOnlyList<string> Reasons(GraphReader reader, SimilarNode similar, bool inChinese)
    {
        ArgumentNullException.ThrowIfNull(similar);
        var reasons = new List<string>();
        if (similar.IsLinked) reasons.Add(inChinese ? "两者互相引用。" : "One refers to the other.");
        if (similar.Topics.Count > 0)
        {
            var names = similar.Topics.Select(topic => Suggestions.TitleOf(reader, topic));
            reasons.Add(inChinese
                ? $"同属主题:{string.Join("、", names)}。"
                : $"Both are about {string.Join(", ", names)}.");
        }

        if (similar.Words.Count > 0)
        {
            reasons.Add(inChinese
                ? $"都提到:{string.Join("、", similar.Words)}。"
                : $"Both speak of {string.Join(", ", similar.Words)}.");
        }

        return reasons;
    }

    private static SimilarNode Weigh(
        GraphReader reader, SearchHit hit, IReadOnlyList<TellingWord> words, HashSet<int> topics, HashSet<int> linked,
        IdOrder order)
    {
        int[] shared = [.. TopicsOf(reader, hit.Document).Intersect(topics).Order(order)];
        var isLinked = linked.Contains(hit.Document);
        var mask = DocumentMask.Of(hit.Document);
        string[] held = [.. words.Where(word => SearchFields.Layout.Words.Any(field => reader.SearchIndex.Count(
                new SearchRequest(new TermQuery(new Term(field.Field, word.Kind, word.Bytes)))
                {
                    Visible = reader.SearchMask, Filters = [mask],
                }, 1) > 0)).Take(WordsShown).Select(word => word.Text)];
        var score = hit.Score * (1 + (TopicShare * shared.Length) + (isLinked ? LinkShare : 0));
        return new(hit.Document, score, held, shared, isLinked);
    }

    private static HashSet<int> TopicsOf(GraphReader reader, int node)
    {
        var topics = new HashSet<int>();
        if (reader.KindOf(node) is NodeKind.Member or NodeKind.Topic) return topics;
        var about = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
        foreach (var (topic, _) in reader.Follow(about, node)) topics.Add(topic);
        return topics;
    }

    private static HashSet<int> LinkedTo(GraphReader reader, int node)
    {
        var linked = new HashSet<int>();
        foreach (var relation in Relations.All.Where(relation => relation.Type is EdgeType.References
            or EdgeType.Duplicates or EdgeType.DerivedFrom or EdgeType.Answers or EdgeType.PrerequisiteOf))
        {
            foreach (var (other, _) in reader.Follow(relation, node)) linked.Add(other);
        }

        return linked;
    }
}
