using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Every field of the schema that follows links from node to node, on a graph drawn for it.</summary>
public sealed class RelationTests(RelationTests.Fixture fixture) : IClassFixture<RelationTests.Fixture>
{
    private const string Graph = """
        member:ada joinedAt=2020-01-01
        member:bo joinedAt=2021-01-01
        member:cy
        document:q title=Q format=QUESTION createdAt=2024-01-01
        document:a1 title=A1 format=ANSWER createdAt=2024-01-02
        document:a2 title=A2 format=ANSWER createdAt=2024-01-03
        document:guide title=Guide maturity=DISTILLED createdAt=2024-02-01
        document:copy title=Copy createdAt=2024-03-01
        repository:kg name=kg
        repository:other name=other
        course:one title=One
        course:two title=Two
        topic:graphs name=Graphs
        topic:graphql name=GraphQL
        topic:unions name=Unions
        activity:talk title=Talk startsAt=2026-01-01
        member:ada -AUTHORED-> document:q at=2024-01-01
        member:bo -AUTHORED-> document:a1
        member:bo -AUTHORED-> document:guide
        member:ada -AUTHORED-> document:guide
        document:q -ABOUT-> topic:graphql confidence=0.75 madeBy=tagger at=2024-05-05
        document:q -ABOUT-> topic:unions
        document:guide -ABOUT-> topic:graphql
        document:a1 -ANSWERS-> document:q
        document:a2 -ANSWERS-> document:q accepted=true
        document:guide -REFERENCES-> document:q
        document:guide -DERIVED_FROM-> document:q
        document:guide -DERIVED_FROM-> document:a2
        document:copy -DUPLICATES-> document:q
        document:guide -SUPERSEDES-> document:copy
        course:one -INCLUDES-> document:guide
        repository:kg -INCLUDES-> document:guide
        member:ada -CONTRIBUTED_TO-> repository:kg commits=17 linesAdded=100 linesRemoved=5 commitsByMonth=2024-03=17
        member:bo -CONTRIBUTED_TO-> repository:kg commits=3
        member:ada -CONTRIBUTED_TO-> repository:other commits=1
        repository:kg -ABOUT-> topic:graphs
        course:one -PREREQUISITE_OF-> course:two
        course:one -ABOUT-> topic:graphql
        topic:graphql -SUBTOPIC_OF-> topic:graphs
        topic:unions -SUBTOPIC_OF-> topic:graphql
        topic:graphs -PREREQUISITE_OF-> topic:graphql
        member:ada -INTERESTED_IN-> topic:graphql weight=0.5
        member:cy -FOLLOWS-> member:ada
        member:ada -FOLLOWS-> member:bo
        member:cy -SPONSORS-> repository:kg
        member:cy -SPONSORS-> course:one
        member:cy -SPONSORS-> activity:talk
        member:bo -HOSTS-> activity:talk
        activity:talk -ABOUT-> topic:graphs
        """;

