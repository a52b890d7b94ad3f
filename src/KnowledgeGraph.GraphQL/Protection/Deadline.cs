namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// A token that is cancelled when the caller's is or when the time is up. Used again and again, so that a request
/// allocates no timer. One request at a time.
/// </summary>
// Its owner is pooled and dropped at will; a source whose timer is stopped holds nothing that has to be given back.
#pragma warning disable CA1001
internal sealed class Deadline
#pragma warning restore CA1001
{
    private CancellationTokenSource _source = new();
    private CancellationTokenRegistration _caller;
    private CancellationToken _callerToken;

    /// <summary>The time was up, and not the caller gone.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_callerToken.IsCancellationRequested;

    /// <summary>Starts the time; <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</summary>
    public CancellationToken Start(TimeSpan time, CancellationToken caller)
    {
        _callerToken = caller;
        if (time == Timeout.InfiniteTimeSpan) return caller;
        _source.CancelAfter(time);
        _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        return _source.Token;
    }

    /// <summary>Cancels the token for good: what uses it is to stop, and this is not used again.</summary>
    public void Abandon()
    {
        _caller.Dispose();
        _source.Cancel();
    }

    /// <summary>Ends the time. The token that was given may not be in use any more.</summary>
    public void Stop()
    {
        _caller.Dispose();
        _caller = default;
        _callerToken = default;
        if (_source.TryReset()) return;
        _source.Dispose();
        _source = new CancellationTokenSource();
    }
}
