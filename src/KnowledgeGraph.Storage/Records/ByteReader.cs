using System.Buffers.Binary;
using System.Text;

namespace KnowledgeGraph.Storage.Records;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote. Bytes that end too early or cannot be are an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A number has more than 64 bits.");
    }

    /// <summary>A number of things that are still to come, each of a byte or more.</summary>
    public int ReadCount()
    {
        var count = ReadVarint();
        if (count > (ulong)_rest.Length) throw EndsTooEarly();
        return (int)count;
    }

    public string ReadText() => Encoding.UTF8.GetString(Take(ReadCount()));

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw EndsTooEarly();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException EndsTooEarly() => new("A record ends too early.");
}
