using System.Buffers;
using System.IO.Pipelines;
using KnowledgeGraph.GraphQL.Protection;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What became of a request.</summary>
public enum ExecutionOutcome
{
    /// <summary>The document is not GraphQL.</summary>
    ParseFailed,

    /// <summary>The document, the operation's name or the variables do not fit; nothing was executed.</summary>
    RequestFailed,

    /// <summary>Who asks may not ask for that, or would have to say who they are; nothing was executed.</summary>
    NotAllowed,

    /// <summary>The client has spent what it may for now; nothing was executed.</summary>
    RateLimited,

    /// <summary>The engine itself failed; the log has it under the id in the error.</summary>
    ServerFailed,

    /// <summary>It took longer than it may and was stopped.</summary>
    TimedOut,

    /// <summary>It was executed: there is `data`, which may be null, and there may be errors.</summary>
    Executed,

    /// <summary>It was not to be executed, but priced; it costs no more than it may.</summary>
    Priced,
}

/// <summary>
/// The answer to a request, known in full before its first byte is written. Holds pooled memory until it is disposed;
/// to be written once. Not safe for several threads.
/// </summary>
public sealed class ExecutionResult : IDisposable
{
    /// <summary>
    /// Each flush wakes the sender, which on a busy core costs more than the bytes; and no more than this waits in
    /// memory.
    /// </summary>
    private const int FlushAfter = 512 * 1024;

    private readonly OperationRun? _run;
    private readonly IncrementalRun? _incremental;
    private bool _isLater;
    private bool _isStarted;
    private bool _isDisposed;

    internal ExecutionResult(ExecutionOutcome outcome, IReadOnlyList<GraphQLError> errors) =>
        (Outcome, Errors) = (outcome, errors);

    internal ExecutionResult(
        OperationRun run, IReadOnlyList<GraphQLError> errors, IncrementalRun? incremental = null) =>
        (Outcome, Errors, _run, _incremental) = (ExecutionOutcome.Executed, errors, run, incremental);

    public ExecutionOutcome Outcome { get; }

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>What the response has as `extensions.cost`; null for nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Cost => Priced.Report;

    /// <summary>What the request costs; 0 where it was not priced.</summary>
    public double CostTotal => Priced.Total;

    internal PricedRequest Priced { get; init; }

    /// <summary>When to ask again, where the client has to wait; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The response has `data` and it is not null.</summary>
    public bool HasData => _run is { } run && !run.Root.HasFailed(0);

    /// <summary>
    /// There are more payloads: what `@defer` and `@stream` put off. Each is to be written after
    /// <see cref="MoveNextAsync"/>.
    /// </summary>
    public bool HasNext => _incremental is { HasNext: true };

    /// <summary>How the payloads are written.</summary>
    public IncrementalFormat Format => _incremental?.Format ?? IncrementalFormat.None;

    /// <summary>About how long the response will be: as long as the last one of the same operation.</summary>
    public int ExpectedLength => _run?.Plan.LastResponseLength ?? 512;

    /// <summary>Executes until the next payload can be written. To be called when the one before is written.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public async ValueTask MoveNextAsync()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!HasNext) throw new InvalidOperationException("There is no further payload.");
        _isLater = true;
        try
        {
            await _incremental!.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_run!.Deadline.HasPassed)
        {
            _incremental!.FailAll(GraphQLExecutor.TimeIsUp(_incremental.Input.TimeMax));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var error = _incremental!.Input.Options.InternalError(exception, "", _incremental.Input.State);
            _incremental.FailAll(GraphQLExecutor.ToError(error));
        }
    }

    /// <summary>Writes the whole response, or the payload that is due, as JSON.</summary>
    public void WriteTo(IBufferWriter<byte> target) => WriteSome(target, int.MaxValue);

    /// <summary>
    /// Writes the response, or goes on where the last call stopped. Stops, where it can, after so many bytes; false
    /// when
    /// there is more to write.
    /// </summary>
    public bool WriteSome(IBufferWriter<byte> target, int pauseAfter)
    {
        ArgumentNullException.ThrowIfNull(target);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isLater)
        {
            PayloadWriter.Write(target, _incremental!);
            return true;
        }

        if (!_isStarted) WriteStart(target);
        _isStarted = true;
        if (_run is null) return true;
        if (!HasData)
        {
            target.Write("null"u8);
            WriteEnd(target, false);
            return true;
        }

        var isDone = _run.Writer.WriteSome(target, ExpectedLength, pauseAfter, out var written);
        _run.ResponseLength += written;
        if (!isDone) return false;
        WriteEnd(target, false);
        _run.Plan.LastResponseLength = (int)Math.Min(_run.ResponseLength, int.MaxValue);
        return true;
    }

    /// <summary>Writes the response as JSON, flushing whenever some hundreds of kilobytes are there.</summary>
    public async ValueTask WriteToAsync(PipeWriter target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        while (!WriteSome(target, FlushAfter))
        {
            var flush = await target.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flush.IsCompleted || flush.IsCanceled) return;
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the memory back. No column or context that resolvers had may be in use any more.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_run is null) return;
        if (_incremental?.TryClear() == false)
        {
            // What is under way uses the run's memory: it is told to stop, and the run is not used again.
            _run.Deadline.Abandon();
            return;
        }

        if (_incremental is not null) _run.Deadline.Stop();
        _run.Clear();
        _run.Plan.ReturnRun(_run);
    }

    private void WriteStart(IBufferWriter<byte> target)
    {
        var isFirst = Errors.Count == 0;
        target.Write("{"u8);
        if (!isFirst) ErrorWriter.Write(target, Errors);
        if (_run is null) WriteEnd(target, isFirst);
        else target.Write(isFirst ? "\"data\":"u8 : ",\"data\":"u8);
        if (!HasData) return;
        _run!.PrepareWriting();
        _run.Writer.Start(_run.Root, 0);
    }

    private void WriteEnd(IBufferWriter<byte> target, bool isFirst)
    {
        if (Cost is { } cost)
        {
            if (!isFirst) target.Write(","u8);
            ErrorWriter.WriteExtension(target, "cost", cost);
        }

        if (_incremental is not null) PayloadWriter.WriteAnnouncement(target, _incremental);
        target.Write("}"u8);
    }
}
