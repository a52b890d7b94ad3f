using KnowledgeGraph.Api;
using KnowledgeGraph.EndToEnd.Tests.Neo4j;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Where the community of a test is kept: a real Neo4j.</summary>
internal sealed class CommunityPlace : IDisposable
{
    private readonly Neo4jTurn _turn;

    private CommunityPlace(Neo4jTurn turn) => _turn = turn;

    public static async Task<CommunityPlace> TakeAsync() => new(await Neo4jTurn.TakeAsync());

    public async ValueTask<IGraphStore> OpenAsync() => await _turn.OpenAsync();

    /// <summary>Neo4j answers all that it can.</summary>
    public static StoreAnswers? AnswersOf(IGraphStore store) =>
        new(((Neo4jGraphStore)store).Queries, Search: true, Neighbours: true, ShortestPath: true);

    /// <summary>Waits until the index of words holds what was committed.</summary>
    public Task SettleAsync() => _turn.RunAsync("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()");

    public void Dispose() => _turn.Dispose();
}
