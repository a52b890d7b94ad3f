namespace KnowledgeGraph.ReadModel;

/// <summary>Those who wait for a version to be published. Safe for use by many threads at once.</summary>
internal sealed class Waiters
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private bool _isCancelled;

    /// <summary>A task that completes when a version of at least that number is released.</summary>
    public Task Add(long sequence)
    {
        // Continuations must not run on the follower's thread, which has the next version to publish.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isCancelled) waiter.SetCanceled();
            else _waiting.Enqueue(waiter, sequence);
        }

        return waiter.Task;
    }

    /// <summary>A version of that number is published.</summary>
    public void Release(long sequence)
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out var waiter, out var wanted) && wanted <= sequence)
            {
                _waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>No version will come any more.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _isCancelled = true;
            while (_waiting.TryDequeue(out var waiter, out _)) waiter.TrySetCanceled();
        }
    }
}
