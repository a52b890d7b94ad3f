using System.Buffers;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.Tests.Api;

/// <summary>A subscription of a test, read one event at a time.</summary>
public sealed class Subscription(GraphQLExecutor executor, GraphQLRequest request) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<ResponseEvent>? _responses;
    private Task<bool>? _next;

    /// <summary>Comes back when the subscriber counts as one.</summary>
    public async Task StartAsync()
    {
        var result = await executor.SubscribeAsync(request, _stop.Token);
        if (result.Refused is { } refused)
            throw new InvalidOperationException(string.Join('\n', refused.Errors));
        _responses = result.Responses!.GetAsyncEnumerator(_stop.Token);
        _next = _responses.MoveNextAsync().AsTask();
    }

    /// <summary>The code with which the subscription is refused.</summary>
    public async Task<string?> RefusalAsync()
    {
        var result = await executor.SubscribeAsync(request, _stop.Token);
        return result.Refused?.Errors[0].Code;
    }

    /// <summary>The field's value in the next events; errors fail the test.</summary>
    public async Task<JsonNode[]> TakeAsync(int count)
    {
        var events = new JsonNode[count];
        for (var index = 0; index < count; index++)
        {
            if (!await _next!.WaitAsync(TimeSpan.FromSeconds(20)))
                throw new InvalidOperationException("The stream has ended.");
            events[index] = Read(_responses!.Current.Result);
            _next = _responses.MoveNextAsync().AsTask();
        }

        return events;
    }

    public async Task ExpectNothingAsync()
    {
        await Task.Delay(20);
        if (_next!.IsCompleted) throw new InvalidOperationException($"{Read(_responses!.Current.Result)}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null) await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_responses is not null) await _responses.DisposeAsync();
    }

    private static JsonNode Read(ExecutionResult result)
    {
        using (result)
        {
            var bytes = new ArrayBufferWriter<byte>();
            result.WriteTo(bytes);
            var response = JsonNode.Parse(bytes.WrittenSpan)!;
            return response["data"]?["changes"] ?? throw new InvalidOperationException(response.ToJsonString());
        }
    }
}
