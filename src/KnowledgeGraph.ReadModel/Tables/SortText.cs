using System.Buffers.Binary;
using System.Text;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// How texts are put in order: by the UTF-8 bytes of their upper-case form, and by the first
/// <see cref="BytesMax"/> of them only, so that a cursor can hold a key whole. What is equal so far comes by id.
/// </summary>
internal static class SortText
{
    public const int BytesMax = 128;

    /// <summary>The most bytes that a character can grow to.</summary>
    private const int RuneBytesMax = 4;

    /// <summary>Writes the key of a raw text to a span of <see cref="BytesMax"/>; gives its length.</summary>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> key)
    {
        var written = 0;
        while (text.Length > 0 && written <= BytesMax - RuneBytesMax)
        {
            if (text[0] < 0x80)
            {
                var ascii = text[0];
                key[written++] = ascii is >= (byte)'a' and <= (byte)'z' ? (byte)(ascii - 32) : ascii;
                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf8(text, out var rune, out var read);
            written += Rune.ToUpperInvariant(rune).EncodeToUtf8(key[written..]);
            text = text[read..];
        }

        return written;
    }

    /// <summary>The number that stands for a text's key: see <see cref="Prefix"/>.</summary>
    public static long Key(string text)
    {
        // No more characters than this can take part.
        var part = text.AsSpan(0, Math.Min(text.Length, BytesMax));
        Span<byte> raw = stackalloc byte[BytesMax * 3];
        Span<byte> key = stackalloc byte[BytesMax];
        return Prefix(key[..Fold(raw[..Encoding.UTF8.GetBytes(part, raw)], key)]);
    }

    /// <summary>
    /// The first eight bytes of a key as a number that orders like them, and never the smallest one: its complement is
    /// the key of what is missing, also in a descending order.
    /// </summary>
    public static long Prefix(ReadOnlySpan<byte> key)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        key[..Math.Min(8, key.Length)].CopyTo(first);
        return Math.Max(BinaryPrimitives.ReadInt64BigEndian(first) ^ long.MinValue, -long.MaxValue);
    }
}
