using System.Diagnostics;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// The Query API for what can be done twice without harm: reads, and statements that say IF NOT EXISTS. Tried again
/// after errors that pass, with longer and longer pauses of random length. Safe for use by many threads at once.
/// </summary>
internal sealed class RetryingApi(QueryApi api, Neo4jStoreOptions options)
{
    public Neo4jStoreOptions Options => options;

    public QueryApi Once => api;

    /// <summary>
    /// Runs a statement. Where rows have been handed on when an error comes, it is not tried again.
    /// </summary>
    /// <exception cref="StoreException">It failed, for the last time.</exception>
    public async Task ReadAsync(Statement statement, RowHandler onRow, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var hasRows = false;
            try
            {
                await api.RunAsync(statement, (ref System.Text.Json.Utf8JsonReader row) =>
                {
                    hasRows = true;
                    onRow(ref row);
                }, cancellation).ConfigureAwait(false);
                return;
            }
            catch (QueryException failure)
            {
                if (hasRows || !failure.Passes || clock.Elapsed > options.RetryTimeout)
                    throw Neo4jErrors.Translate(failure, options);
            }
            await Task.Delay(Pause(attempt), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>How long to wait before trying again: twice as long each time up to a second, at random.</summary>
    public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(
        Random.Shared.Next(5, Math.Min(1_000, 20 << Math.Min(attempt, 10))));
}
