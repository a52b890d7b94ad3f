using System.Text;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// How Han characters are read in Mandarin, without tones: at most three readings each, the usual first.
/// </summary>
internal static class PinyinTable
{
    private const int First = 0x3400;
    private const int ReadingsMax = 3;

    // By number; number 0 is none.
    private static readonly byte[][] Syllables;
    private static readonly ushort[] Readings;
    private static readonly HashSet<string> Known;
    private static readonly HashSet<string> Beginnings;

    static PinyinTable()
    {
        using var data = new AnalysisData("pinyin.bin");
        var names = Encoding.ASCII.GetString(data.Read<byte>()).Split('\n');
        Syllables = [[], .. names.Select(Encoding.ASCII.GetBytes)];
        Readings = data.Read<ushort>();
        Known = new(names, StringComparer.Ordinal);
        Beginnings = new(
            names.SelectMany(name => Enumerable.Range(1, name.Length).Select(length => name[..length])),
            StringComparer.Ordinal);
    }

    /// <summary>The longest syllable, in letters.</summary>
    public const int SyllableLettersMax = 6;

    /// <summary>The character's reading of that place, 0 to 2; empty where it has none.</summary>
    public static ReadOnlySpan<byte> Reading(int codePoint, int place)
    {
        var at = ((codePoint - First) * ReadingsMax) + place;
        return (uint)at < (uint)Readings.Length ? Syllables[Readings[at]] : default;
    }

    public static bool IsSyllable(ReadOnlySpan<char> letters) =>
        Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters);

    /// <summary>All syllables that begin so.</summary>
    public static IEnumerable<string> SyllablesFrom(string letters) =>
        Known.Where(syllable => syllable.StartsWith(letters, StringComparison.Ordinal));

    /// <summary>Some syllable begins so, or is it.</summary>
    public static bool Begins(ReadOnlySpan<char> letters) =>
        Beginnings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters);
}
