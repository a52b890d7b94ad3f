using System.Text.Json;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>A transaction of several statements; rolled back where it is disposed of without a commit.</summary>
internal sealed class QueryTransaction(QueryApi api, string id, string? affinity) : IAsyncDisposable
{
    private static readonly TimeSpan RollbackTimeout = TimeSpan.FromSeconds(5);

    private bool _ended;

    public string Id { get; } = id;

    /// <summary>Says to a load balancer which server of a cluster has the transaction.</summary>
    public string? Affinity { get; } = affinity;

    public async Task RunAsync(Statement statement, RowHandler onRow, CancellationToken cancellation)
    {
        try
        {
            await api.RunInAsync(this, statement, onRow, cancellation).ConfigureAwait(false);
        }
        catch (QueryException failure) when (failure.Fate == Fate.Refused)
        {
            // An error ends the transaction on the server.
            _ended = true;
            throw;
        }
    }

    /// <summary>Runs one more statement, where there is one, and commits.</summary>
    public async Task CommitAsync(Statement? last, RowHandler onRow, CancellationToken cancellation)
    {
        _ended = true;
        await api.CommitAsync(this, last, onRow, cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        using var patience = new CancellationTokenSource(RollbackTimeout);
        try
        {
            await api.RollbackAsync(this, patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is QueryException or OperationCanceledException)
        {
            // The server rolls it back by itself when it has been idle for a while.
        }
    }

    internal static void Ignore(ref Utf8JsonReader row)
    {
    }
}
