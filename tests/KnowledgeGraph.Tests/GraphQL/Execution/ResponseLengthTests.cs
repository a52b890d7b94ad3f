using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>The limit of an answer's length: exact, and known before the first byte.</summary>
public class ResponseLengthTests
{
    private const string Sdl = IncrementalTests.Directives + """

        type Query { rows(count: Int!): [Row!]!  texts(count: Int!): [String!]! }
        type Mutation { rows(count: Int!): [Row!]! }
        type Row { id: Int!  text: String!  same: Row! }
        """;

    [Theory]
    [InlineData("{rows(count:50){id text}}")]
    [InlineData("{rows(count:100){id same{id text same{text}}}}")]
    [InlineData("{texts(count:70)}")]
    [InlineData("{a:texts(count:7) b:rows(count:9){id} c:rows(count:0){id}}")]
    public async Task An_answer_of_just_the_length_passes_and_one_byte_less_is_refused(string query)
    {
        var whole = await AnswerAsync(query, long.MaxValue);
        var length = Encoding.UTF8.GetByteCount(whole) - "{\"data\":}".Length;
        Assert.Equal(whole, await AnswerAsync(query, length));
        Assert.Equal(
            $$$"""
            {"errors":[{"message":"The answer would have more than {{{length - 1}}} bytes. Ask for less in one request."
            ,
            "extensions":{"code":"LIMIT_EXCEEDED","limit":"ResponseBytesMax","max":{{{length - 1}}}}}]}
            """.ReplaceLineEndings(""),
            await AnswerAsync(query, length - 1));
    }

    [Fact]
    public async Task A_mutation_is_said_to_have_been_executed() => Assert.Contains(
        "The mutation was executed all the same.", await AnswerAsync("mutation{rows(count:50){id}}", 100));

    [Fact]
    public async Task What_comes_later_is_bounded_too()
    {
        var answer = await IncrementalAnswer.OfAsync(
            Executor(200), "{...@defer{rows(count:2){id}} ...@defer{a:rows(count:100){text}}}");
        Assert.Contains(answer.Errors, error => (string?)error["extensions"]?["code"] == "LIMIT_EXCEEDED");
        Assert.Equal("""{"rows":[{"id":0},{"id":1}]}""", answer.Data!.ToJsonString());
    }

    private static async Task<string> AnswerAsync(string query, long max)
    {
        var request = new GraphQLRequest { Query = Encoding.UTF8.GetBytes(query) };
        using var result = await Executor(max).ExecuteAsync(request);
        return IncrementalAnswer.Written(result);
    }

    private static GraphQLExecutor Executor(long max) => ResolverSchema.Build(
        Sdl,
        schema =>
        {
            schema.Object<Root>("Query")
                .EachObjects<int>("rows", (_, context) => Enumerable.Range(0, context.Int32("count")!.Value).ToArray())
                .EachList("texts", (_, context) => Enumerable.Repeat("\"x\"", context.Int32("count")!.Value).ToArray());
            schema.Object<Root>("Mutation")
                .EachObjects<int>("rows", (_, context) => Enumerable.Range(0, context.Int32("count")!.Value).ToArray());
            schema.Object<int>("Row")
                .Each("id", (row, _) => row)
                .Each("text", (row, _) => new string('x', row))
                .EachObject<int>("same", (row, _) => row % 3);
        },
        new ExecutionOptions { Limits = new ExecutionLimits { ResponseBytesMax = max } });
}