    public static TheoryData<string, string, string> Relations => new()
    {
        { "member:ada", "documents", "document:guide document:q" },
        { "member:ada", "repositories", "repository:kg repository:other" },
        { "member:ada", "topics", "topic:graphql" },
        { "member:ada", "following", "member:bo" },
        { "member:ada", "followers", "member:cy" },
        { "member:bo", "hostedActivities", "activity:talk" },
        { "document:q", "answers", "document:a2 document:a1" },
        { "document:guide", "references", "document:q" },
        { "document:q", "referencedBy", "document:guide" },
        { "document:guide", "derivedFrom", "document:a2 document:q" },
        { "document:q", "derivatives", "document:guide" },
        { "document:copy", "duplicateOf", "document:q" },
        { "document:q", "duplicates", "document:copy" },
        { "document:guide", "supersedes", "document:copy" },
        { "document:copy", "supersededBy", "document:guide" },
        { "document:guide", "courses", "course:one" },
        { "document:guide", "repositories", "repository:kg" },
        { "repository:kg", "contributors", "member:bo member:ada" },
        { "repository:kg", "documents", "document:guide" },
        { "repository:kg", "topics", "topic:graphs" },
        { "repository:kg", "sponsors", "member:cy" },
        { "course:two", "prerequisites", "course:one" },
        { "course:one", "requiredBy", "course:two" },
        { "course:one", "topics", "topic:graphql" },
        { "course:one", "documents", "document:guide" },
        { "course:one", "sponsors", "member:cy" },
        { "topic:graphs", "subtopics", "topic:graphql" },
        { "topic:graphql", "documents", "document:guide document:q" },
        { "topic:graphql", "courses", "course:one" },
        { "topic:graphs", "repositories", "repository:kg" },
        { "topic:graphs", "activities", "activity:talk" },
        { "topic:graphql", "members", "member:ada" },
        { "topic:graphql", "prerequisites", "topic:graphs" },
        { "topic:graphs", "requiredBy", "topic:graphql" },
        { "activity:talk", "hosts", "member:bo" },
        { "activity:talk", "topics", "topic:graphs" },
        { "activity:talk", "sponsors", "member:cy" },
        { "member:cy", "documents", "" },
    };

    [Theory, MemberData(nameof(Relations))]
    public async Task A_connection_follows_its_links(string id, string field, string expected)
    {
        var community = fixture.Community;
        var type = KindOf(id);
        var data = await community.DataAsync($$"""
            { node(id: "{{id}}") { ... on {{type}} {
                {{field}} { nodes { id } edges { node { id } } totalCount
                    pageInfo { hasNextPage hasPreviousPage } } } } }
            """);
        var connection = data["node"]![field]!;
        var nodes = connection["nodes"]!.AsArray().Select(node => (string)node!["id"]!).ToArray();
        Assert.Equal(expected, string.Join(' ', nodes));
        Assert.Equal(nodes, connection["edges"]!.AsArray().Select(edge => (string)edge!["node"]!["id"]!));
        Assert.Equal(nodes.Length, (int)connection["totalCount"]!);
        Assert.Equal("{'hasNextPage':false,'hasPreviousPage':false}", Community.Show(connection["pageInfo"]));
    }

    [Fact]
    public void Every_relation_of_the_table_is_met_above()
    {
        var met = Relations.Select(row => $"{KindOf((string)row[0])}.{row[1]}").ToHashSet();
        var connections = KnowledgeGraph.Api.Relations.RelationTable.All
            .Where(field => field.Shape == KnowledgeGraph.Api.Relations.RelationShape.Connection)
            .Select(field => $"{field.Owner}.{field.Name}");
        Assert.Equal([], connections.Except(met));
    }

