using System.Buffers.Text;
using System.Text;
using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>`linkSuggestions`.</summary>
internal static class SuggestionResolvers
{
    // So many nodes are looked at where no node is named.
    private const int NodesMax = 200;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObject("linkSuggestions", (_, context) => Find(context));
        schema.Object<SuggestionPage>("LinkSuggestionConnection")
            .EachObjects("nodes", (page, _) => page.Rows)
            .EachObjects<SuggestionEdge>("edges", (page, _) =>
                [.. page.Rows.Select(suggestion => new SuggestionEdge(suggestion))])
            .EachObject<PageInfoRow>("pageInfo", (page, context) =>
                new PageInfoRow(default, page.Info(context.Reader())))
            .Each("totalCount", (page, _) => page.TotalCount);
        schema.Object<SuggestionEdge>("LinkSuggestionEdge")
            .Each("cursor", (edge, context) => Cursor(context.Reader(), edge.Suggestion))
            .EachObject("node", (edge, _) => edge.Suggestion);
        schema.Object<LinkSuggestion>("LinkSuggestion")
            .Each("type", (suggestion, _) => EdgeTypes.Of(suggestion.Type).Name)
            .EachObject<int>("from", (suggestion, _) => suggestion.From)
            .EachObject<int>("to", (suggestion, _) => suggestion.To)
            .Each("confidence", (suggestion, _) => suggestion.Confidence)
            .EachObjects("evidence", (suggestion, _) => suggestion.Evidence);
        schema.Object<Evidence>("LinkEvidence")
            .Each("kind", (evidence, _) => FieldNames.EnumValue(evidence.Kind.ToString()).TrimStart('_'))
            .Each("weight", (evidence, _) => evidence.Weight)
            .EachObjects<int>("nodes", (evidence, _) => evidence.Nodes)
            .Each("text", (evidence, _) => evidence.Text);
    }

    private static SuggestionPage Find(FieldContext context)
    {
        var reader = context.Reader();
        var page = PageInput.ReadForward(context);
        IReadOnlyList<LinkSuggestion> all;
        if (context.String("id") is { } id)
            all = reader.TryFind(id, out var node) ? LinkSuggestions.For(reader, node) : [];
        else if (context.String("topic") is { } topicId)
            all = reader.TryFind(topicId, NodeKind.Topic, out var topic)
                ? LinkSuggestions.Among(reader, topic, NodesMax)
                : [];
        else
            all = LinkSuggestions.Among(reader, null, NodesMax);
        return new SuggestionPage(all, page.After is { } after ? PlaceAfter(reader, all, after) : 0, page.First ?? 0);
    }

    private static int PlaceAfter(GraphReader reader, IReadOnlyList<LinkSuggestion> all, string cursor)
    {
        for (var place = 0; place < all.Count; place++)
        {
            if (Cursor(reader, all[place]) == cursor) return place + 1;
        }

        throw PageInput.ToException(new QueryError(
            QueryErrorCodes.InvalidCursor,
            "`after` is no cursor of this list, or what it marks is no longer suggested: begin anew.", "after"));
    }

    private static string Cursor(GraphReader reader, LinkSuggestion suggestion) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(
            $"{EdgeTypes.Of(suggestion.Type).Name} {reader.Ids.String(suggestion.From)} " +
            $"{reader.Ids.String(suggestion.To)}"));

    private readonly record struct SuggestionEdge(LinkSuggestion Suggestion);

    private sealed class SuggestionPage(IReadOnlyList<LinkSuggestion> all, int start, int count)
    {
        public IReadOnlyList<LinkSuggestion> Rows { get; } = [.. all.Skip(start).Take(count)];

        public int TotalCount => all.Count;

        public PlainPage Info(GraphReader reader) => new(
            start + Rows.Count < all.Count, start > 0,
            Rows.Count == 0 ? null : Cursor(reader, Rows[0]),
            Rows.Count == 0 ? null : Cursor(reader, Rows[^1]));
    }
}
