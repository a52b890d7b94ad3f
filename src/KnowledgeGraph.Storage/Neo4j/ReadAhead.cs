using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// What the next batch has to know, read while the one before it is written. What that one touches is known from it,
/// and the rest it leaves as it is, so it does not matter which of the readings came before its commit. Whether another
/// process commits in between is seen as always: the log is not where it should be. For the writer alone.
/// </summary>
internal sealed class ReadAhead
{
    private readonly CommitBatch _batch;
    private readonly WorkingGraph _graph;
    private readonly Task<long> _reading;
    private readonly long _before;
    private readonly long _after;

    private ReadAhead(CommitBatch batch, WorkingGraph graph, Task<long> reading, long before, long after)
    {
        (_batch, _graph, _reading) = (batch, graph, reading);
        (_before, _after) = (before, after);
        // Where nobody comes to take it, what it failed of is of no interest.
        reading.ContinueWith(
            failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>Begins to read.</summary>
    /// <param name="batch">The next batch.</param>
    /// <param name="written">What the batch before makes of the graph; it deletes no node.</param>
    /// <param name="before">The log's number before that one, which holds the lock.</param>
    /// <param name="after">The number after it.</param>
    /// <param name="run">Runs statements, each by itself.</param>
    public static ReadAhead Start(
        CommitBatch batch, WorkingGraph written, long before, long after, StatementRunner run)
    {
        var graph = written.After(BatchKeys.Of(batch.Requests), out var unknown);
        return new(batch, graph, GraphLoader.LoadAsync(graph, unknown, run, CancellationToken.None), before, after);
    }

    /// <summary>The graph for a batch; null where it was read for another, or is of no use any more.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="sequence">Where the log is now, as far as this process knows.</param>
    public async Task<WorkingGraph?> TakeAsync(CommitBatch batch, long sequence)
    {
        if (batch != _batch || sequence != _after) return null;
        try
        {
            var seen = await _reading.ConfigureAwait(false);
            return seen == _before || seen == _after ? _graph : null;
        }
        catch (QueryException)
        {
            return null;
        }
    }
}
