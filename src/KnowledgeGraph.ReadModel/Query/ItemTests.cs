using System.Collections.Frozen;
using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>The item's ordinal is one of a set.</summary>
internal readonly struct IsAmong(FrozenSet<int> set) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => set.Contains(item);
}

/// <summary>The item's bit is set.</summary>
internal readonly struct IsMarked(ulong[] marked) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => (marked[item >> 6] >> item & 1) != 0;
}

internal readonly struct TextIsMissing(PagedArray<TextSlice> slices) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => slices[item].IsMissing;
}

internal readonly struct IntegerIsMissing(IntegerColumn column) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => column[item] == IntegerColumn.Missing;
}

internal readonly struct NumberIsMissing(NumberColumn column) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => double.IsNaN(column[item]);
}

internal readonly struct ByteIsMissing(ByteColumn column) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => column[item] == ByteColumn.Missing;
}

internal readonly struct IntegerIsBetween(IntegerColumn column, long min, long max) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) =>
        column[item] is var value && value != IntegerColumn.Missing && value >= min && value <= max;
}

internal readonly struct IntegerIsOneOf(IntegerColumn column, FrozenSet<long> values) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) =>
        column[item] is var value && value != IntegerColumn.Missing && values.Contains(value);
}

/// <param name="column">The column.</param>
/// <param name="positions">Bit n is set where position n is kept.</param>
internal readonly struct ByteIsOneOf(ByteColumn column, ulong positions) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) =>
        column[item] is var value && value != ByteColumn.Missing && (positions >> value & 1) != 0;
}

internal readonly struct NumberIsBetween(NumberColumn column, double min, double max) : IItemTest
{
    // False where the value is missing, which is not a number.
    public bool Test(int item, ref TestScratch scratch) => column[item] is var value && value >= min && value <= max;
}

internal readonly struct DegreeIsBetween(GraphReader reader, Relation relation, int min, int max) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) =>
        reader.Degree(relation, item) is var degree && degree >= min && degree <= max;
}

/// <summary>The edge may be listed.</summary>
internal readonly struct IsListed(GraphReader reader) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => reader.ListsEdge(item);
}

internal readonly struct TextFits(TextColumn column, TextTest test) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch) => test.Fits(column.Blobs, column[item], ref scratch.Text);
}

internal readonly struct TextListFits(TextListColumn column, Quantifier quantifier, TextTest test) : IItemTest
{
    public bool Test(int item, ref TestScratch scratch)
    {
        foreach (var entry in column.Entries(item))
        {
            var fits = test.Fits(column.Blobs, entry, ref scratch.Text);
            if (fits == (quantifier != Quantifier.All)) return quantifier == Quantifier.Any;
        }

        return quantifier != Quantifier.Any;
    }
}

internal readonly struct InteractionFits(EdgeTable edges, NodeTable nodes, InteractionFilter filter) : IItemTest
{
    private readonly ulong _types = Mask(filter.Types?.Select(type => (int)type));
    private readonly ulong _kinds = Mask(filter.TargetKinds?.Select(kind => (int)kind));

    public bool Test(int item, ref TestScratch scratch)
    {
        var at = edges.At(item);
        if (at < filter.AtMin || at > filter.AtMax || (_types >> (int)edges.TypeOf(item) & 1) == 0) return false;
        if (filter.TargetKinds is null) return true;
        var target = edges.To[item];
        return target >= 0 && (_kinds >> (int)nodes.KindOf(target) & 1) != 0;
    }

    private static ulong Mask(IEnumerable<int>? numbers) =>
        numbers?.Aggregate(0UL, (bits, number) => bits | 1UL << number) ?? ulong.MaxValue;
}
