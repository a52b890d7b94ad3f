using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>The names that clients are written against: each is there and answers.</summary>
public sealed class FixedNamesTests(FixedNamesTests.Fixture fixture) : IClassFixture<FixedNamesTests.Fixture>
{
    private const string Graph = """
        member:1
        document:1
        repository:1
        course:1
        topic:1
        activity:1
        """;

    private static readonly Schema Schema = CommunityApi.ReadSchema();

    public static TheoryData<string, string, string, string> Kinds => new()
    {
        {
            "Member", "member:1", "members",
            "id displayName handle kind roles joinedAt url bio documents repositories courses topics following " +
            "followers interactions"
        },
        {
            "Document", "document:1", "documents",
            "id title body excerpt format maturity language createdAt updatedAt url media score viewCount authors " +
            "topics answers acceptedAnswer references referencedBy derivedFrom derivatives comments"
        },
        {
            "CodeRepository", "repository:1", "codeRepositories",
            "id name description url languages contributors documents topics"
        },
        {
            "Course", "course:1", "courses",
            "id title description url provider effort duration prerequisites requiredBy topics documents enrollments " +
            "completions rating"
        },
        {
            "Topic", "topic:1", "topics",
            "id name aliases description parent subtopics documents courses repositories members prerequisites"
        },
        {
            "Activity", "activity:1", "activities",
            "id title kind startsAt endsAt location hosts topics invitations attendances"
        },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_field_of_a_kind_answers_by_id_as_node_and_in_the_list_of_its_kind(
        string kind, string id, string plural, string fields)
    {
        var type = (ObjectType)Schema.Type(kind)!;
        var names = fields.Split(' ');
        var selection = string.Join(' ', names.Select(name => name + SelectionOf(type.Field(name)!.Type)));
        var singular = char.ToLowerInvariant(kind[0]) + kind[1..];
        var data = await fixture.Community.DataAsync($$"""
            { one: {{singular}}(id: "{{id}}") { ...all } node(id: "{{id}}") { ...all } nodes(ids: ["{{id}}"]) { ...all }
              {{plural}}(first: 1, after: null, last: null, before: null, filter: {}, orderBy: []) {
                nodes { ...all } edges { cursor node { ...all } } pageInfo { endCursor } totalCount } }
            fragment all on {{kind}} { {{selection}} }
            """);
        Assert.Equal(names, data["one"]!.AsObject().Select(field => field.Key));
        var expected = Community.Show(data["one"]);
        Assert.Equal(expected, Community.Show(data["node"]));
        Assert.Equal(expected, Community.Show(data["nodes"]![0]));
        Assert.Equal(expected, Community.Show(data[plural]!["nodes"]![0]));
        Assert.Equal(expected, Community.Show(data[plural]!["edges"]![0]!["node"]));
        Assert.Equal(1, (int)data[plural]!["totalCount"]!);
    }

    [Theory]
    [InlineData("Member", "joinedAt", "DateTime")]
    [InlineData("Document", "createdAt", "DateTime")]
    [InlineData("Document", "score", "Int!")]
    [InlineData("Document", "viewCount", "Int!")]
    [InlineData("Document", "authors", "[Member!]!")]
    [InlineData("Document", "topics", "[Topic!]!")]
    [InlineData("Document", "acceptedAnswer", "Document")]
    [InlineData("Topic", "parent", "Topic")]
    [InlineData("Activity", "startsAt", "DateTime")]
    [InlineData("Query", "node", "Node")]
    [InlineData("Query", "nodes", "[Node]!")]
    public void Some_fields_have_types_that_are_fixed_too(string type, string field, string expected) =>
        Assert.Equal(expected, ((ObjectType)Schema.Type(type)!).Field(field)!.Type.ToString());

    [Theory]
    [InlineData("createMember updateMember deleteMember createDocument updateDocument deleteDocument")]
    [InlineData("createCodeRepository updateCodeRepository deleteCodeRepository")]
    [InlineData("createCourse updateCourse deleteCourse")]
    [InlineData("createTopic updateTopic deleteTopic createActivity updateActivity deleteActivity")]
    [InlineData("link unlink recordInteractions")]
    public void Every_mutation_takes_one_input_and_answers_with_user_errors(string names)
    {
        foreach (var name in names.Split(' '))
        {
            var field = Schema.MutationType!.Field(name);
            Assert.Equal(["input"], field!.Arguments.Select(argument => argument.Name));
            Assert.Equal("[UserError!]!", ((ObjectType)field.Type.Named).Field("userErrors")!.Type.ToString());
        }
    }

    private static string SelectionOf(SchemaType type) => type.Named switch
    {
        ObjectType connection when connection.Name.EndsWith("Connection") =>
            " { totalCount nodes { __typename } edges { cursor node { __typename } } pageInfo { hasNextPage } }",
        { IsComposite: true } => " { __typename }",
        _ => "",
    };

    public sealed class Fixture() : CommunityFixture(Graph);
}
