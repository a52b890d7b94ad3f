using KnowledgeGraph.EndToEnd.Tests.Neo4j;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Where the community of a test is kept: a real Neo4j.</summary>
internal sealed class CommunityPlace : IDisposable
{
    private readonly Neo4jTurn _turn;

    private CommunityPlace(Neo4jTurn turn) => _turn = turn;

    public static async Task<CommunityPlace> TakeAsync() => new(await Neo4jTurn.TakeAsync());

    public async ValueTask<IGraphStore> OpenAsync() => await _turn.OpenAsync();

    public void Dispose() => _turn.Dispose();
}
