using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

public class SearchTests
{
    private const string Graph = """
        topic:quantum name="Quantum computing" aliases=QC
        member:ada displayName="Ada Lovelace" handle=ada
        document:1 title="Quantum gates" body="A gate acts on qubits." format=ARTICLE createdAt=2024-01-01
        document:2 title="Classical gates" format=QUESTION createdAt=2023-01-01
        document:3 title="Toffoli" body="The Toffoli gate" createdAt=2022-01-01
        document:1 -ABOUT-> topic:quantum
        member:ada -AUTHORED-> document:1
        document:3 -REFERENCES-> document:1
        """;

    [Fact]
    public async Task A_document_whose_text_was_changed_is_not_found_as_verified()
    {
        await using var community = await Community.DrawAsync(Graph);
        const string Search = """{ search(query: "toffoli is:verified") { totalCount } }""";
        await community.DataAsync("""
            mutation { verify(input: { id: "document:3", until: "2030-01-01T00:00:00Z" }) { userErrors { code } } }
            """);
        Assert.Equal("{'search':{'totalCount':1}}", await community.TextAsync(Search));
        await community.DataAsync("""
            mutation { updateDocument(input: { id: "document:3", body: "Another" }) { userErrors { code } } }
            """);
        Assert.Equal("{'search':{'totalCount':0}}", await community.TextAsync(Search));
    }

    [Fact]
    public async Task A_search_gives_hits_with_what_was_found_in_them()
    {
        await using var community = await Community.DrawAsync(Graph);
        var text = await community.TextAsync("""
            { search(query: "quantum gates", first: 1, explain: true, facets: [KIND]) {
                totalCount droppedTerms degraded pageInfo { hasNextPage }
                facets { field values { value count selected } }
                hits { match node { id } highlights { field html ranges { start end } } } } }
            """);
        Assert.Equal(
            Community.Json("""
                {'search':{'totalCount':1,'droppedTerms':[],'degraded':false,'pageInfo':{'hasNextPage':false},
                'facets':[{'field':'KIND','values':[{'value':'Document','count':1,'selected':false}]}],
                'hits':[{'match':'EXACT','node':{'id':'document:1'},'highlights':[
                {'field':'title','html':'<mark>Quantum</mark> <mark>gates</mark>',
                'ranges':[{'start':0,'end':7},{'start':8,'end':13}]},
                {'field':'body','html':'A <mark>gate</mark> acts on qubits.','ranges':[{'start':2,'end':6}]}]}]}}
                """),
            text);
    }

    [Fact]
    public async Task What_a_member_searched_for_in_vain_is_kept_once()
    {
        await using var community = await Community.DrawAsync(Graph);
        var ada = new Viewer("member:ada", Role.Member, []);
        const string search = """{ search(query: "teleportation zebra", typing: false) { totalCount } }""";
        // Letters on the way to a word are not what somebody looked for.
        await community.TextAsync("""{ search(query: "teleportation zeb") { totalCount } }""", viewer: ada);
        foreach (var viewer in new[] { Viewer.Anonymous, ada, ada })
        {
            Assert.Equal(
                Community.Json("{'search':{'totalCount':0}}"), await community.TextAsync(search, viewer: viewer));
        }

        // The searches did not wait for it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await community.Follower.WaitForAsync(2, patience.Token);
        Assert.Equal(
            Community.Json("{'member':{'interactions':{'nodes':[{'text':'teleportation zebra','count':0}]}}}"),
            await community.TextAsync(
                """{ member(id: "member:ada") { interactions(types: [SEARCHED]) { nodes { text count } } } }""",
                viewer: ada));
    }

    [Fact]
    public async Task What_a_mutation_answered_is_found()
    {
        await using var community = await Community.DrawAsync(Graph);
        await community.DataAsync("""
            mutation { createDocument(input: { id: "document:9", title: "Entanglement swapping" }) { document { id } } }
            """);
        Assert.Equal(
            Community.Json("{'search':{'nodes':[{'id':'document:9'}]}}"),
            await community.TextAsync("""{ search(query: "entanglement") { nodes { id } } }"""));
        await community.DataAsync("""
            mutation { updateDocument(input: { id: "document:9", title: "Teleportation" }) { document { id } } }
            """);
        Assert.Equal(
            Community.Json("{'search':{'totalCount':0}}"),
            await community.TextAsync("""{ search(query: "entanglement") { totalCount } }"""));
        await community.DataAsync("""
            mutation { deleteDocument(input: { id: "document:9" }) { deletedId } }
            """);
        Assert.Equal(
            Community.Json("{'search':{'totalCount':0}}"),
            await community.TextAsync("""{ search(query: "teleportation") { totalCount } }"""));
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_search()
    {
        await using var community = await Community.DrawAsync(Graph);
        var first = await community.DataAsync("""
            { search(query: "gate", first: 2) { pageInfo { endCursor } nodes { id } } }
            """);
        var cursor = first["search"]!["pageInfo"]!["endCursor"]!.ToString();
        var second = await community.DataAsync(
            "query($after: String) { search(query: \"gate\", first: 2, after: $after) { nodes { id } } }",
            new { after = cursor });
        Assert.DoesNotContain(
            second["search"]!["nodes"]![0]!["id"]!.ToString(),
            first["search"]!["nodes"]!.AsArray().Select(node => node!["id"]!.ToString()));
        Assert.StartsWith("INVALID_CURSOR at search: `after` of Query.search", await community.ErrorAsync(
            "query($after: String) { search(query: \"other\", after: $after) { totalCount } }",
            new { after = cursor }));
    }

    [Fact]
    public async Task Suggestions_go_on_from_what_was_typed()
    {
        await using var community = await Community.DrawAsync(Graph);
        Assert.Equal(
            Community.Json("{'suggest':[{'text':'Quantum computing','node':{'id':'topic:quantum'}}]}"),
            await community.TextAsync("""{ suggest(prefix: "quantum c") { text node { id } } }"""));
    }

    [Fact]
    public async Task What_is_similar_says_why()
    {
        await using var community = await Community.DrawAsync(Graph);
        var similar = await community.DataAsync("""
            { similar(id: "document:1", first: 2) { node { id } reasons } none: similar(id: "document:77") { score } }
            """);
        Assert.Null(similar["none"]);
        Assert.Contains("document:", similar["similar"]![0]!["node"]!["id"]!.ToString());
        Assert.NotEmpty(similar["similar"]![0]!["reasons"]!.AsArray());
    }
}
