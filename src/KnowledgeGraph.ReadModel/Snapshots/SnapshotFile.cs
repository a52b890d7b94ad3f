using System.Buffers.Binary;
using System.IO.Hashing;

namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>
/// A version's arrays in one file, so that a start needs no rebuild. Derived: deleting it changes no answer. The
/// layout is said in <see cref="SnapshotFormat"/>.
/// </summary>
public static class SnapshotFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>
    /// Writes a file beside the one of that name and then puts it in its place, so that there is always a whole one.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, GraphSnapshot snapshot)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var output = new FileStream(
                temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes))
            {
                WriteTo(output, snapshot);
                output.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a file whole, and checks it whole.</summary>
    /// <exception cref="SnapshotException">It is not there, damaged, or of another format.</exception>
    public static GraphSnapshot Read(string path)
    {
        try
        {
            using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
            return ReadFrom(input);
        }
        catch (FileNotFoundException missing)
        {
            throw new SnapshotException("There is no snapshot file.", missing);
        }
        catch (EndOfStreamException end)
        {
            throw new SnapshotException("The snapshot file ends too early.", end);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"The snapshot file cannot be read: {failure.Message}", failure);
        }
    }

    private static void WriteTo(Stream output, GraphSnapshot snapshot)
    {
        output.Write(new byte[SnapshotFormat.HeaderBytes]);
        var directory = new byte[(SnapshotFormat.Sections.Count * SnapshotFormat.EntryBytes) + sizeof(ulong)];
        var content = new SnapshotContent.Writer(snapshot);
        foreach (var section in SnapshotFormat.Sections)
        {
            Pad(output);
            var offset = output.Position;
            var writer = new SectionWriter(output);
            content.Write(section, writer);
            var entry = directory.AsSpan((int)section * SnapshotFormat.EntryBytes);
            BinaryPrimitives.WriteInt64LittleEndian(entry, offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], writer.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], writer.Checksum);
        }

        Pad(output);
        var directoryOffset = output.Position;
        Seal(directory);
        output.Write(directory);
        output.Position = 0;
        output.Write(Header(snapshot, directoryOffset, directory.Length));
    }

    private static byte[] Header(GraphSnapshot snapshot, long directoryOffset, int directoryLength)
    {
        var header = new byte[SnapshotFormat.HeaderBytes];
        SnapshotFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), SnapshotFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), directoryLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), SnapshotFormat.Fingerprint);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), snapshot.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), snapshot.CommittedAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), directoryOffset);
        Seal(header);
        return header;
    }

    private static GraphSnapshot ReadFrom(FileStream input)
    {
        var header = new byte[SnapshotFormat.HeaderBytes];
        input.ReadExactly(header);
        if (!header.AsSpan().StartsWith(SnapshotFormat.Magic)) throw new SnapshotException("It is no snapshot file.");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (version != SnapshotFormat.Version)
        {
            throw new SnapshotException(
                $"The snapshot file has format {version}; this program writes {SnapshotFormat.Version}.");
        }

        CheckSeal(header, "header");
        if (BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(16)) != SnapshotFormat.Fingerprint)
        {
            throw new SnapshotException("The snapshot file was made under other tables of kinds and edge types.");
        }

        var directory = new byte[BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12))];
        input.Position = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(40));
        input.ReadExactly(directory);
        CheckSeal(directory, "directory");

        var content = new SnapshotContent.Reader();
        foreach (var section in SnapshotFormat.Sections)
        {
            var entry = directory.AsSpan((int)section * SnapshotFormat.EntryBytes);
            input.Position = BinaryPrimitives.ReadInt64LittleEndian(entry);
            var reader = new SectionReader(input, section, BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
            content.Read(section, reader);
            reader.End(BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]));
        }

        return content.Build(
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24)),
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32)));
    }

    private static void Pad(Stream output)
    {
        var over = (int)(output.Position % SnapshotFormat.Alignment);
        if (over > 0) output.Write(new byte[SnapshotFormat.Alignment - over]);
    }

    // The last eight bytes are the checksum of those before.
    private static void Seal(Span<byte> block) =>
        BinaryPrimitives.WriteUInt64LittleEndian(
            block[^sizeof(ulong)..], XxHash3.HashToUInt64(block[..^sizeof(ulong)]));

    private static void CheckSeal(ReadOnlySpan<byte> block, string name)
    {
        var checksum = BinaryPrimitives.ReadUInt64LittleEndian(block[^sizeof(ulong)..]);
        if (checksum != XxHash3.HashToUInt64(block[..^sizeof(ulong)]))
        {
            throw new SnapshotException($"The snapshot file's {name} is damaged: its checksum is wrong.");
        }
    }
}
