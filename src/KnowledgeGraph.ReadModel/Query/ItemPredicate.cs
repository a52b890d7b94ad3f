using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>
/// A filter bound to a version: answers for a block of items at once, one bit each. Stateless; to be shared between
/// threads.
/// </summary>
internal abstract class ItemPredicate
{
    /// <summary>The most items of a block.</summary>
    public const int BlockMax = Pages.Size;

    /// <summary>Words of a block's bits.</summary>
    public const int WordsMax = BlockMax / 64;

    /// <summary>Sets bit i where item i is kept, and clears it where it is not.</summary>
    public abstract void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits);

    public static int Words(int items) => (items + 63) >> 6;

    public static bool IsSet(ReadOnlySpan<ulong> bits, int item) => (bits[item >> 6] >> item & 1) != 0;
}

/// <summary>A predicate that looks at one item after the other.</summary>
internal sealed class RowPredicate<TTest>(TTest test) : ItemPredicate where TTest : struct, IItemTest
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits)
    {
        var scratch = new TestScratch();
        for (var word = 0; word < Words(items.Length); word++)
        {
            var block = items.Slice(word << 6, Math.Min(64, items.Length - (word << 6)));
            var kept = 0UL;
            for (var i = 0; i < block.Length; i++)
            {
                if (test.Test(block[i], ref scratch)) kept |= 1UL << i;
            }

            bits[word] = kept;
        }
    }
}

/// <summary>Room that tests of one block share.</summary>
internal struct TestScratch
{
    public byte[] Text = [];

    public TestScratch()
    {
    }
}

/// <summary>A condition on one item.</summary>
internal interface IItemTest
{
    bool Test(int item, ref TestScratch scratch);
}

internal sealed class AllOf(ItemPredicate[] conditions) : ItemPredicate
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits)
    {
        bits = bits[..Words(items.Length)];
        bits.Fill(ulong.MaxValue);
        Span<ulong> one = stackalloc ulong[WordsMax];
        foreach (var condition in conditions)
        {
            condition.Evaluate(items, one);
            for (var i = 0; i < bits.Length; i++) bits[i] &= one[i];
        }
    }
}

internal sealed class OneOf(ItemPredicate[] conditions) : ItemPredicate
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits)
    {
        bits = bits[..Words(items.Length)];
        bits.Clear();
        Span<ulong> one = stackalloc ulong[WordsMax];
        foreach (var condition in conditions)
        {
            condition.Evaluate(items, one);
            for (var i = 0; i < bits.Length; i++) bits[i] |= one[i];
        }
    }
}

internal sealed class NoneOf(ItemPredicate condition) : ItemPredicate
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits)
    {
        bits = bits[..Words(items.Length)];
        condition.Evaluate(items, bits);
        for (var i = 0; i < bits.Length; i++) bits[i] = ~bits[i];
    }
}

/// <summary>Nodes that are seen.</summary>
internal sealed class IsSeen(NodeMask mask) : ItemPredicate
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits) => mask.Gather(items, bits);
}

/// <summary>How many of the neighbours in a row, of those that are seen, fit.</summary>
internal sealed class RelatedPredicate(
    Adjacency rows, NodeMask mask, Quantifier quantifier, ItemPredicate? condition) : ItemPredicate
{
    public override void Evaluate(ReadOnlySpan<int> items, Span<ulong> bits)
    {
        bits[..Words(items.Length)].Clear();
        Span<ulong> block = stackalloc ulong[WordsMax];
        for (var i = 0; i < items.Length; i++)
        {
            if (Fits(rows[items[i]].Neighbours, block)) bits[i >> 6] |= 1UL << i;
        }
    }

    private bool Fits(ReadOnlySpan<int> neighbours, Span<ulong> bits)
    {
        if (condition is null && mask.IsEverything)
        {
            return quantifier == Quantifier.All || !neighbours.IsEmpty == (quantifier == Quantifier.Any);
        }

        Span<ulong> seen = stackalloc ulong[WordsMax];
        for (; !neighbours.IsEmpty; neighbours = neighbours[Math.Min(BlockMax, neighbours.Length)..])
        {
            var block = neighbours[..Math.Min(BlockMax, neighbours.Length)];
            mask.Gather(block, seen);
            if (condition is null) bits[..Words(block.Length)].Fill(ulong.MaxValue);
            else condition.Evaluate(block, bits);
            for (var i = 0; i < block.Length; i++)
            {
                if (!IsSet(seen, i)) continue;
                var fits = IsSet(bits, i);
                // The first that fits decides `any` and `none`, the first that does not decides `all`.
                if (fits == (quantifier != Quantifier.All)) return quantifier == Quantifier.Any;
            }
        }

        return quantifier != Quantifier.Any;
    }
}
