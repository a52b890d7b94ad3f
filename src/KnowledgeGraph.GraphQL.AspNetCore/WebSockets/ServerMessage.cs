using System.Buffers;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Writes the server's messages.</summary>
internal static class ServerMessage
{
    public static ReadOnlyMemory<byte> Ack { get; } = """{"type":"connection_ack"}"""u8.ToArray();

    public static ReadOnlyMemory<byte> Pong { get; } = """{"type":"pong"}"""u8.ToArray();

    public static byte[] Complete(string id) =>
        [.. """{"type":"complete","id":"""u8, .. JsonSerializer.SerializeToUtf8Bytes(id), .. "}"u8];

    /// <summary>The result answers the operation; one that does not is an `error`, and ends it.</summary>
    public static bool IsNext(ExecutionResult result) =>
        result.Outcome is ExecutionOutcome.Executed or ExecutionOutcome.Priced;

    /// <summary>`next`, or `error` where the operation was not executed.</summary>
    public static void Write(IBufferWriter<byte> target, string id, ExecutionResult result)
    {
        var isNext = IsNext(result);
        target.Write(isNext ? """{"type":"next","id":"""u8 : """{"type":"error","id":"""u8);
        target.Write(JsonSerializer.SerializeToUtf8Bytes(id));
        target.Write(""","payload":"""u8);
        if (isNext) result.WriteTo(target);
        else ErrorList(target, result);
        target.Write("}"u8);
    }

    public static void WriteError(IBufferWriter<byte> target, string id, string message, string code)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteString("id"u8, id);
        json.WriteStartArray("payload"u8);
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        json.WriteStartObject("extensions"u8);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The payload of an `error` is the list alone, which stands in `{"errors":[...]}`.
    private static void ErrorList(IBufferWriter<byte> target, ExecutionResult result)
    {
        var whole = new ArrayBufferWriter<byte>();
        result.WriteTo(whole);
        using var json = JsonDocument.Parse(whole.WrittenMemory);
        using var writer = new Utf8JsonWriter(target);
        json.RootElement.GetProperty("errors"u8).WriteTo(writer);
    }
}
