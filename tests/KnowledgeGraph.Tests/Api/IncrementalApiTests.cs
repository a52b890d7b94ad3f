using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`@defer` and `@stream` on the schema of the service: in parts comes what comes at once.</summary>
public sealed class IncrementalApiTests(IncrementalApiTests.Fixture fixture)
    : IClassFixture<IncrementalApiTests.Fixture>
{
    private const string Graph = """
        member:ada displayName=Ada
        member:bo displayName=Bo
        topic:x name=X
        topic:y name=Y
        document:1 title=One score=1
        document:2 title=Two score=2
        document:3 title=Three score=3
        member:ada -AUTHORED-> document:1
        member:ada -AUTHORED-> document:2
        member:bo -AUTHORED-> document:3
        document:1 -ABOUT-> topic:x
        document:2 -ABOUT-> topic:x
        document:3 -ABOUT-> topic:y
        document:3 -ABOUT-> topic:x
        """;

    private static readonly GraphQLExecutor Executor = new(CommunityApi.Build());

    [Theory]
    [InlineData(3,
        "{ topic(id: \"topic:x\") { name documents(first: 2) { nodes { title } ... @defer { totalCount } } "
        + "... @defer { id } } }")]
    [InlineData(2, "{ documents(first: 3) { nodes @stream(initialCount: 1) { title authors { displayName } } } }")]
    [InlineData(4,
        "{ topics(first: 5) { nodes { name ... @defer { documents(first: 5) { nodes @stream { title "
        + "authors @stream { displayName } } } } } } }")]
    [InlineData(2, "{ nodes(ids: [\"topic:x\", \"member:ada\", \"none:1\"]) { id ... on Topic @defer { name } } }")]
    [InlineData(2, "{ ... @defer { __schema { queryType { name } } } topics(first: 1) { nodes { id } } }")]
    public async Task In_parts_comes_what_comes_at_once(int payloadsMin, string document)
    {
        var whole = IncrementalAnswer.Sorted(await fixture.Community.DataAsync(document));
        foreach (var format in new[] { IncrementalFormat.V01, IncrementalFormat.V02 })
        {
            var parts = await IncrementalAnswer.OfAsync(Executor, new GraphQLRequest
            {
                Query = Encoding.UTF8.GetBytes(document), Incremental = format, State = fixture.Context,
            });
            Assert.Equal(whole, IncrementalAnswer.Sorted(parts.Data));
            Assert.Empty(parts.Errors);
            Assert.InRange(parts.Payloads.Count, 2, 10);
            if (format == IncrementalFormat.V02) Assert.InRange(parts.Payloads.Count, payloadsMin, 10);
        }
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public Community Community { get; private set; } = null!;

        internal CommunityContext Context => new(
            Community.Follower, Community.Commands, Viewer.Program, "tester", Community.Clock);

        public async Task InitializeAsync() => Community = await Community.DrawAsync(Graph);

        public async Task DisposeAsync() => await Community.DisposeAsync();
    }
}
