using Xunit;

namespace KnowledgeGraph.Tests.Api;

public class LinkSuggestionTests
{
    private const string Graph = """
        member:cur displayName=Cur roles=curator
        member:a displayName=A
        member:b displayName=B
        member:c displayName=C
        topic:graphs name=Graphs
        topic:queues name=Queues aliases="message queue"
        document:text title="On queues" body="A message queue and graphs." createdAt=2026-01-03
        document:old title="Shortest paths in large networks" createdAt=2026-01-01
          body="Dijkstra finds shortest paths with a heap over weighted edges in large networks"
        document:new title="Shortest paths in large networks" createdAt=2026-01-02
          body="Dijkstra finds shortest paths with a heap over weighted edges in large networks today"
        course:first title=First
        course:then title=Then
        document:old -ABOUT-> topic:graphs
        document:new -ABOUT-> topic:graphs
        member:a -COMPLETED-> course:first id=1 at=2026-01-01
        member:a -COMPLETED-> course:then id=2 at=2026-01-02
        member:b -COMPLETED-> course:first id=3 at=2026-01-01
        member:b -COMPLETED-> course:then id=4 at=2026-01-02
        member:c -COMPLETED-> course:first id=5 at=2026-01-01
        member:c -COMPLETED-> course:then id=6 at=2026-01-02
        """;

    private const string Fields = "nodes { type from { id } to { id } evidence { kind text } } totalCount";

    [Fact]
    public async Task Topics_whose_names_stand_in_the_text_are_suggested()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("""
                {'linkSuggestions':{'nodes':[
                {'type':'ABOUT','from':{'id':'document:text'},'to':{'id':'topic:queues'},
                'evidence':[{'kind':'NAME_IN_TEXT','text':'Queues'}]},
                {'type':'ABOUT','from':{'id':'document:text'},'to':{'id':'topic:graphs'},
                'evidence':[{'kind':'NAME_IN_TEXT','text':'Graphs'}]}],'totalCount':2}}
                """),
            await community.TextAsync($$"""{ linkSuggestions(id: "document:text") { {{Fields}} } }"""));
    }

    [Fact]
    public async Task Duplicates_and_prerequisites_are_suggested_from_words_and_use()
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await community.TextAsync($$"""{ linkSuggestions { {{Fields}} } }""");
        Assert.Contains("{'type':'DUPLICATES','from':{'id':'document:new'},'to':{'id':'document:old'}", text);
        Assert.Contains("{'type':'PREREQUISITE_OF','from':{'id':'course:first'},'to':{'id':'course:then'}", text);
        Assert.Contains("'kind':'USUALLY_BEFORE'", text);
    }

    [Fact]
    public async Task What_is_rejected_stays_away_until_it_is_taken_back_and_what_is_accepted_is_a_link()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Links = """
            links: [{ type: ABOUT, from: "document:text", to: "topic:queues" }], by: "member:cur"
            """;
        const string Count = """{ linkSuggestions(id: "document:text") { totalCount } }""";

        await Run("rejectSuggestion");
        Assert.Equal("{'linkSuggestions':{'totalCount':1}}", await community.TextAsync(Count));
        await Run("undoSuggestion");
        Assert.Equal("{'linkSuggestions':{'totalCount':2}}", await community.TextAsync(Count));
        await Run("acceptSuggestion");
        Assert.Equal(
            "{'document':{'topics':[{'id':'topic:queues'}]},'linkSuggestions':{'totalCount':1}}",
            await community.TextAsync("""
                { document(id: "document:text") { topics { id } }
                  linkSuggestions(id: "document:text") { totalCount } }
                """));
        await Run("undoSuggestion");
        Assert.Equal("{'linkSuggestions':{'totalCount':2}}", await community.TextAsync(Count));

        async Task Run(string mutation) => Assert.Equal(
            $"{{'{mutation}':{{'changed':1,'userErrors':[]}}}}",
            await community.TextAsync(
                $"mutation {{ {mutation}(input: {{ {Links} }}) {{ changed userErrors {{ message }} }} }}"));
    }
}
