using System.Buffers;
using System.Text.Json;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Writes the payloads after the first one, and what the first one says of them, in the words of either version.
/// </summary>
internal static class PayloadWriter
{
    /// <summary>What follows the first payload's data.</summary>
    public static void WriteAnnouncement(IBufferWriter<byte> target, IncrementalRun run)
    {
        if (run.Format == IncrementalFormat.V02) WritePending(target, run.Payload.Pending, ",\"pending\":["u8);
        target.Write(run.HasNext ? ",\"hasNext\":true"u8 : ",\"hasNext\":false"u8);
    }

    /// <summary>Writes a payload after the first one.</summary>
    public static void Write(IBufferWriter<byte> target, IncrementalRun run)
    {
        var payload = run.Payload;
        target.Write("{"u8);
        if (run.Format == IncrementalFormat.V02)
        {
            if (payload.Pending.Count > 0)
            {
                WritePending(target, payload.Pending, "\"pending\":["u8);
                target.Write(","u8);
            }

            WriteEntries(target, run);
            WriteCompleted(target, payload.Completed);
        }
        else
        {
            WritePatches(target, run);
        }

        target.Write(run.HasNext ? "\"hasNext\":true}"u8 : "\"hasNext\":false}"u8);
    }

    private static void WritePending(IBufferWriter<byte> target, List<Pending> all, ReadOnlySpan<byte> start)
    {
        target.Write(start);
        for (var index = 0; index < all.Count; index++)
        {
            var pending = all[index];
            target.Write(index == 0 ? "{"u8 : ",{"u8);
            WriteId(target, pending);
            target.Write(",\"path\":"u8);
            WriteJson(target, pending.Path);
            WriteLabel(target, pending);
            target.Write("}"u8);
        }

        target.Write("]"u8);
    }

    private static void WriteEntries(IBufferWriter<byte> target, IncrementalRun run)
    {
        var entries = run.Payload.Entries;
        if (entries.Count == 0) return;
        target.Write("\"incremental\":["u8);
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            target.Write(index == 0 ? "{"u8 : ",{"u8);
            WriteId(target, entry.Target);
            if (entry.Part is { } part && part.Path.Length > entry.Target.Path.Length)
            {
                target.Write(",\"subPath\":"u8);
                WriteJson(target, part.Path[entry.Target.Path.Length..]);
            }

            target.Write(","u8);
            WriteValue(target, run, entry);
            WriteErrors(target, entry.Errors);
            target.Write("}"u8);
        }

        target.Write("],"u8);
    }

    private static void WriteCompleted(IBufferWriter<byte> target, List<Pending> completed)
    {
        if (completed.Count == 0) return;
        target.Write("\"completed\":["u8);
        for (var index = 0; index < completed.Count; index++)
        {
            target.Write(index == 0 ? "{"u8 : ",{"u8);
            WriteId(target, completed[index]);
            WriteErrors(target, completed[index].Errors ?? []);
            target.Write("}"u8);
        }

        target.Write("],"u8);
    }

    /// <summary>Version 0.1: each entry says where it belongs; what failed is an entry without a value.</summary>
    private static void WritePatches(IBufferWriter<byte> target, IncrementalRun run)
    {
        var isFirst = true;
        foreach (var entry in run.Payload.Entries)
        {
            WriteStart();
            WriteValue(target, run, entry);
            WritePlace(entry.Target, entry.Part?.Path ?? [.. entry.Target.Path, entry.FirstIndex]);
            WriteErrors(target, entry.Errors);
            target.Write("}"u8);
        }

        foreach (var failed in run.Payload.Completed.Where(pending => pending.Errors is { Count: > 0 }))
        {
            WriteStart();
            target.Write(failed is PendingStream ? "\"items\":null"u8 : "\"data\":null"u8);
            WritePlace(failed, failed is PendingStream stream ? [.. failed.Path, stream.NextIndex] : failed.Path);
            WriteErrors(target, failed.Errors!);
            target.Write("}"u8);
        }

        if (!isFirst) target.Write("],"u8);

        void WriteStart()
        {
            target.Write(isFirst ? "\"incremental\":[{"u8 : ",{"u8);
            isFirst = false;
        }

        void WritePlace(Pending pending, object[] path)
        {
            target.Write(",\"path\":"u8);
            WriteJson(target, path);
            WriteLabel(target, pending);
        }
    }

    private static void WriteValue(IBufferWriter<byte> target, IncrementalRun run, IncrementalEntry entry)
    {
        var writer = run.Run.Writer;
        if (entry.Part is { } part)
        {
            target.Write("\"data\":"u8);
            writer.Start(part.Run.Selection, part.Row);
            writer.WriteSome(target, 4096, int.MaxValue, out _);
            return;
        }

        target.Write("\"items\":["u8);
        writer.WriteItems(target, entry.Items!, entry.Start, entry.End);
        target.Write("]"u8);
    }

    private static void WriteErrors(IBufferWriter<byte> target, IReadOnlyList<GraphQLError> errors)
    {
        if (errors.Count == 0) return;
        target.Write(","u8);
        ErrorWriter.Write(target, errors);
    }

    private static void WriteId(IBufferWriter<byte> target, Pending pending)
    {
        target.Write("\"id\":\""u8);
        Span<byte> digits = stackalloc byte[12];
        System.Buffers.Text.Utf8Formatter.TryFormat(pending.Id, digits, out var length);
        target.Write(digits[..length]);
        target.Write("\""u8);
    }

    private static void WriteLabel(IBufferWriter<byte> target, Pending pending)
    {
        if (pending.Label is null) return;
        target.Write(",\"label\":"u8);
        WriteJson(target, pending.Label);
    }

    private static void WriteJson(IBufferWriter<byte> target, object value)
    {
        using var json = new Utf8JsonWriter(target, ErrorWriter.Options);
        ErrorWriter.WriteValue(json, value);
    }
}
