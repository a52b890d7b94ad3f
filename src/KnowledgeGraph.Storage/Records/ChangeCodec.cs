using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Storage.Records;

/// <summary>
/// The bytes of the changes of one entry of the log: the changes one after the other, each a byte that says what it
/// is and then
/// <code>
/// NodePut              kind, id, values
/// NodeDeleted          id
/// LinkPut              type, from, to, has time [, time], values
/// LinkRemoved          type, from, to
/// InteractionRecorded  type, id, from, has target [, to], time, values
/// InteractionRemoved   the same
/// NodeCreated          as NodePut
/// NodesErased          count (varint), tombstones as text
/// NodeDeletedSeen      id, the access that the node had as text
/// </code>
/// with kind, type and flags as a byte, ids as text (varint length, UTF-8), time as 8 bytes of ticks, and values as a
/// length of 4 bytes and the bytes of <see cref="RecordCodec"/>. May be added to, never changed.
/// </summary>
internal static class ChangeCodec
{
    private const byte NodePut = 1;
    private const byte NodeDeleted = 2;
    private const byte LinkPut = 3;
    private const byte LinkRemoved = 4;
    private const byte InteractionRecorded = 5;
    private const byte InteractionRemoved = 6;
    private const byte NodeCreated = 7;
    private const byte NodesErased = 8;
    private const byte NodeDeletedSeen = 9;

    /// <summary>Where in the writer the parts of a change stand that tables keep too.</summary>
    public readonly record struct Parts(Range Id, Range From, Range To, Range Values);

    public static Parts WriteNodePut(ByteWriter writer, NodeRecord node)
    {
        writer.WriteByte(NodePut);
        writer.WriteByte((byte)node.Kind);
        var id = writer.WriteText(node.Id);
        return new Parts { Id = id, Values = WriteValues(writer, node.Values) };
    }

    /// <summary>Says of the put that was written there that it made the node.</summary>
    public static void MarkCreated(ByteWriter writer, int start) => writer.PatchByte(start, NodeCreated);

    public static Parts WriteNodeDeleted(ByteWriter writer, string id)
    {
        writer.WriteByte(NodeDeleted);
        return new Parts { Id = writer.WriteText(id) };
    }

    /// <summary>Says of the deletion that was written there, and is the last, who saw the node.</summary>
    public static void AddAccess(ByteWriter writer, int start, string access)
    {
        writer.PatchByte(start, NodeDeletedSeen);
        writer.WriteText(access);
    }

    public static void WriteNodesErased(ByteWriter writer, IReadOnlyList<string> tombstones)
    {
        writer.WriteByte(NodesErased);
        writer.WriteVarint((ulong)tombstones.Count);
        foreach (var tombstone in tombstones) writer.WriteText(tombstone);
    }

    /// <summary>Writes a change as <see cref="Read"/> gave it.</summary>
    public static void Write(ByteWriter writer, Change change)
    {
        var start = writer.Length;
        switch (change)
        {
            case NodePut put:
                WriteNodePut(writer, put.Node);
                if (put.IsNew) MarkCreated(writer, start);
                break;
            case NodeDeleted deleted:
                WriteNodeDeleted(writer, deleted.Id);
                if (deleted.Access is { } access) AddAccess(writer, start, access);
                break;
            case LinkPut put: WriteLinkPut(writer, put.Link); break;
            case LinkRemoved removed: WriteLinkRemoved(writer, removed.Type, removed.From, removed.To); break;
            case InteractionRecorded recorded: WriteInteractionRecorded(writer, recorded.Interaction); break;
            case InteractionRemoved removed: WriteInteractionRemoved(writer, removed.Interaction); break;
            case NodesErased erased: WriteNodesErased(writer, erased.Tombstones); break;
            default: throw new InvalidOperationException($"No such change: {change.GetType().Name}.");
        }
    }

    public static Parts WriteLinkPut(ByteWriter writer, EdgeRecord link)
    {
        writer.WriteByte(LinkPut);
        writer.WriteByte((byte)link.Type);
        var from = writer.WriteText(link.From);
        var to = writer.WriteText(link.To!);
        writer.WriteByte(link.At is null ? (byte)0 : (byte)1);
        if (link.At is { } at) writer.WriteInt64(at);
        return new Parts { From = from, To = to, Values = WriteValues(writer, link.Values) };
    }

