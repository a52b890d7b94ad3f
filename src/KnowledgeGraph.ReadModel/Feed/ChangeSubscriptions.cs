using System.Runtime.CompilerServices;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.ReadModel.Feed;

/// <summary>
/// The changes as they are published, to any number of readers, each from a place of its own: from the log as far as
/// that reaches back, then from the feed that all share. Thread-safe.
/// </summary>
public sealed class ChangeSubscriptions
{
    private const int EventsPerLook = 64;

    // The log is read in pieces, so that no slow reader keeps the store's file busy.
    private const int EventsPerReplay = 1_000;

    private readonly IGraphStore _store;
    private int _readers;

    internal ChangeSubscriptions(IGraphStore store, LiveFeed feed) => (_store, Feed) = (store, feed);

    /// <summary>How many are reading now.</summary>
    public int ReaderCount => Volatile.Read(ref _readers);

    internal LiveFeed Feed { get; }

    /// <summary>Finds where to begin: after a cursor, or, without one, after the newest change.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<(FeedPosition Position, QueryError? Error)> LocateAsync(
        string? cursor, CancellationToken cancellation = default)
    {
        if (cursor is null) return (Feed.Newest, null);
        if (!FeedPosition.TryRead(cursor, out var position))
            return (default, Wrong("is no cursor of a change: give one that a change came with."));
        if (position > Feed.Newest)
            return (default, Wrong("is one of another log: nothing so new has happened here. Begin without a cursor."));
        if (position >= Feed.Floor || await ReplayAsync(position, 1, cancellation).ConfigureAwait(false) is not null)
            return (position, null);
        return (default, new QueryError(
            QueryErrorCodes.CursorExpired,
            "The cursor is older than the log of changes: read what you show anew, and begin without a cursor.",
            "after"));
    }

    /// <summary>The changes after a place, without end; ends when the follower does.</summary>
    /// <exception cref="StoreException">The store failed while the log was read.</exception>
    public async IAsyncEnumerable<FeedEvent> ReadAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            // The number of the next event, once the feed is reached: until then the log is read, however long.
            long? expected = null;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var look = Feed.Read(after, EventsPerLook);
                if (look.IsBehind)
                {
                    var replayed = expected is null
                        ? await ReplayAsync(after, EventsPerReplay, cancellation).ConfigureAwait(false)
                        : null;
                    foreach (var one in replayed ?? []) yield return one;
                    if (replayed is { Count: > 0 })
                    {
                        after = replayed[^1].Position;
                        continue;
                    }

                    var floor = Feed.Floor;
                    yield return FeedEvent.Lagged(after, Math.Max(1, look.Next - (expected ?? look.Next)));
                    (after, expected) = (floor, look.Next);
                    continue;
                }

                foreach (var one in look.Events)
                {
                    yield return one;
                    after = one.Position;
                }

                expected = look.Next;
                if (look.Events.Length > 0) continue;
                if (look.More is null) yield break;
                await look.More.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>The published changes after a place from the log; null where it does not reach back that far.</summary>
    private async ValueTask<List<FeedEvent>?> ReplayAsync(
        FeedPosition after, int eventsMax, CancellationToken cancellation)
    {
        var events = new List<FeedEvent>();
        var newest = Feed.Newest;
        var from = after.Index == FeedPosition.WholeCommit ? after.Sequence : after.Sequence - 1;
        try
        {
            await foreach (var commit in _store.ReadChangesAsync(from, cancellation).ConfigureAwait(false))
            {
                if (commit.Sequence > newest.Sequence) break;
                events.AddRange(FeedEvent.Of(commit).Where(one => one.Position > after));
                if (events.Count >= eventsMax) break;
            }
        }
        catch (ChangesPrunedException)
        {
            return null;
        }

        return events;
    }

    private static QueryError Wrong(string what) =>
        new(QueryErrorCodes.InvalidCursor, $"`after` {what}", "after");
}
