using System.Buffers;
using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Courses;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>The same community in SQLite and in Neo4j: the same summaries of imports, content, and answers.</summary>
public sealed class SameAnswersTests : IDisposable
{
    private static readonly string Seed = Repository.PathOf("seed/community.ndjson.gz");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Neo4jFact]
    public async Task The_seed_answers_fifty_queries_with_the_same_bytes_from_both_and_moves_back_whole()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await using var embedded = await SqliteGraphStore.OpenAsync(_folder.PathOf("a.db"));
        await using IGraphStore shared = await turn.OpenAsync();
        Assert.Equal(
            await ImportAsync(embedded, new NdjsonImporter(Seed)), await ImportAsync(shared, new NdjsonImporter(Seed)));
        Assert.Equal(
            await ImportAsync(embedded, new NdjsonImporter(Seed)), await ImportAsync(shared, new NdjsonImporter(Seed)));

        Assert.True(SameAnswersQueries.All.Length >= 50);
        var expected = await AnswersAsync(embedded);
        var answers = await AnswersAsync(shared);
        foreach (var (query, index) in SameAnswersQueries.All.Select((query, index) => (query, index)))
        {
            var text = Encoding.UTF8.GetString(expected[index]);
            Assert.False(text.StartsWith("{\"errors\"", StringComparison.Ordinal), $"{query}: {text}");
            Assert.True(expected[index].AsSpan().SequenceEqual(answers[index]), $"Another answer to {query}");
        }

        await using var back = await SqliteGraphStore.OpenAsync(_folder.PathOf("b.db"));
        var moved = await StoreTransfer.RunAsync(shared, back);
        Assert.True(moved.IsWhole);
        Assert.Equal(0, moved.Refused);
        Assert.Equal(await GraphDigest.OfAsync(embedded), moved.Target);
    }

    [Neo4jFact]
    public async Task Importers_say_the_same_of_both_stores_the_second_time_too()
    {
        if (SharedData.Folder is null) return;
        using var turn = await Neo4jTurn.TakeAsync();
        await using var embedded = await SqliteGraphStore.OpenAsync(_folder.PathOf("a.db"));
        await using IGraphStore shared = await turn.OpenAsync();
        for (var time = 1; time <= 2; time++)
        {
            foreach (var importer in new Func<IImporter>[] { Courses, Dump })
                Assert.Equal(await ImportAsync(embedded, importer()), await ImportAsync(shared, importer()));
        }
        Assert.Equal(await GraphDigest.OfAsync(embedded), await GraphDigest.OfAsync(shared));

        static IImporter Courses() => new CourseImporter(SharedData.PathOf("courses/courses.csv"));
        static IImporter Dump() => new StackExchangeImporter(SharedData.PathOf("quantumcomputing.stackexchange"));
    }

    private static async Task<string> ImportAsync(IGraphStore store, IImporter importer)
    {
        var summary = await new ImportRunner(new CommandProcessor(store)).RunAsync(importer);
        return $"{summary.Read} read, {summary.Created} created, {summary.Changed} changed, " +
            $"{summary.Unchanged} unchanged: {string.Join("; ", summary.Problems)}";
    }

    private static async Task<byte[][]> AnswersAsync(IGraphStore store)
    {
        await using var follower = new Follower(store);
        await follower.StartAsync();
        var executor = new GraphQLExecutor(CommunityApi.Build(), new ExecutionOptions());
        var clock = new KnowledgeGraph.Tests.Api.Community.FixedClock();
        var answers = new List<byte[]>();
        foreach (var query in SameAnswersQueries.All)
        {
            using var result = await executor.ExecuteAsync(new GraphQLRequest
            {
                Query = Encoding.UTF8.GetBytes(query),
                State = new CommunityContext(
                    follower, new CommandProcessor(store), Viewer.Program, "tester", clock),
            });
            var bytes = new ArrayBufferWriter<byte>();
            result.WriteTo(bytes);
            answers.Add(bytes.WrittenSpan.ToArray());
        }
        return [.. answers];
    }
}
