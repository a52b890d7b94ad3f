using System.Buffers.Binary;
using System.Text;

namespace KnowledgeGraph.Storage.Records;

/// <summary>A growing buffer to encode into, kept and used again. For one thread at a time.</summary>
internal sealed class ByteWriter
{
    // Unpaired surrogates throw: content that cannot be kept as it is must not be kept as something else.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int KeptBytesMax = 16 * 1024 * 1024;

    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>What was written from <paramref name="start"/> on; good until the next write.</summary>
    public ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    public ReadOnlySpan<byte> Slice(Range range) => _bytes.AsSpan(0, Length)[range];

    /// <summary>Takes back all that was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Begins anew, and lets go of a buffer that something unusually large has left.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytesMax) _bytes = new byte[4096];
    }

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Seven bits a byte, the lowest first, the top bit set on all but the last.</summary>
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }
        WriteByte((byte)value);
    }

    /// <summary>A length in bytes, then as many bytes of UTF-8.</summary>
    /// <returns>Where the bytes stand.</returns>
    public Range WriteText(string value)
    {
        // A char takes three bytes at most, so that the length of a short text needs no counting pass.
        var isShort = value.Length <= 0x7F / 3;
        var bytes = isShort ? 0 : Utf8.GetByteCount(value);
        WriteVarint((ulong)bytes);
        var start = Length;
        var written = Utf8.GetBytes(value, Reserve(isShort ? value.Length * 3 : bytes));
        Length = start + written;
        if (isShort) _bytes[start - 1] = (byte)written;
        return start..Length;
    }

    /// <summary>Sets the four bytes at <paramref name="position"/>, which were written before.</summary>
    public void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position, 4), value);

    /// <summary>Sets the byte at <paramref name="position"/>, which was written before.</summary>
    public void PatchByte(int position, byte value) => _bytes[position] = value;

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var size = Math.Min(Math.Max(2L * _bytes.Length, (long)Length + count), Array.MaxLength);
            Array.Resize(ref _bytes, (int)size);
        }
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
