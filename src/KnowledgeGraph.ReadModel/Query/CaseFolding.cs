using System.Text;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// Looks for text in UTF-8 text, whether in upper or lower case: by the upper-case form of each character (Unicode's
/// simple mapping, of no language).
/// </summary>
internal static class CaseFolding
{
    // A block is folded at a time, so that long texts need no copy as long as themselves.
    private const int BlockBytes = 2048;

    // No character is longer than this; none grows to more than three times its length.
    private const int RuneBytesMax = 4;

    /// <summary>The folded form.</summary>
    public static ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> text)
    {
        var folded = new byte[(text.Length * 3) + RuneBytesMax];
        return folded.AsSpan(0, Fold(text, folded, out _));
    }

    /// <param name="text">UTF-8.</param>
    /// <param name="wanted">Folded.</param>
    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        if (wanted.IsEmpty) return true;
        Span<byte> buffer = wanted.Length <= BlockBytes
            ? stackalloc byte[2 * BlockBytes]
            : new byte[wanted.Length + BlockBytes];
        // What is kept of the block before: a match can begin there.
        var kept = 0;
        while (!text.IsEmpty)
        {
            var length = kept + Fold(text, buffer[kept..], out var read);
            if (buffer[..length].IndexOf(wanted) >= 0) return true;
            text = text[read..];
            kept = Math.Min(length, wanted.Length - 1);
            buffer.Slice(length - kept, kept).CopyTo(buffer);
        }

        return false;
    }

    /// <inheritdoc cref="Contains"/>
    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        while (!wanted.IsEmpty && !text.IsEmpty)
        {
            var folded = block[..Fold(text, block, out var read)];
            var common = Math.Min(folded.Length, wanted.Length);
            if (!folded[..common].SequenceEqual(wanted[..common])) return false;
            text = text[read..];
            wanted = wanted[common..];
        }

        return wanted.IsEmpty;
    }

    /// <inheritdoc cref="Contains"/>
    public static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted) => Fold(text).EndsWith(wanted);

    // As much of the text as surely fits.
    private static int Fold(ReadOnlySpan<byte> text, Span<byte> folded, out int read)
    {
        var written = 0;
        read = 0;
        while (read < text.Length && folded.Length - written >= RuneBytesMax)
        {
            // Ascii.ToUpper stops at the first byte that is not ASCII.
            var room = Math.Min(text.Length - read, folded.Length - written);
            Ascii.ToUpper(text.Slice(read, room), folded[written..], out var ascii);
            read += ascii;
            written += ascii;
            if (read == text.Length || folded.Length - written < RuneBytesMax) break;
            if (text[read] < 0x80) continue;
            Rune.DecodeFromUtf8(text[read..], out var rune, out var bytes);
            written += Rune.ToUpperInvariant(rune).EncodeToUtf8(folded[written..]);
            read += bytes;
        }

        return written;
    }
}
