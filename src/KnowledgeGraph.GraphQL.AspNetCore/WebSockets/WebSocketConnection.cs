using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// One connection of `graphql-transport-ws`, from its start to its end
/// (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). When it ends, however, so do its operations.
/// </summary>
internal sealed class WebSocketConnection(
    HttpContext context, WebSocket socket, GraphQLExecutor executor, DocumentResolver documents,
    GraphQLHttpOptions options) : IDisposable
{
    private readonly WebSocketChannel _channel = new(socket, options.WebSockets);
    private readonly ConcurrentDictionary<string, Operation> _operations = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(
        context.RequestAborted);

    private CancellationTokenRegistration _onSignInEnd;
    private volatile bool _isInitialised;
    private bool _isAcknowledged;
    private IncrementalFormat _incremental = IncrementalFormat.V02;

    /// <summary>Until the client leaves, breaks the protocol, or the server stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var onStop = stopping.UnsafeRegister(
            static state => _ = ((WebSocketConnection)state!).CloseAsync(CloseReason.GoingAway), this);
        using var initTimer = new Timer(
            static state => ((WebSocketConnection)state!).CheckInitialised(), this,
            options.WebSockets.InitTimeout, Timeout.InfiniteTimeSpan);
        var buffer = ArrayPool<byte>.Shared.Rent(4 * 1024);
        try
        {
            CloseReason? reason = null;
            while (reason is null)
            {
                (var received, buffer) = await _channel.ReceiveAsync(buffer, _end.Token).ConfigureAwait(false);
                if (received.IsEnd) break;
                reason = received.Refused
                    ?? await TakeAsync(buffer.AsMemory(0, received.Length)).ConfigureAwait(false);
            }

            await _channel.CloseAsync(reason ?? new CloseReason((int)WebSocketCloseStatus.NormalClosure, ""))
                .ConfigureAwait(false);
            await EndOperationsAsync().ConfigureAwait(false);
            await _channel.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The connection is gone, or being closed: there is nobody to be told.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await EndOperationsAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _onSignInEnd.Dispose();
        _channel.Dispose();
        _end.Dispose();
    }

    private async Task CloseAsync(CloseReason reason)
    {
        await _channel.CloseAsync(reason).ConfigureAwait(false);
        try
        {
            // The reader goes on until the client answers, but not for ever.
            _end.CancelAfter(options.WebSockets.CloseTimeout);
        }
        catch (ObjectDisposedException)
        {
            // It has answered.
        }
    }

    private void CheckInitialised()
    {
        if (!_isInitialised) _ = CloseAsync(CloseReason.InitTimeout);
    }

    private async Task EndOperationsAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (var operation in _operations.Values)
            await operation.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Does what a message asks for; gives why the connection has to be closed.</summary>
    private async ValueTask<CloseReason?> TakeAsync(ReadOnlyMemory<byte> text)
    {
        if (ClientMessage.Read(text.Span, options.BodyNestingMax, out var reason) is not { } message)
            return CloseReason.Invalid(reason);
        switch (message.Type)
        {
            case "connection_init":
                if (_isInitialised) return CloseReason.TooManyInits;
                _isInitialised = true;
                _incremental = message.IncrementalFormat;
                if (options.WebSockets.Admit is { } admit
                    && !await admit(context, message.Payload).ConfigureAwait(false)) return CloseReason.Forbidden;
                // Who it is may be known only now, and until when.
                _onSignInEnd = (options.ConnectionEnd?.Invoke(context) ?? default).UnsafeRegister(
                    static state => _ = ((WebSocketConnection)state!).CloseAsync(CloseReason.Forbidden), this);
                await _channel.SendAsync(ServerMessage.Ack, _end.Token).ConfigureAwait(false);
                _isAcknowledged = true;
                return null;
            case "ping":
                await _channel.SendAsync(ServerMessage.Pong, _end.Token).ConfigureAwait(false);
                return null;
            case "pong":
                return null;
            case "subscribe":
                return await SubscribeAsync(message).ConfigureAwait(false);
            case "complete" when message.Id is { } id:
                if (_operations.TryRemove(id, out var operation)) await operation.StopAsync().ConfigureAwait(false);
                return null;
            case "complete":
                return CloseReason.Invalid("Invalid message received: complete needs an id");
            default:
                return CloseReason.Invalid("Invalid message received: its type is not known");
        }
    }

    private async ValueTask<CloseReason?> SubscribeAsync(ClientMessage message)
    {
        if (!_isAcknowledged) return CloseReason.Unauthorized;
        if (message.Id is not { } id) return CloseReason.Invalid("Invalid message received: subscribe needs an id");
        if (message.ToRequest(out var reason) is not { } parsed) return CloseReason.Invalid(reason);
        if (_operations.ContainsKey(id)) return CloseReason.SubscriberExists(id);
        if (_operations.Count >= options.WebSockets.OperationsMax)
        {
            await SendErrorAsync(
                id,
                $"The connection has {options.WebSockets.OperationsMax} operations running, which is the most there "
                + "may be: complete one, or open another connection.",
                GraphQLErrorCodes.LimitExceeded).ConfigureAwait(false);
            return null;
        }

        if (options.WebSockets.MayAsk is { } mayAsk && !mayAsk(context))
        {
            await SendErrorAsync(
                id, "Too many operations in too short a time: wait before the next one.",
                GraphQLErrorCodes.RateLimited).ConfigureAwait(false);
            return null;
        }

        parsed = documents.Resolve(context, parsed);
        if (parsed.Request is not { } request)
        {
            await SendErrorAsync(id, parsed.Refusal!.Message, parsed.Refusal.Code).ConfigureAwait(false);
            return null;
        }

        var operation = new Operation(CancellationTokenSource.CreateLinkedTokenSource(_end.Token));
        _operations[id] = operation;
        operation.Task = Task.Run(() => RunAsync(id, operation, request), CancellationToken.None);
        return null;
    }

    private async ValueTask SendErrorAsync(string id, string message, string code)
    {
        var error = new ArrayBufferWriter<byte>();
        ServerMessage.WriteError(error, id, message, code);
        await _channel.SendAsync(error.WrittenMemory, _end.Token).ConfigureAwait(false);
    }

    private async Task RunAsync(string id, Operation operation, GraphQLRequest request)
    {
        try
        {
            var cancellation = operation.Token;
            if (options.CreateState is { } createState) request = request with { State = createState(context) };
            request = CostHeader.Apply(request with { Incremental = _incremental }, context, options);
            if (await AnswerAsync(id, request, cancellation).ConfigureAwait(false))
            {
                // Before the client hears of it: it may use the id again at once.
                Forget(id, operation);
                await _channel.SendAsync(ServerMessage.Complete(id), cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException
            or ObjectDisposedException)
        {
            // The client completed the operation, or is gone.
        }
        finally
        {
            Forget(id, operation);
            operation.Dispose();
        }
    }

    /// <summary>Sends all responses; false where the last of them has ended the operation already.</summary>
    private async ValueTask<bool> AnswerAsync(string id, GraphQLRequest request, CancellationToken cancellation)
    {
        if (executor.OperationTypeOf(request) is not OperationType.Subscription)
        {
            var result = await executor.ExecuteAsync(request, cancellation).ConfigureAwait(false);
            return await SendAsync(id, result, cancellation).ConfigureAwait(false);
        }

        var subscription = await executor.SubscribeAsync(request, cancellation).ConfigureAwait(false);
        if (subscription.Refused is { } refused)
            return await SendAsync(id, refused, cancellation).ConfigureAwait(false);
        await foreach (var response in subscription.Responses!.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (!await SendAsync(id, response.Result, cancellation).ConfigureAwait(false)) return false;
        }

        return true;
    }

    private async ValueTask<bool> SendAsync(string id, ExecutionResult result, CancellationToken cancellation)
    {
        using (result)
        {
            var isExecuted = ServerMessage.IsNext(result);
            if (!isExecuted) _operations.TryRemove(id, out _);
            await SendPayloadAsync(id, result, cancellation).ConfigureAwait(false);
            while (result.HasNext)
            {
                await result.MoveNextAsync().ConfigureAwait(false);
                await SendPayloadAsync(id, result, cancellation).ConfigureAwait(false);
            }

            return isExecuted;
        }
    }

    private async ValueTask SendPayloadAsync(string id, ExecutionResult result, CancellationToken cancellation)
    {
        using var message = new PooledBuffer(result.ExpectedLength);
        ServerMessage.Write(message, id, result);
        await _channel.SendAsync(message.Written, cancellation).ConfigureAwait(false);
    }

    private void Forget(string id, Operation operation) =>
        _operations.TryRemove(KeyValuePair.Create(id, operation));

    /// <summary>An operation that runs, and the way to stop it.</summary>
    private sealed class Operation(CancellationTokenSource stop) : IDisposable
    {
        public CancellationToken Token { get; } = stop.Token;

        public Task Task { get; set; } = Task.CompletedTask;

        public async Task StopAsync()
        {
            try
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
            catch (ObjectDisposedException)
            {
                // It came to its end by itself just now.
            }
        }

        public void Dispose() => stop.Dispose();
    }
}
