namespace KnowledgeGraph.Storage;

/// <summary>
/// The order of the UTF-8 bytes of two strings, which is the order of their code points. UTF-16 has another: its
/// surrogates stand below U+E000 though what they encode stands above.
/// </summary>
public static class Utf8Order
{
    /// <summary>Less than 0 where the left one comes first, 0 where they are the same.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length - right.Length;
        return Weight(left[common]) - Weight(right[common]);
    }

    // Surrogates go above all other code units, in their own order.
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
