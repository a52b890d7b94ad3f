using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Okapi BM25 as Lucene computes it since version 8 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
/// 2009, without the constant factor k1 + 1):
/// <code>
/// idf   = ln(1 + (N - n + 0.5) / (n + 0.5))
/// score = boost × idf × tf / (tf + k1 × (1 - b + b × length / average length))
/// </code>
/// Written as <c>w - w / (1 + tf × c)</c>, every step of which is monotone in floating point too: a higher frequency
/// or a shorter text never gives a lower score, so that a bound computed from the highest frequency and the shortest
/// text of a block is a bound of each score in it.
/// </summary>
internal static class Bm25
{
    /// <summary>The number of different codes for lengths.</summary>
    public const int LengthCodes = 256;

    private static readonly float[] Lengths =
        [.. Enumerable.Range(0, LengthCodes).Select(code => (float)Decode(code))];

    /// <summary>How much a term says that <paramref name="matching"/> of <paramref name="all"/> hold.</summary>
    public static float InverseDocumentFrequency(long matching, long all) =>
        (float)Math.Log(1 + (all - matching + 0.5) / (matching + 0.5));

    /// <summary>For each code of a length, the <c>c</c> of the formula.</summary>
    public static void FillFactors(Span<float> factors, float k1, float b, float averageLength)
    {
        for (var code = 0; code < factors.Length; code++) factors[code] = Factor(Lengths[code], k1, b, averageLength);
    }

    /// <summary>The <c>c</c> of the formula.</summary>
    public static float Factor(float length, float k1, float b, float averageLength) =>
        1f / (k1 * (1 - b + b * length / averageLength));

    /// <summary>The score of a term that occurs so often.</summary>
    public static float Score(float weight, float frequency, float factor) =>
        weight - weight / (1f + frequency * factor);

    /// <summary>
    /// A length in one byte, four significant bits above 40 (Lucene's SmallFloat.intToByte4): order is kept.
    /// </summary>
    public static byte EncodeLength(int length)
    {
        if (length < FreeCodes) return (byte)length;
        var rest = length - FreeCodes;
        var bits = 32 - BitOperations.LeadingZeroCount((uint)rest);
        if (bits < 4) return (byte)(FreeCodes + rest);
        var shift = bits - 4;
        return (byte)(FreeCodes + ((rest >> shift & 7) | (shift + 1 << 3)));
    }

    /// <summary>The length that a code stands for: the shortest of those with that code.</summary>
    public static float LengthOf(byte code) => Lengths[code];

    private const int FreeCodes = 24;

    private static long Decode(int code)
    {
        if (code < FreeCodes) return code;
        var (bits, shift) = (code - FreeCodes & 7, (code - FreeCodes >> 3) - 1);
        return FreeCodes + (shift < 0 ? bits : (long)(bits | 8) << shift);
    }
}
