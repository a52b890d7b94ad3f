using System.Diagnostics;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Finding;

namespace KnowledgeGraph.Api.Finding;

/// <summary>A search with how long it took.</summary>
internal sealed record SearchRow(FindRequest Request, FindResult Result, double TookMs)
{
    /// <summary>Of each hit.</summary>
    public required string[] Cursors { get; init; }

    public required bool IsExplained { get; init; }

    public string? EndCursor => Cursors.Length == 0 ? null : Cursors[^1];
}

/// <summary>A hit with its place in the whole ranking.</summary>
internal sealed record SearchHitRow(SearchRow Search, FoundHit Hit, string Cursor, bool IsExplained);

/// <summary>`search`, `suggest` and `similar`.</summary>
internal static class SearchResolvers
{
    private const int SuggestionsInResult = 5;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObjectAsync<SearchRow>("search", (_, context) => SearchAsync(context))
            .EachObjects<int>("suggest", (_, context) => Suggestions.Of(
                context.Reader(), context.String("prefix")!, SearchInput.Kinds(context),
                SearchInput.First(context, 8, 20)))
            .EachObjects<SimilarNode>("similar", (_, context) => SimilarTo(context));
        schema.Object<SearchRow>("SearchResult")
            .EachObjects<int>("nodes", (row, _) => [.. row.Result.Hits.Select(hit => hit.Node)])
            .EachObjects<SearchHitRow>("hits", Hits)
            .EachObject<SearchRow>("pageInfo", (row, _) => row)
            .Each("totalCount", (row, _) => row.Result.Count)
            .EachObjects<Facet>("facets", (row, _) => row.Result.Facets)
            .EachObject<DidYouMean>("didYouMean", (row, _) => row.Result.DidYouMean)
            .EachObjects<int>("suggestions", (row, context) => Suggestions.Of(
                context.Reader(), row.Request.Text, row.Request.Where.Kinds, SuggestionsInResult))
            .EachList("droppedTerms", (row, _) => row.Result.DroppedTerms)
            .Each("tookMs", (row, _) => Math.Round(row.TookMs, 3))
            .Each("degraded", (row, _) => row.Result.IsDegraded);
        schema.Object<SearchRow>("SearchPageInfo")
            .Each("hasNextPage", (row, _) => row.Result.HasNext)
            .Each("endCursor", (row, _) => row.EndCursor);
        RegisterHits(schema);
        RegisterFacets(schema);
        schema.Object<int>("SearchSuggestion")
            .Each("text", (node, context) => Suggestions.TitleOf(context.Reader(), node) ?? "")
            .EachObject<int>("node", (node, _) => node);
        schema.Object<SimilarNode>("SimilarHit")
            .EachObject<int>("node", (similar, _) => similar.Node)
            .Each("score", (similar, _) => similar.Score)
            .EachList("reasons", (similar, context) => Similar.Reasons(context.Reader(), similar, InChinese(context)));
    }

    private static void RegisterHits(ExecutableSchemaBuilder schema)
    {
        schema.Object<SearchHitRow>("SearchHit")
            .EachObject<int>("node", (row, _) => row.Hit.Node)
            .Each("cursor", (row, _) => row.Cursor)
            .Each("score", (row, _) => row.Hit.Score)
            .Each("match", (row, _) => row.Hit.Match.ToString().ToUpperInvariant())
            .EachObjects<FoundText>("highlights", (row, _) => row.Search.Result.Texts.Of(row.Hit.Node))
            .EachObjects<int>("path", (row, _) => row.Hit.Path)
            .EachObject<FoundHit>("explanation", (row, _) => row.IsExplained ? row.Hit : null);
        schema.Object<FoundHit>("SearchExplanation")
            .Each("words", (hit, _) => hit.Parts.Words)
            .Each("proximity", (hit, _) => hit.Parts.Proximity)
            .Each("authority", (hit, _) => hit.Parts.Authority)
            .Each("freshness", (hit, _) => hit.Parts.Freshness)
            .Each("maturity", (hit, _) => hit.Parts.Maturity)
            .Each("neighbours", (hit, _) => hit.Parts.Neighbours)
            .Each("closeness", (hit, _) => hit.Parts.Closeness)
            .Each("sentence", (hit, context) => FindSentences.Of(hit, InChinese(context)));
        schema.Object<FoundText>("SearchHighlight")
            .Each("field", (text, _) => text.Field)
            .Each("text", (text, _) => text.Text)
            .EachObjects<TextRange>("ranges", (text, _) =>
                [.. text.Ranges.Select(range => new TextRange(range.Start, range.End))])
            .Each("html", (text, _) => text.Html);
        schema.Object<TextRange>("TextRange")
            .Each("start", (range, _) => range.Start)
            .Each("end", (range, _) => range.End);
    }

    private static void RegisterFacets(ExecutableSchemaBuilder schema)
    {
        schema.Object<DidYouMean>("DidYouMean")
            .Each("query", (meant, _) => meant.Text)
            .Each("totalCount", (meant, _) => meant.Count);
        schema.Object<Facet>("SearchFacet")
            .Each("field", (facet, _) => facet.Field.ToString().ToUpperInvariant())
            .EachObjects<FacetValue>("values", (facet, _) => facet.Values);
        schema.Object<FacetValue>("SearchFacetValue")
            .Each("value", (value, _) => value.Value)
            .EachObject<int>("node", (value, _) => value.Node < 0 ? null : value.Node)
            .Each("count", (value, _) => value.Count)
            .Each("selected", (value, _) => value.IsSelected);
    }

    private static async ValueTask<SearchRow?> SearchAsync(FieldContext context)
    {
        var request = SearchInput.Read(context);
        var start = Stopwatch.GetTimestamp();
        var state = context.State<CommunityContext>();
        var result = state.StoreAnswers is { Search: true } answers
            ? await StoreSearch.FindAsync(answers.Queries, request, context).ConfigureAwait(false)
            : Finder.Find(context.Reader(), request);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var from = request.After?.Rank + 1 ?? 0;
        var cursors = SearchInput.CursorsOf(from, result.Hits, context);
        if (result.Count == 0 && request.After is null && IsWhole(request)) state.SearchedInVain(request.Text);
        return new(request, result, took)
        {
            Cursors = cursors, IsExplained = request.Explains,
        };
    }

    // What somebody is still typing is not what they looked for.
    private static bool IsWhole(FindRequest request) =>
        !request.IsTyping || (request.Text.Length > 0 && char.IsWhiteSpace(request.Text[^1]));

    private static SearchHitRow[] Hits(SearchRow row, FieldContext context) =>
        [.. row.Result.Hits.Select((hit, place) => new SearchHitRow(row, hit, row.Cursors[place], row.IsExplained))];

    private static IReadOnlyList<SimilarNode>? SimilarTo(FieldContext context)
    {
        var first = SearchInput.First(context, 10, 50);
        return context.Reader().TryFind(context.String("id")!, out var node)
            ? Similar.To(context.Reader(), node, SearchInput.Kinds(context), first)
            : null;
    }

    private static bool InChinese(FieldContext context) => context.String("language") == "ZH";

    private sealed record TextRange(int Start, int End);
}
