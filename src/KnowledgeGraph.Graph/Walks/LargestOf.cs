namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Finds the k-th largest of many numbers without sorting them: numbers of 0 or more are in the order of their bits, so
/// their first 16 bits say in which small group it is. For one thread, to be used again.
/// </summary>
public sealed class LargestOf
{
    private const int Shift = 48;

    private readonly int[] _counts = new int[1 << 15];
    private readonly List<double> _group = [];

    /// <summary>
    /// The number that <paramref name="count"/> of the values are not below; 0 where there are no more than so many.
    /// </summary>
    /// <param name="values">All finite and 0 or more.</param>
    /// <param name="count">From 1.</param>
    public double Find(ReadOnlySpan<double> values, int count)
    {
        if (values.Length <= count) return 0;
        Array.Clear(_counts);
        foreach (var value in values) _counts[GroupOf(value)]++;
        var (group, above) = (_counts.Length - 1, 0);
        for (; above + _counts[group] < count; group--) above += _counts[group];
        _group.Clear();
        foreach (var value in values)
        {
            if (GroupOf(value) == group) _group.Add(value);
        }

        _group.Sort();
        return _group[^(count - above)];
    }

    private static int GroupOf(double value) => (int)(BitConverter.DoubleToUInt64Bits(value) >> Shift);
}
