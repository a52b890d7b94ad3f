using System.Buffers;
using System.Text.Json;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Ndjson;

/// <summary>Writes nodes and edges as lines into a buffer of its own.</summary>
internal sealed class NdjsonWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512 * 1024);
    private readonly Utf8JsonWriter _json;

    public NdjsonWriter(JsonWriterOptions options) => _json = new Utf8JsonWriter(_buffer, options);

    /// <summary>Bytes written and not yet flushed.</summary>
    public int BytesPending => _buffer.WrittenCount;

    public void Write(NodeRecord node)
    {
        var definition = NodeKinds.Of(node.Kind);
        _json.WriteStartObject();
        _json.WriteString("node"u8, definition.Name);
        _json.WriteString("id"u8, node.Id);
        WriteValues(definition.Properties, node.Values);
        EndLine();
    }

    public void Write(EdgeRecord edge)
    {
        var definition = EdgeTypes.Of(edge.Type);
        _json.WriteStartObject();
        _json.WriteString("edge"u8, definition.Name);
        if (edge.Id is not null) _json.WriteString("id"u8, edge.Id);
        _json.WriteString("from"u8, edge.From);
        if (edge.To is not null) _json.WriteString("to"u8, edge.To);
        if (edge.At is { } at)
        {
            _json.WritePropertyName("at"u8);
            NdjsonValues.WriteInstant(_json, at);
        }

        WriteValues(definition.Properties, edge.Values);
        EndLine();
    }

    /// <summary>Hands the bytes to the stream.</summary>
    public async ValueTask FlushAsync(Stream stream, CancellationToken cancellation)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellation).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();

    private void WriteValues(IReadOnlyList<PropertyDefinition> properties, PropertyValue[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index].IsNull) continue;
            _json.WritePropertyName(properties[index].Name);
            NdjsonValues.Write(_json, properties[index], values[index]);
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
    }
}
