using System.Text;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Accepts the words within so many edits of a pattern (insert, delete, replace, swap two neighbours; optimal string
/// alignment), code point by code point. A state is a set of places in the pattern for each number of edits, as bits
/// (Wu and Manber 1992), so that a step is a few shifts and nothing has to be built ahead.
/// </summary>
internal sealed class LevenshteinAutomaton
{
    /// <summary>The longest pattern, in code points.</summary>
    public const int PatternMax = 62;

    /// <summary>The most edits.</summary>
    public const int EditsMax = 2;

    private readonly int[] _pattern;
    private readonly int _editsMax;
    private readonly ulong[] _ascii = new ulong[128];

    /// <param name="pattern">The word as code points.</param>
    /// <param name="editsMax">0 to <see cref="EditsMax"/>.</param>
    public LevenshteinAutomaton(int[] pattern, int editsMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pattern.Length, PatternMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)editsMax, (uint)EditsMax);
        (_pattern, _editsMax) = (pattern, editsMax);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] < 128) _ascii[pattern[i]] |= 1UL << i;
        }
    }

    /// <summary>
    /// Where in the pattern a word's beginning can have come to with 0, 1 and 2 edits, and where a swap waits for its
    /// second character.
    /// </summary>
    public readonly record struct State(ulong Edits0, ulong Edits1, ulong Edits2, ulong Swap0, ulong Swap1)
    {
        /// <summary>No word that begins so is accepted.</summary>
        public bool IsDead => (Edits0 | Edits1 | Edits2 | Swap0 | Swap1) == 0;
    }

    /// <summary>Before the first character.</summary>
    public State Start => new(1, _editsMax >= 1 ? 3UL : 0, _editsMax >= 2 ? 7UL : 0, 0, 0);

    /// <summary>The state after one more character.</summary>
    public State Next(in State state, int character)
    {
        var places = PlacesOf(character);
        var edits0 = (state.Edits0 & places) << 1;
        if (_editsMax == 0) return new State(edits0, 0, 0, 0, 0);
        // A match; an insert; a replacement; a delete after this character's step; the end of a swap.
        var edits1 = (state.Edits1 & places) << 1 | state.Edits0 | state.Edits0 << 1 | edits0 << 1
            | (state.Swap0 & places) << 2;
        var swap0 = state.Edits0 & places >> 1;
        if (_editsMax == 1) return new State(edits0, edits1 & Within, 0, swap0, 0);
        var edits2 = (state.Edits2 & places) << 1 | state.Edits1 | state.Edits1 << 1 | edits1 << 1
            | (state.Swap1 & places) << 2;
        return new State(edits0, edits1 & Within, edits2 & Within, swap0, state.Edits1 & places >> 1);
    }

    /// <summary>The edits with which a word that ends here is accepted; -1 where it is not.</summary>
    public int Accepts(in State state)
    {
        var end = 1UL << _pattern.Length;
        if ((state.Edits0 & end) != 0) return 0;
        if ((state.Edits1 & end) != 0) return 1;
        return (state.Edits2 & end) != 0 ? 2 : -1;
    }

    private ulong Within => (2UL << _pattern.Length) - 1;

    private ulong PlacesOf(int character)
    {
        if (character < 128) return _ascii[character];
        ulong places = 0;
        for (var i = 0; i < _pattern.Length; i++)
        {
            if (_pattern[i] == character) places |= 1UL << i;
        }

        return places;
    }

    /// <summary>
    /// The code points of UTF-8; a byte that belongs to none stands for itself as a number below zero.
    /// </summary>
    public static int[] CodePoints(ReadOnlySpan<byte> text)
    {
        var points = new int[text.Length];
        var count = 0;
        while (!text.IsEmpty)
        {
            var isPoint = Rune.DecodeFromUtf8(text, out var rune, out var bytes) == System.Buffers.OperationStatus.Done;
            points[count++] = isPoint ? rune.Value : -text[0];
            text = text[(isPoint ? bytes : 1)..];
        }

        return points[..count];
    }
}