    [Fact]
    public async Task Authors_and_topics_of_a_document_are_plain_lists()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'q':{'authors':[{'id':'member:ada'}],'topics':[{'id':'topic:graphql'},{'id':'topic:unions'}]},
                'guide':{'authors':[{'id':'member:bo'},{'id':'member:ada'}],'topics':[{'id':'topic:graphql'}]},
                'copy':{'authors':[],'topics':[]}}
                """),
            await community.TextAsync("""
                { q: document(id: "document:q") { ...parts } guide: document(id: "document:guide") { ...parts }
                  copy: document(id: "document:copy") { ...parts } }
                fragment parts on Document { authors { id } topics { id } }
                """));
    }

    [Fact]
    public async Task One_node_is_given_where_there_is_at_most_one()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'q':{'acceptedAnswer':{'id':'document:a2'},'question':null},'a1':{'acceptedAnswer':null,
                'question':{'id':'document:q'}},'graphql':{'parent':{'id':'topic:graphs'}},
                'graphs':{'parent':null}}
                """),
            await community.TextAsync("""
                { q: document(id: "document:q") { ...answers } a1: document(id: "document:a1") { ...answers }
                  graphql: topic(id: "topic:graphql") { parent { id } }
                  graphs: topic(id: "topic:graphs") { parent { id } } }
                fragment answers on Document { acceptedAnswer { id } question { id } }
                """));
    }

    [Fact]
    public async Task Edges_hold_what_their_links_hold()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'topic':{'documents':{'edges':[{'at':null,'confidence':null,'madeBy':null,'weight':null,
                'node':{'id':'document:guide'}},{'at':'2024-05-05T00:00:00Z','confidence':0.75,
                'madeBy':'tagger','weight':null,'node':{'id':'document:q'}}]},
                'members':{'edges':[{'weight':0.5}]}}}
                """),
            await community.TextAsync("""
                { topic(id: "topic:graphql") {
                    documents { edges { at confidence madeBy weight node { id } } } members { edges { weight } } } }
                """));
    }

    [Fact]
    public async Task Edges_of_contributors_count_commits_and_lines()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'codeRepository':{'contributors':{'edges':[{'commits':3,'linesAdded':null,'linesRemoved':null,
                'commitsByMonth':[],'node':{'id':'member:bo'}},{'commits':17,'linesAdded':100,'linesRemoved':5,
                'commitsByMonth':['2024-03=17'],'node':{'id':'member:ada'}}]}},
                'member':{'repositories':{'edges':[{'commits':17},{'commits':1}]}}}
                """),
            await community.TextAsync("""
                { codeRepository(id: "repository:kg") {
                    contributors { edges { commits linesAdded linesRemoved commitsByMonth node { id } } } }
                  member(id: "member:ada") { repositories { edges { commits } } } }
                """));
    }

    [Fact]
    public async Task Edges_of_answers_say_which_was_accepted()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'document':{'answers':{'edges':[{'accepted':true,'node':{'title':'A2'}},{'accepted':null,
                'node':{'title':'A1'}}]}}}
                """),
            await community.TextAsync(
                """{ document(id: "document:q") { answers { edges { accepted node { title } } } } }"""));
    }

    [Fact]
    public async Task Edges_of_a_list_that_is_not_of_links_have_no_properties_of_links()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'courses':{'edges':[{'at':null,'weight':null,'madeBy':null,'confidence':null},{'at':null,
                'weight':null,'madeBy':null,'confidence':null}]}}
                """),
            await community.TextAsync("{ courses { edges { at weight madeBy confidence } } }"));
    }

    [Fact]
    public async Task Four_levels_deep_each_parent_has_its_own_children()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'members':{'nodes':[{'id':'member:bo','documents':{'nodes':[{'id':'document:guide',
                'topics':[{'id':'topic:graphql','documents':{'totalCount':2,
                'nodes':[{'authors':[{'id':'member:bo'},{'id':'member:ada'}]},
                {'authors':[{'id':'member:ada'}]}]}}]},{'id':'document:a1','topics':[]}]}},{'id':'member:ada',
                'documents':{'nodes':[{'id':'document:guide','topics':[{'id':'topic:graphql',
                'documents':{'totalCount':2,'nodes':[{'authors':[{'id':'member:bo'},{'id':'member:ada'}]},
                {'authors':[{'id':'member:ada'}]}]}}]},{'id':'document:q','topics':[{'id':'topic:graphql',
                'documents':{'totalCount':2,'nodes':[{'authors':[{'id':'member:bo'},{'id':'member:ada'}]},
                {'authors':[{'id':'member:ada'}]}]}},{'id':'topic:unions','documents':{'totalCount':1,
                'nodes':[{'authors':[{'id':'member:ada'}]}]}}]}]}},{'id':'member:cy',
                'documents':{'nodes':[]}}]}}
                """),
            await community.TextAsync("""
                { members { nodes { id documents { nodes { id topics { id documents {
                    totalCount nodes { authors { id } } } } } } } } }
                """));
    }

    private static string KindOf(string id) => id.Split(':')[0] switch
    {
        "repository" => "CodeRepository",
        var prefix => char.ToUpperInvariant(prefix[0]) + prefix[1..],
    };

    public sealed class Fixture() : CommunityFixture(Graph);
}
