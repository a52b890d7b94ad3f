using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// A place in an order: the sort values and the id of the item that it was made from, so that neither inserts nor the
/// item's own deletion move it. Opaque to clients: base64url of
/// <code>
/// [ version : 1 | order's fingerprint : 4 | for each key: number : 8, for a text also length : 1 and bytes | id ]
/// </code>
/// </summary>
internal sealed record Cursor(long[] Keys, byte[]?[] Texts, byte[] Id)
{
    private const byte Version = 1;
    private const int HeaderBytes = 5;

    // The longest that a cursor of any order can be; longer ones need not be decoded to be refused.
    private const int CharactersMax = 8 * 1024;

    /// <summary>Reads a cursor of an order; null where it is none, or one of another order.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="fingerprint">The order's.</param>
    /// <param name="isText">For each key of the order, whether it is a text.</param>
    /// <param name="cursor">The cursor.</param>
    public static bool TryRead(
        string text, uint fingerprint, ReadOnlySpan<bool> isText, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > CharactersMax || !Base64Url.IsValid(text)) return false;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < HeaderBytes || bytes[0] != Version) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) != fingerprint) return false;
        bytes = bytes[HeaderBytes..];

        var keys = new long[isText.Length];
        var texts = new byte[]?[isText.Length];
        for (var i = 0; i < isText.Length; i++)
        {
            if (bytes.Length < sizeof(long)) return false;
            keys[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            bytes = bytes[sizeof(long)..];
            if (!isText[i]) continue;
            if (bytes.IsEmpty || bytes[0] > SortText.BytesMax || bytes.Length < 1 + bytes[0]) return false;
            texts[i] = bytes.Slice(1, bytes[0]).ToArray();
            bytes = bytes[(1 + bytes[0])..];
        }

        if (bytes.Length is 0 or > Limits.IdBytesMax) return false;
        cursor = new(keys, texts, bytes.ToArray());
        return true;
    }

    public static void WriteHeader(uint fingerprint, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(HeaderBytes);
        span[0] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(span[1..], fingerprint);
        output.Advance(HeaderBytes);
    }

    public static void WriteKey(long key, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), key);
        output.Advance(sizeof(long));
    }

    public static void WriteText(ReadOnlySpan<byte> key, IBufferWriter<byte> output)
    {
        output.Write([(byte)key.Length]);
        output.Write(key);
    }
}
