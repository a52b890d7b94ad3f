using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>Titles and names that go on from what was typed.</summary>
public static class Suggestions
{
    private static readonly QueryLayout Titles =
        new([new(SearchFields.Title, 1f), new(SearchFields.Names, 1f)], SearchFields.Sound);

    /// <summary>
    /// The nodes whose titles or names hold all words, the last one being the beginning of one, or that sound so; those
    /// that the community builds on first.
    /// </summary>
    public static IReadOnlyList<int> Of(
        GraphReader reader, string prefix, IReadOnlyList<NodeKind>? kinds, int first)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(prefix);
        var units = QueryUnits.Read(prefix);
        if (units.Count == 0 || first == 0) return [];
        var isFinished = prefix.Length > 0 && char.IsWhiteSpace(prefix[^1]);
        // Every sign is a part of a title here.
        var words = units.Select((unit, place) => (TypedQuery)new TypedWord(
            unit.Text, !isFinished && place == units.Count - 1));
        var plan = QueryPlanner.Plan(new TypedAll([.. words]), new PlanContext(reader.SearchIndex, Titles)
        {
            Visible = reader.SearchMask, IsTyping = true,
        });
        IReadOnlyList<DocumentMask> filters = kinds is null
            ? []
            : [.. new ConditionMasks(reader, new FindConditions { Kinds = kinds }).All()];
        var request = new SearchRequest(plan.Exact)
        {
            Visible = reader.SearchMask, Filters = filters, Top = first, Ties = new IdOrder(reader),
        };
        var query = plan.Prefix ?? plan.Exact;
        var hits = reader.SearchIndex.Search(request with
        {
            Query = new ValueQuery(query, [NodeValues.Authority(reader)]),
        }).Hits;
        return [.. hits.Select(hit => hit.Document)];
    }

    /// <summary>What a node is called; null where it has no title.</summary>
    public static string? TitleOf(GraphReader reader, int node)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var kind = reader.KindOf(node);
        return reader.Texts(NodeFields.Of(kind, SearchFields.TitleOf(kind))).String(node);
    }
}
