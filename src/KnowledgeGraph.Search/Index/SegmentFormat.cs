using System.Buffers.Binary;
using System.IO.Hashing;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// How a segment lies in memory and, byte for byte, in its file:
/// <code>
/// header      magic | format | sections | for each section: offset, length, checksum | checksum of the header
/// sections    each from a multiple of 64 bytes on
/// padding     64 bytes, so that eight numbers can be read where one is left
/// </code>
/// Numbers are little endian, checksums XxHash3. Checksums are filled in where a segment is written to a file.
/// </summary>
internal static class SegmentFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 256;

    private const int Alignment = 64;
    private const int SectionsAt = 16;
    private const int EntryBytes = 24;

    private static ReadOnlySpan<byte> Magic => "KGSEARCH"u8;

    public enum Section
    {
        Fields, Ids, Lengths, Tries, Entries, Postings, Positions,
    }

    public const int SectionCount = (int)Section.Positions + 1;

    /// <summary>Puts sections together in memory.</summary>
    public static unsafe SegmentMemory Assemble(ReadOnlySpan<ByteWriter> sections)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], SectionCount);
        long end = HeaderBytes;
        for (var i = 0; i < SectionCount; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header[(SectionsAt + i * EntryBytes)..], end);
            BinaryPrimitives.WriteInt64LittleEndian(header[(SectionsAt + i * EntryBytes + 8)..], sections[i].Length);
            end = Aligned(end + sections[i].Length);
        }

        var memory = SegmentMemory.Allocate(checked((int)(end + Alignment)));
        var bytes = new Span<byte>(memory.Start, (int)memory.Length);
        header.CopyTo(bytes);
        var at = HeaderBytes;
        for (var i = 0; i < SectionCount; i++)
        {
            sections[i].Written.CopyTo(bytes[at..]);
            var next = (int)Aligned(at + sections[i].Length);
            bytes[(at + sections[i].Length)..next].Clear();
            at = next;
        }

        bytes[at..].Clear();
        return memory;
    }

    /// <summary>Where a section lies.</summary>
    public static unsafe (long Offset, long Length) Find(SegmentMemory memory, Section section)
    {
        var entry = memory.Span(SectionsAt + (int)section * EntryBytes, EntryBytes);
        return (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));
    }

    /// <summary>Writes a segment with its checksums.</summary>
    public static unsafe void Write(SegmentMemory memory, Stream output)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        memory.Span(0, HeaderBytes).CopyTo(header);
        for (var i = 0; i < SectionCount; i++)
        {
            var (offset, length) = Find(memory, (Section)i);
            BinaryPrimitives.WriteUInt64LittleEndian(
                header[(SectionsAt + i * EntryBytes + 16)..], Checksum(memory, offset, length));
        }

        BinaryPrimitives.WriteUInt64LittleEndian(header[^8..], XxHash3.HashToUInt64(header[..^8]));
        output.Write(header);
        const int Step = 1 << 20;
        for (long at = HeaderBytes; at < memory.Length; at += Step)
        {
            output.Write(memory.Span(at, (int)Math.Min(Step, memory.Length - at)));
        }
    }

    /// <summary>Looks whether a file's bytes are those that were written.</summary>
    /// <exception cref="IndexDamagedException">They are not.</exception>
    public static void Check(SegmentMemory memory)
    {
        if (memory.Length < HeaderBytes + Alignment) throw new IndexDamagedException("It ends too early.");
        var header = memory.Span(0, HeaderBytes);
        if (!header.StartsWith(Magic)) throw new IndexDamagedException("It is no file of a search index.");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw new IndexDamagedException($"It has format {version}; this program writes {Version}.");
        }

        if (XxHash3.HashToUInt64(header[..^8]) != BinaryPrimitives.ReadUInt64LittleEndian(header[^8..]))
        {
            throw new IndexDamagedException("The checksum of its header is wrong.");
        }

        for (var i = 0; i < SectionCount; i++)
        {
            var (offset, length) = Find(memory, (Section)i);
            if (offset + length > memory.Length - Alignment) throw new IndexDamagedException("It ends too early.");
            var written = BinaryPrimitives.ReadUInt64LittleEndian(header[(SectionsAt + i * EntryBytes + 16)..]);
            if (Checksum(memory, offset, length) != written)
            {
                throw new IndexDamagedException($"The checksum of its section {(Section)i} is wrong.");
            }
        }
    }

    private static ulong Checksum(SegmentMemory memory, long offset, long length)
    {
        if (length <= int.MaxValue) return XxHash3.HashToUInt64(memory.Span(offset, (int)length));
        var hash = new XxHash3();
        for (long done = 0; done < length; done += int.MaxValue)
        {
            hash.Append(memory.Span(offset + done, (int)Math.Min(int.MaxValue, length - done)));
        }

        return hash.GetCurrentHashAsUInt64();
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Files of an index cannot be used: it has to be built anew. The message says which and why.</summary>
public sealed class IndexDamagedException(string message, Exception? inner = null) : Exception(message, inner);
