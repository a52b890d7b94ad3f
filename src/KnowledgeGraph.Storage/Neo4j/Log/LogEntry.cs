using System.IO.Compression;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>
/// An entry of the log as a node `Change` keeps it: its number, the id of its commit, time, actor, the number of its
/// changes, and the changes as bytes: one that says how they are packed (0 as they are, 1 deflate), then those of
/// <see cref="ChangeCodec"/>.
/// </summary>
/// <param name="Commit">What was committed.</param>
/// <param name="CommitId">Chosen by who commits, so that it can be looked for where no answer came.</param>
/// <param name="Changes">The changes as bytes, not packed.</param>
/// <param name="Stamp">What the audit says of it.</param>
internal sealed record LogEntry(Commit Commit, string CommitId, byte[] Changes, AuditStamp Stamp)
{
    private const byte Plain = 0;
    private const byte Deflated = 1;
    private const int PackFromBytes = 512;

    public void Write(ParameterWriter writer)
    {
        writer.StartMap();
        writer.Name("sequence").Integer(Commit.Sequence);
        writer.Name("commitId").Text(CommitId);
        writer.Name("at").Instant(Commit.At);
        writer.Name("actor").Text(Commit.Actor);
        writer.Name("changes").Integer(Commit.Changes.Count);
        writer.Name("data").Bytes(Pack(Changes));
        writer.EndMap();
    }

    /// <exception cref="InvalidDataException">The bytes are no changes.</exception>
    public static IReadOnlyList<Change> Unpack(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) throw new InvalidDataException("An entry of the log is empty.");
        if (data[0] == Plain) return ChangeCodec.Read(data[1..]);
        if (data[0] != Deflated)
            throw new InvalidDataException($"An entry of the log is packed in a way ({data[0]}) that is not known.");
        using var unpacked = new MemoryStream();
        using (var packed = new MemoryStream(data[1..].ToArray()))
        using (var deflate = new DeflateStream(packed, CompressionMode.Decompress)) deflate.CopyTo(unpacked);
        return ChangeCodec.Read(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length));
    }

    internal static byte[] Pack(byte[] changes)
    {
        if (changes.Length < PackFromBytes) return [Plain, .. changes];
        using var packed = new MemoryStream(changes.Length / 2);
        packed.WriteByte(Deflated);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(changes);
        return packed.ToArray();
    }
}
