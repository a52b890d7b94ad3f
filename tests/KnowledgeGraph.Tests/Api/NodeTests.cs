using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Nodes by id, and their properties.</summary>
public sealed class NodeTests(NodeTests.Fixture fixture) : IClassFixture<NodeTests.Fixture>
{
    private const string Graph = """
        member:ada displayName="Ada Lovelace" handle=ada kind=ORGANIZATION roles=curator,teacher
          joinedAt=2020-01-02 url=https://example.org/ada bio="First \ of all" location=London
        document:q title="什么是片段？" body="A **fragment** is a part of a query."
          format=QUESTION maturity=VERIFIED language=en
          createdAt=2024-01-02T03:04:05.5 updatedAt=2024-02-01 url=https://example.org/q
          media=https://example.org/q.mp4 transcript=said score=-3 viewCount=100
          verifiedUntil=2030-01-01 license="CC BY-SA 4.0"
        document:bare
        repository:kg name=kg/kg description=Graph languages=C#,TypeScript createdAt=2023-01-01
        course:go title="Go, well" provider=Ω effort="2-3 hours" duration="6 weeks" prerequisiteText=None
        member:bo
        topic:graphql name=GraphQL aliases=gql,"graph
        topic:graphs name="Graph theory"
        activity:talk title=Talk kind=WORKSHOP startsAt=2026-05-01T18:00 endsAt=2026-05-01T20:00 location=Berlin
        """;

    [Fact]
    public async Task A_member_has_the_properties_that_were_stored()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'member':{'id':'member:ada','displayName':'Ada Lovelace','handle':'ada','kind':'ORGANIZATION',
                'roles':['curator','teacher'],'joinedAt':'2020-01-02T00:00:00Z','url':'https://example.org/ada',
                'bio':'First \\ of all','location':'London','access':'public'}}
                """),
            await community.TextAsync(
                """
                { member(id: "member:ada") {
                    id displayName handle kind roles joinedAt url bio location access } }
                """));
    }

    [Fact]
    public async Task A_document_has_the_properties_that_were_stored()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'document':{'id':'document:q','title':'什么是片段？','body':'A **fragment** is a part of a query.',
                'excerpt':'A fragment is a part of a query.','format':'QUESTION','maturity':'VERIFIED',
                'language':'en','createdAt':'2024-01-02T03:04:05.5Z','updatedAt':'2024-02-01T00:00:00Z',
                'url':'https://example.org/q','media':'https://example.org/q.mp4','transcript':'said',
                'score':-3,'viewCount':100,'verifiedUntil':'2030-01-01T00:00:00Z','license':'CC BY-SA 4.0',
                'rating':null}}
                """),
            await community.TextAsync("""
                { document(id: "document:q") { id title body excerpt format maturity language createdAt updatedAt url
                  media transcript score viewCount verifiedUntil license rating } }
                """));
    }

    [Fact]
    public async Task What_has_no_value_is_null_and_lists_are_empty()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'document':{'title':null,'excerpt':null,'format':'ARTICLE','createdAt':null,'score':0},
                'member':{'roles':[],'joinedAt':null,'kind':'PERSON'}}
                """),
            await community.TextAsync("""
                { document(id: "document:bare") { title excerpt format createdAt score }
                  member(id: "member:bo") { roles joinedAt kind } }
                """));
    }

    [Fact]
    public async Task Repositories_courses_topics_and_activities_have_the_properties_that_were_stored()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'codeRepository':{'name':'kg/kg','description':'Graph','url':null,'languages':['C#',
                'TypeScript']},'course':{'title':'Go, well','provider':'Ω','effort':'2-3 hours',
                'duration':'6 weeks','prerequisiteText':'None'},'topic':{'name':'GraphQL','aliases':['gql',
                '\'graph'],'documentCount':0},'activity':{'title':'Talk','kind':'WORKSHOP',
                'startsAt':'2026-05-01T18:00:00Z','endsAt':'2026-05-01T20:00:00Z','location':'Berlin'}}
                """),
            (await community.TextAsync("""
                { codeRepository(id: "repository:kg") { name description url languages }
                  course(id: "course:go") { title provider effort duration prerequisiteText }
                  topic(id: "topic:graphql") { name aliases documentCount }
                  activity(id: "activity:talk") { title kind startsAt endsAt location } }
                """)));
    }

    [Fact]
    public async Task A_node_of_any_kind_is_found_by_its_id()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'a':{'__typename':'Topic','id':'topic:graphql','name':'GraphQL'},'b':{'__typename':'Member',
                'id':'member:ada','displayName':'Ada Lovelace'},'c':null}
                """),
            await community.TextAsync("""
                { a: node(id: "topic:graphql") { ...parts } b: node(id: "member:ada") { ...parts }
                  c: node(id: "topic:nothing") { ...parts } }
                fragment parts on Node { __typename id ... on Topic { name } ... on Member { displayName } }
                """));
    }

    [Fact]
    public async Task A_node_of_another_kind_is_not_found()
    {
        var community = fixture.Community;
        Assert.Equal(
            """{'member':null,'document':null}""",
            await community.TextAsync("""
                { member(id: "topic:graphql") { id } document(id: "no such thing") { id } }
                """));
    }

    [Fact]
    public async Task Nodes_come_in_the_order_of_their_ids_with_null_where_there_is_none()
    {
        var community = fixture.Community;
        Assert.Equal(
            """{'nodes':[{'id':'topic:graphs'},null,{'id':'member:ada'},{'id':'topic:graphs'}]}""",
            await community.TextAsync(
                """{ nodes(ids: ["topic:graphs", "x", "member:ada", "topic:graphs"]) { id } }"""));
    }

    [Fact]
    public async Task At_most_100_nodes_are_asked_for_at_once()
    {
        var community = fixture.Community;
        const string query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        var ids = Enumerable.Range(0, 100).Select(index => $"topic:{index}").ToArray();
        Assert.Equal(100, (await community.DataAsync(query, new { ids }))["nodes"]!.AsArray().Count);
        Assert.Equal(
            "LIMIT_EXCEEDED at nodes: `ids` of Query.nodes has 101 ids: at most 100 are taken at once.",
            await community.ErrorAsync(query, new { ids = ids.Append("topic:100") }));
    }

    public sealed class Fixture() : CommunityFixture(Graph);
}
