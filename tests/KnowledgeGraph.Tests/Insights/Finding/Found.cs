using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.Insights.Finding;

/// <summary>A small collection of documents, searched as the product does.</summary>
internal sealed class Found
{
    public static readonly long Now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public Found(IEnumerable<NodeRecord> nodes, IEnumerable<EdgeRecord>? edges = null, Viewer? viewer = null) =>
        Reader = Rebuild.Of(nodes, edges ?? []).Read(viewer ?? Viewer.Program);

    /// <summary>Documents of these titles, numbered from 1.</summary>
    public Found(params string[] titles)
        : this(titles.Select((title, place) => Document(place + 1, title)))
    {
    }

    public GraphReader Reader { get; }

    public static NodeRecord Document(int number, string title, string body = "") => Make.Node(
        $"document:{number}", ("title", Make.Text(title)), ("body", Make.Text(body)));

    public FindResult Find(string text, Func<FindRequest, FindRequest>? with = null)
    {
        var request = new FindRequest { Text = text, Now = Now };
        return Finder.Find(Reader, with is null ? request : with(request));
    }

    /// <summary>The titles of the hits, with a bar between them.</summary>
    public string Titles(string text, bool isTyping = false) => string.Join(" | ", Find(
        text, request => request with { IsTyping = isTyping }).Hits
        .Select(hit => Suggestions.TitleOf(Reader, hit.Node)));

    /// <summary>The first hit's first marked piece.</summary>
    public string Marked(string text)
    {
        var result = Find(text);
        return result.Texts.Of(result.Hits[0].Node)[0].Html;
    }

    /// <summary>All that can be seen of a result.</summary>
    public string Describe(FindResult result) => string.Join('\n',
    [
        .. result.Hits.Select(hit => $"{Reader.Ids.String(hit.Node)} {hit.Match} {hit.Score:R}"),
        $"count {result.Count} next {result.HasNext}",
        .. result.Facets.Select(facet => $"{facet.Field}: " + string.Join(
            ", ", facet.Values.Select(value => $"{value.Value}={value.Count}"))),
        $"did you mean {result.DidYouMean}",
        "dropped " + string.Join(' ', result.DroppedTerms),
    ]);
}
