using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>
/// The payloads of a response, and what a client makes of them: data put together, errors collected. Checks what must
/// hold of all payloads.
/// </summary>
/// <param name="mayRepeat">A field may come twice, as now and then with graphql-js 17 alpha.</param>
internal sealed class IncrementalAnswer(bool mayRepeat = false)
{
    private readonly Dictionary<string, JsonObject> _pending = [];

    public List<string> Payloads { get; } = [];

    public JsonNode? Data { get; private set; }

    public List<JsonNode> Errors { get; } = [];

    /// <summary>What was announced, and how it ended: label and path, then `done` or `failed`.</summary>
    public List<string> Parts { get; } = [];

    public static Task<IncrementalAnswer> OfAsync(
        GraphQLExecutor executor, string query, object? root = null, IncrementalFormat format = IncrementalFormat.V02,
        string? variables = null, ErrorBehavior onError = ErrorBehavior.Propagate, string? operation = null) =>
        OfAsync(executor, new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(query),
            Root = root,
            Incremental = format,
            OnError = onError,
            OperationName = operation,
            Variables = variables is null ? null : PlainSchema.Variables(variables),
        });

    public static async Task<IncrementalAnswer> OfAsync(GraphQLExecutor executor, GraphQLRequest request)
    {
        var answer = new IncrementalAnswer();
        using var result = await executor.ExecuteAsync(request);
        answer.Add(Written(result));
        while (result.HasNext)
        {
            await result.MoveNextAsync();
            answer.Add(Written(result));
        }

        Assert.Empty(answer._pending);
        return answer;
    }

    /// <summary>The data with its keys in their order of letters, since parts come in an order of their own.</summary>
    public static string Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => "{" + string.Join(",", fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}:{Sorted(field.Value)}")) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Sorted)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    public static string Written(ExecutionResult result)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Takes the next payload, as a client does.</summary>
    public void Add(string text)
    {
        var payload = JsonNode.Parse(text)!.AsObject();
        if (Payloads.Count == 0)
        {
            Assert.False(payload.ContainsKey("incremental") || payload.ContainsKey("completed"), text);
            Data = payload["data"]?.DeepClone();
        }
        else
        {
            Assert.False(payload.ContainsKey("data"), text);
        }

        Payloads.Add(text);
        AddErrors(payload);
        foreach (var pending in Items(payload, "pending"))
        {
            _pending.Add((string)pending["id"]!, pending);
            Parts.Add($"{pending["label"]} {pending["path"]!.ToJsonString()}");
        }

        foreach (var entry in Items(payload, "incremental")) AddEntry(entry);
        foreach (var completed in Items(payload, "completed"))
        {
            Assert.True(_pending.Remove((string)completed["id"]!, out var pending), text);
            var part = $"{pending["label"]} {pending["path"]!.ToJsonString()}";
            Parts[Parts.IndexOf(part)] = $"{part} {(completed.ContainsKey("errors") ? "failed" : "done")}";
            AddErrors(completed);
        }
    }

    private void AddEntry(JsonObject entry)
    {
        AddErrors(entry);
        var isNewer = entry.ContainsKey("id");
        var path = isNewer
            ? _pending[(string)entry["id"]!]["path"]!.AsArray().Concat(entry["subPath"]?.AsArray() ?? []).ToArray()
            : [.. entry["path"]!.AsArray()];
        if (entry.TryGetPropertyValue("items", out var items))
        {
            if (items is null) return;
            var list = At(isNewer ? path : path[..^1]).AsArray();
            // In the older format a list may come once more with another fragment.
            var index = isNewer ? list.Count : (int)path[^1]!;
            Assert.InRange(index, 0, list.Count);
            foreach (var item in items.AsArray())
            {
                if (index == list.Count) list.Add(item?.DeepClone());
                else if (list[index] is { } there) MergeValue(there, item);
                index++;
            }
        }
        else if (entry["data"] is JsonObject data)
        {
            Merge(At(path).AsObject(), data, isNewer && !mayRepeat);
        }
    }

    private JsonNode At(IEnumerable<JsonNode?> path)
    {
        var node = Data!;
        foreach (var step in path) node = step!.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? node[(int)step]!
            : node[(string)step!]!;
        return node;
    }

    // The newer format sends no field twice; the older one sends what is there already as it is there.
    private static void Merge(JsonObject target, JsonObject source, bool isNewer)
    {
        foreach (var (key, value) in source)
        {
            if (!target.TryGetPropertyValue(key, out var there) || there is null) target[key] = value?.DeepClone();
            else if (isNewer) Assert.Fail($"{key} came twice.");
            else MergeValue(there, value);
        }
    }

    private static void MergeValue(JsonNode there, JsonNode? value)
    {
        if (there is JsonObject target && value is JsonObject source) Merge(target, source, false);
        if (there is not JsonArray list || value is not JsonArray items) return;
        for (var index = 0; index < Math.Min(list.Count, items.Count); index++)
        {
            if (list[index] is { } item) MergeValue(item, items[index]);
        }
    }

    private void AddErrors(JsonObject holder)
    {
        foreach (var error in Items(holder, "errors")) Errors.Add(error.DeepClone());
    }

    private static IEnumerable<JsonObject> Items(JsonObject holder, string key) =>
        holder[key]?.AsArray().Select(item => item!.AsObject()) ?? [];
}
