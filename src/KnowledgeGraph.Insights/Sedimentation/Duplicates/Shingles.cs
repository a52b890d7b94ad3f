using System.Text;

namespace KnowledgeGraph.Insights.Sedimentation.Duplicates;

/// <summary>
/// A text as the set of its shingles: hashes of every <see cref="Width"/> words that stand together, whatever their
/// case and the signs between them; a character of Chinese, Japanese or Korean is a word. For one thread.
/// </summary>
internal sealed class Shingles
{
    public const int Width = 3;

    // Longer texts are compared by their beginning.
    private const int TextBytesMax = 64 * 1024;
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private readonly List<ulong> _words = [];
    private ulong[] _set = new ulong[256];

    /// <summary>The shingles, ascending, each once; good until the next text.</summary>
    public ReadOnlySpan<ulong> Set => _set.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Takes the shingles of a text in UTF-8.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        ReadWords(text[..Math.Min(text.Length, TextBytesMax)]);
        Count = Math.Max(0, _words.Count - Width + 1);
        if (_set.Length < Count) _set = new ulong[Math.Max(Count, _set.Length * 2)];
        for (var at = 0; at < Count; at++)
        {
            var hash = Offset;
            for (var next = 0; next < Width; next++) hash = Mix(hash ^ _words[at + next]);
            _set[at] = hash;
        }

        Array.Sort(_set, 0, Count);
        var kept = 0;
        for (var at = 0; at < Count; at++)
        {
            if (at == 0 || _set[at] != _set[at - 1]) _set[kept++] = _set[at];
        }

        Count = kept;
    }

    /// <summary>The share of all elements that both sets have (Jaccard); 0 where one is empty.</summary>
    public static double Likeness(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        if (left.IsEmpty || right.IsEmpty) return 0;
        var (common, i, j) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == right[j])
            {
                common++;
                i++;
                j++;
            }
            else if (left[i] < right[j]) i++;
            else j++;
        }

        return (double)common / (left.Length + right.Length - common);
    }

    /// <summary>The finalizer of MurmurHash3: spreads every bit over all.</summary>
    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private void ReadWords(ReadOnlySpan<byte> text)
    {
        _words.Clear();
        var word = Offset;
        for (var at = 0; at < text.Length;)
        {
            var letter = text[at];
            if (letter < 0x80)
            {
                at++;
                if (char.IsAsciiLetterOrDigit((char)letter)) word = (word ^ (uint)(letter | 0x20)) * Prime;
                else End(ref word);
                continue;
            }

            Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
            at += length;
            if (IsCjk(rune.Value))
            {
                End(ref word);
                _words.Add((ulong)rune.Value * Prime);
            }
            else if (Rune.IsLetterOrDigit(rune)) word = (word ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
            else End(ref word);
        }

        End(ref word);
    }

    private void End(ref ulong word)
    {
        if (word != Offset) _words.Add(word);
        word = Offset;
    }

    private static bool IsCjk(int rune) => rune is >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF
        or >= 0xAC00 and <= 0xD7AF or >= 0x20000 and <= 0x3FFFF;
}
