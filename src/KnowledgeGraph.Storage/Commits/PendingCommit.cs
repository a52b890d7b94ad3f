namespace KnowledgeGraph.Storage.Commits;

/// <summary>
/// A request on its way through the writer. It can be cancelled until the writer takes it; from then on it runs to its
/// end and its caller learns what became of it, so that a cancelled request is always one of which nothing was kept.
/// </summary>
internal sealed class PendingCommit : TaskCompletionSource<CommitResult>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private readonly CancellationTokenRegistration _registration;
    private int _state = Waiting;

    public PendingCommit(CommitRequest request, CancellationToken cancellation)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        Request = request;
        _registration = cancellation.UnsafeRegister(
            static (state, token) => ((PendingCommit)state!).Cancel(token), this);
    }

    public CommitRequest Request { get; }

    /// <summary>Takes it for carrying out; false where it was cancelled before.</summary>
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Waiting) != Waiting) return false;
        _registration.Unregister();
        return true;
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting) TrySetCanceled(token);
    }
}
