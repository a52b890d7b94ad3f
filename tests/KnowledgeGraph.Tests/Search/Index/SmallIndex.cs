using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>Documents of words between spaces, for tests that read as examples.</summary>
internal static class SmallIndex
{
    public const int Body = 0;

    public static IndexSchema Schema { get; } = new(new FieldDefinition("body"), new FieldDefinition("title", 2f));

    /// <summary>An index of these texts in the field body, numbered from 0.</summary>
    public static SearchSnapshot Of(params string[] texts)
    {
        using var index = SearchIndex.Create(Schema);
        foreach (var (id, text) in texts.Index()) index.Put(id, Tokens(text));
        return index.Publish();
    }

    public static TokenBuffer Tokens(string body, string title = "")
    {
        var tokens = new TokenBuffer();
        Add(tokens, Body, body);
        Add(tokens, 1, title);
        return tokens;
    }

    public static Term Word(string text, int field = Body) => new(field, TokenKind.Exact, text);

    public static TermQuery Of(string word, int field = Body) => new(Word(word, field));

    /// <summary>The ids of the hits, best first.</summary>
    public static IEnumerable<int> Ids(this SearchSnapshot snapshot, SearchQuery query, int top = 10) =>
        snapshot.Search(new SearchRequest(query) { Top = top }).Hits.Select(hit => hit.Document);

    private static void Add(TokenBuffer tokens, int field, string text)
    {
        foreach (var (position, word) in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            tokens.Add(field, TokenKind.Exact, Encoding.UTF8.GetBytes(word), position);
        }
    }
}
