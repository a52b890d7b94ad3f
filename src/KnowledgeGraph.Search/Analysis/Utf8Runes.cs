using System.Text;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>The code points of a text in UTF-8; bytes that are none are the replacement character.</summary>
internal ref struct Utf8Runes(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public int Current { get; private set; }

    /// <summary>How many bytes <see cref="Current"/> takes.</summary>
    public int Length { get; private set; }

    public readonly Utf8Runes GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        Rune.DecodeFromUtf8(_rest, out var rune, out var length);
        _rest = _rest[length..];
        (Current, Length) = (rune.Value, length);
        return true;
    }
}
