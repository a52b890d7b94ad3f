using System.Buffers.Text;
using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>
/// Every field with a cursor, made from the schema, given what is no cursor of it: one clear code, and never an error
/// of ours.
/// </summary>
public sealed class BrokenCursorTests(BrokenCursorTests.Fixture fixture) : IClassFixture<BrokenCursorTests.Fixture>
{
    private static readonly Schema Schema = CommunityApi.ReadSchema();

    // What a reader of the whole may begin at, by type.
    private static readonly Dictionary<string, string> Starts = new()
    {
        ["Member"] = "node(id: \"member:1\") { ... on Member {",
        ["Document"] = "node(id: \"document:1\") { ... on Document {",
        ["CodeRepository"] = "node(id: \"repository:1\") { ... on CodeRepository {",
        ["Course"] = "node(id: \"course:1\") { ... on Course {",
        ["Activity"] = "node(id: \"activity:1\") { ... on Activity {",
        ["Topic"] = "node(id: \"topic:1\") { ... on Topic {",
        ["MemberContribution"] = "node(id: \"member:1\") { ... on Member { contribution {",
    };

    private static readonly string[] Cursors =
    [
        "", "!", "%%%", "AA", "AAAA", "no cursor", "中文", "é", "\u0000", "a b c d",
        Base64Url.EncodeToString("document:1"u8), Base64Url.EncodeToString([0, 255, 128, 7, 9, 200, 201, 202]),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new string('x', 700))), new string('A', 20_000),
    ];

    public static TheoryData<string> Fields =>
        [.. Schema.Types.OfType<ObjectType>().SelectMany(type => type.Fields)
            .Where(one => one.Owner.Name != "Subscription" && one.Arguments.Any(argument => argument.Name == "after"))
            .Select(one => one.ToString()!)];

    [Theory, MemberData(nameof(Fields))]
    public async Task What_is_no_cursor_is_refused(string coordinate)
    {
        var field = Schema.Types.OfType<ObjectType>().SelectMany(type => type.Fields)
            .Single(one => one.ToString() == coordinate);
        foreach (var cursor in Cursors)
        {
            var answer = await fixture.Community.AskAsync(Query(field), new { after = cursor }, Viewer.Program);
            var code = (string?)answer["errors"]?[0]?["extensions"]?["code"];
            Assert.True(code == "INVALID_CURSOR", $"{cursor}: {answer.ToJsonString()}");
        }
    }

    private static string Query(FieldDefinition field)
    {
        var arguments = field.Arguments.Where(argument => argument.IsRequired)
            .Select(argument => $"{argument.Name}: {Value(argument)}").Prepend("after: $after");
        var selection = field.Type.Named is ObjectType type && type.Fields.Any(one => one.Name == "pageInfo")
            ? "{ pageInfo { hasNextPage } }"
            : "{ __typename }";
        var start = field.Owner.Name == "Query" ? "" : Starts[field.Owner.Name];
        var ends = string.Concat(start.Where(letter => letter == '{').Select(_ => " }"));
        return $"query($after: String) {{ {start} {field.Name}({string.Join(", ", arguments)}) {selection}{ends} }}";
    }

    private static string Value(InputValueDefinition argument) => argument.Name switch
    {
        "query" => "\"one\"",
        "of" => "\"document:1\"",
        "from" => "[\"document:1\"]",
        _ when argument.Type.Named is EnumType values => values.Values[0].Name,
        _ => throw new InvalidOperationException($"What shall `{argument.Name}` be?"),
    };

    public sealed class Fixture() : CommunityFixture("""
        member:1 displayName=One
        member:2 displayName=Two
        document:1 title="One" body="one"
        document:2 title="Two" body="one"
        repository:1 name=one
        course:1 title=one
        activity:1 title=one
        topic:1 name=one
        member:1 -AUTHORED-> document:1
        """);
}
