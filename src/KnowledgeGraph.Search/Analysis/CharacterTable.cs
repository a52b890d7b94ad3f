namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// What the analyzer knows of each character of Unicode: its word break class, its kind, and what it is folded to.
/// The framework cannot say it here: with invariant globalization it normalizes nothing beyond ASCII.
/// <code>
/// code point: [block index | 7 bits] → block of 128 record numbers → record: break, kind, where the folding stands
/// </code>
/// </summary>
internal static class CharacterTable
{
    private const int BlockBits = 7;
    private const int RecordBytes = 6;
    private const byte Same = 255;
    private const int LastCodePoint = 0x10FFFF;

    private static readonly ushort[] Index;
    private static readonly ushort[] Blocks;
    private static readonly byte[] Records;
    private static readonly byte[] Folds;
    private static readonly ulong[] PairKeys;
    private static readonly int[] PairValues;

    static CharacterTable()
    {
        using var data = new AnalysisData("characters.bin");
        Index = data.Read<ushort>();
        Blocks = data.Read<ushort>();
        Records = data.Read<byte>();
        Folds = data.Read<byte>();
        var pairs = data.Read<uint>();
        PairKeys = new ulong[pairs.Length / 3];
        PairValues = new int[PairKeys.Length];
        for (var i = 0; i < PairKeys.Length; i++)
        {
            PairKeys[i] = ((ulong)pairs[i * 3] << 32) | pairs[(i * 3) + 1];
            PairValues[i] = (int)pairs[(i * 3) + 2];
        }
    }

    public static Character Of(int codePoint)
    {
        if ((uint)codePoint > LastCodePoint) return default;
        var record = Blocks[(Index[codePoint >> BlockBits] << BlockBits) | (codePoint & ((1 << BlockBits) - 1))];
        return new(record * RecordBytes);
    }

    /// <summary>
    /// The character that two compose to in NFC, or -1. Latin and Greek have none: they lose their marks.
    /// </summary>
    public static int Compose(int first, int mark)
    {
        var found = Array.BinarySearch(PairKeys, ((ulong)(uint)first << 32) | (uint)mark);
        return found < 0 ? Hangul.Compose(first, mark) : PairValues[found];
    }

    /// <summary>One character's record.</summary>
    internal readonly struct Character(int offset)
    {
        private readonly int _offset = offset;

        public WordBreak Break => (WordBreak)(Records[_offset] & 0x7F);

        public bool IsPictograph => (Records[_offset] & 0x80) != 0;

        public CharacterKind Kind => (CharacterKind)(Records[_offset + 1] & 7);

        public bool IsUpper => (Records[_offset + 1] & 8) != 0;

        public bool IsLower => (Records[_offset + 1] & 16) != 0;

        /// <summary>A letter that loses its marks.</summary>
        public bool LosesMarks => (Records[_offset + 1] & 32) != 0;

        public bool IsHan => (Records[_offset + 1] & 64) != 0;

        public bool FoldsToItself => Records[_offset + 2] == Same;

        /// <summary>What it is folded to, where that is not itself; may be nothing.</summary>
        public ReadOnlySpan<byte> Folded => Folds.AsSpan(
            Records[_offset + 3] | (Records[_offset + 4] << 8) | (Records[_offset + 5] << 16), Records[_offset + 2]);
    }

    // Syllables are computed, as the standard says (chapter 3.12).
    private static class Hangul
    {
        private const int LeadFirst = 0x1100;
        private const int VowelFirst = 0x1161;
        private const int TailFirst = 0x11A7;
        private const int SyllableFirst = 0xAC00;
        private const int LeadCount = 19;
        private const int VowelCount = 21;
        private const int TailCount = 28;

        public static int Compose(int first, int second)
        {
            var lead = first - LeadFirst;
            var vowel = second - VowelFirst;
            if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
            {
                return SyllableFirst + (((lead * VowelCount) + vowel) * TailCount);
            }

            var syllable = first - SyllableFirst;
            var tail = second - TailFirst;
            return (uint)syllable < LeadCount * VowelCount * TailCount && syllable % TailCount == 0
                && tail is > 0 and < TailCount
                ? first + tail
                : -1;
        }
    }
}
