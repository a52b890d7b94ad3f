using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Storage.Commits;

/// <summary>
/// The end of the log in memory: the newest entries, bounded in bytes and number, and the call that wakes who waits
/// for more. One writer, any number of readers.
/// </summary>
internal sealed class ChangeFeed(long sequence, int bytesMax)
{
    private const int EntriesMax = 1 << 14;

    private readonly Lock _lock = new();

    // Entry n stands at n modulo EntriesMax, for _oldest <= n <= _sequence.
    private readonly (Commit Commit, int Bytes)[] _entries = new (Commit, int)[EntriesMax];
    private long _oldest = sequence + 1;
    private long _bytes;
    private long _sequence = sequence;
    private TaskCompletionSource _next = NewSignal();

    /// <summary>The number of the newest entry.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Adds entries that are durable, the numbers following on, and wakes who waits.</summary>
    public void Publish(IReadOnlyList<(Commit Commit, int Bytes)> commits)
    {
        if (commits.Count == 0) return;
        TaskCompletionSource signal;
        lock (_lock)
        {
            foreach (var entry in commits)
            {
                var newest = entry.Commit.Sequence;
                if (newest - _oldest == EntriesMax) Evict();
                _entries[newest % EntriesMax] = entry;
                _bytes += entry.Bytes;
                while (_bytes > bytesMax && _oldest < newest) Evict();
                Volatile.Write(ref _sequence, newest);
            }
            signal = _next;
            _next = NewSignal();
        }
        signal.SetResult();
    }

    /// <summary>Keeps no entry any more: followers read the file.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_oldest <= _sequence) Evict();
        }
    }

    /// <summary>The entries after a number, to the newest; null where memory does not reach back that far.</summary>
    public Commit[]? Read(long after)
    {
        lock (_lock)
        {
            if (after >= _sequence) return [];
            if (after + 1 < _oldest) return null;
            var commits = new Commit[_sequence - after];
            for (var index = 0; index < commits.Length; index++)
                commits[index] = _entries[(after + 1 + index) % EntriesMax].Commit;
            return commits;
        }
    }

    /// <summary>Completes when there is an entry after that number.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public async ValueTask WaitAsync(long after, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_sequence > after) return;
                next = _next.Task;
            }
            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Goes to a number without its entries: they were committed elsewhere and are too many to hold. Who waits wakes
    /// and finds them in the store.
    /// </summary>
    public void SkipTo(long sequence)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            if (sequence <= _sequence) return;
            while (_oldest <= _sequence) Evict();
            _oldest = sequence + 1;
            Volatile.Write(ref _sequence, sequence);
            signal = _next;
            _next = NewSignal();
        }
        signal.SetResult();
    }

    /// <summary>Tells who waits now that the store cannot be read; who waits afterwards waits again.</summary>
    public void Fail(StoreException failure)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            signal = _next;
            _next = NewSignal();
        }
        signal.SetException(failure);
        // Nobody need be waiting: looked at, it is no unobserved failure.
        _ = signal.Task.Exception;
    }

    /// <summary>Tells who waits that there will be no more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _next.TrySetException(new ObjectDisposedException(nameof(IGraphStore)));
            // Nobody need be waiting: looked at, it is no unobserved failure.
            _ = _next.Task.Exception;
        }
    }

    private void Evict()
    {
        ref var entry = ref _entries[_oldest % EntriesMax];
        _bytes -= entry.Bytes;
        entry = default;
        _oldest++;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