    public static Parts WriteLinkRemoved(ByteWriter writer, EdgeType type, string from, string to)
    {
        writer.WriteByte(LinkRemoved);
        writer.WriteByte((byte)type);
        return new Parts { From = writer.WriteText(from), To = writer.WriteText(to) };
    }

    public static Parts WriteInteractionRecorded(ByteWriter writer, EdgeRecord interaction) =>
        WriteInteraction(writer, InteractionRecorded, interaction);

    public static Parts WriteInteractionRemoved(ByteWriter writer, EdgeRecord interaction) =>
        WriteInteraction(writer, InteractionRemoved, interaction);

    /// <exception cref="InvalidDataException">The bytes are no changes.</exception>
    public static IReadOnlyList<Change> Read(ReadOnlySpan<byte> bytes)
    {
        var changes = new List<Change>();
        var reader = new ByteReader(bytes);
        while (!reader.AtEnd) changes.Add(ReadChange(ref reader));
        return changes;
    }

    private static Parts WriteInteraction(ByteWriter writer, byte what, EdgeRecord interaction)
    {
        writer.WriteByte(what);
        writer.WriteByte((byte)interaction.Type);
        var id = writer.WriteText(interaction.Id!);
        var from = writer.WriteText(interaction.From);
        writer.WriteByte(interaction.To is null ? (byte)0 : (byte)1);
        var to = interaction.To is null ? default : writer.WriteText(interaction.To);
        writer.WriteInt64(interaction.At!.Value);
        return new Parts(id, from, to, WriteValues(writer, interaction.Values));
    }

    private static Range WriteValues(ByteWriter writer, PropertyValue[] values)
    {
        var start = writer.Length + sizeof(int);
        writer.WriteInt32(0);
        RecordCodec.Write(writer, values);
        writer.PatchInt32(start - sizeof(int), writer.Length - start);
        return start..writer.Length;
    }

    private static Change ReadChange(ref ByteReader reader)
    {
        var what = reader.ReadByte();
        switch (what)
        {
            case NodePut or NodeCreated:
                var kind = (NodeKind)reader.ReadByte();
                var node = new NodeRecord(reader.ReadText(), kind, RecordCodec.Read(kind, Values(ref reader)));
                return new NodePut(node) { IsNew = what == NodeCreated };
            case NodeDeleted:
                return new NodeDeleted(reader.ReadText());
            case NodeDeletedSeen:
                return new NodeDeleted(reader.ReadText()) { Access = reader.ReadText() };
            case NodesErased:
                return new NodesErased([.. ReadTexts(ref reader)]);
            case LinkPut:
                return ReadLinkPut(ref reader);
            case LinkRemoved:
                return new LinkRemoved((EdgeType)reader.ReadByte(), reader.ReadText(), reader.ReadText());
            case InteractionRecorded:
                return new InteractionRecorded(ReadInteraction(ref reader));
            case InteractionRemoved:
                return new InteractionRemoved(ReadInteraction(ref reader));
            default:
                throw new InvalidDataException($"The log holds a change of kind {what}, which there is not.");
        }
    }

    private static string[] ReadTexts(ref ByteReader reader)
    {
        var texts = new string[reader.ReadCount()];
        for (var index = 0; index < texts.Length; index++) texts[index] = reader.ReadText();
        return texts;
    }

    private static LinkPut ReadLinkPut(ref ByteReader reader)
    {
        var type = (EdgeType)reader.ReadByte();
        var from = reader.ReadText();
        var to = reader.ReadText();
        long? at = reader.ReadByte() == 0 ? null : reader.ReadInt64();
        return new LinkPut(new EdgeRecord(type, from, to, at, null, RecordCodec.Read(type, Values(ref reader))));
    }

    private static EdgeRecord ReadInteraction(ref ByteReader reader)
    {
        var type = (EdgeType)reader.ReadByte();
        var id = reader.ReadText();
        var from = reader.ReadText();
        var to = reader.ReadByte() == 0 ? null : reader.ReadText();
        var at = reader.ReadInt64();
        return new EdgeRecord(type, from, to, at, id, RecordCodec.Read(type, Values(ref reader)));
    }

    private static ReadOnlySpan<byte> Values(ref ByteReader reader) => reader.Take(reader.ReadInt32());
}
