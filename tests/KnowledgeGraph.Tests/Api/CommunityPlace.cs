using KnowledgeGraph.Api;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.Api;

/// <summary>Where the community of a test is kept: a new store, gone with the place.</summary>
internal sealed class CommunityPlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static Task<CommunityPlace> TakeAsync() => Task.FromResult(new CommunityPlace());

    public async ValueTask<IGraphStore> OpenAsync() => await SqliteGraphStore.OpenAsync(_folder.PathOf("graph.db"));

    /// <summary>What the store answers in the place of the read model.</summary>
    public static StoreAnswers? AnswersOf(IGraphStore store) => null;

    /// <summary>Waits until the store's own answers hold what was committed.</summary>
    public Task SettleAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
