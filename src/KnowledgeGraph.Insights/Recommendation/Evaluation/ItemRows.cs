using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// What each item leads to: the walks from it, made once for all members that start there. Frozen; to be shared
/// between threads.
/// </summary>
internal sealed class ItemRows
{
    private readonly (int[] Items, float[] Values)[] _rows;

    private ItemRows((int[], float[])[] rows) => _rows = rows;

    public (int[] Items, float[] Values) this[int item] => _rows[item];

    /// <param name="table">Who did what.</param>
    /// <param name="settings">The exponents.</param>
    /// <param name="neighboursMax">The most items of a row, the best of it; 0 for all.</param>
    public static ItemRows Build(PairTable table, WalkSettings settings, int neighboursMax = 0)
    {
        var walkRows = table.ToWalkRows(settings.MiddleWeight);
        var popularity = new double[table.ItemCount];
        for (var item = 0; item < popularity.Length; item++)
            popularity[item] = Math.Pow(Math.Max(1, table.MembersOf(item).Length), -settings.Popularity);
        var rows = new (int[], float[])[table.ItemCount];
        Parallel.For(
            0, rows.Length,
            () => new ItemWalk(walkRows, settings),
            (item, _, walk) =>
            {
                rows[item] = neighboursMax == 0
                    ? walk.From(item, popularity)
                    : Best(walk.From(item, popularity), neighboursMax);
                return walk;
            },
            _ => { });
        return new ItemRows(rows);
    }

    private static (int[], float[]) Best((int[] Items, float[] Values) row, int count)
    {
        if (row.Items.Length <= count) return row;
        var (items, values) = ((int[])row.Items.Clone(), (float[])row.Values.Clone());
        Array.Sort(values, items);
        return (items[^count..], values[^count..]);
    }

    private sealed class ItemWalk(PairTable.WalkRows rows, WalkSettings settings)
    {
        private readonly PathWalk _walk = new();
        private readonly SparseVector _reached = new();
        private readonly WalkStep[] _steps =
        [
            new(PairTable.WalkRows.ToMembers, settings.StartDegree),
            new(PairTable.WalkRows.ToItems, settings.MiddleDegree),
        ];

        public (int[], float[]) From(int item, double[] popularity)
        {
            var random = new SplitMix(0);
            _walk.Spread(rows, item, _steps, avoided: -1, int.MaxValue, ref random, _reached);
            var (items, values) = (new int[_reached.Count], new float[_reached.Count]);
            var count = 0;
            for (var position = 0; position < _reached.Count; position++)
            {
                var other = _reached.Nodes[position];
                if (other == item) continue;
                items[count] = other;
                values[count++] = (float)RootPower.Of(
                    _reached.Sums[position] * popularity[other], settings.MultiHitEighths);
            }

            return (items.AsSpan(0, count).ToArray(), values.AsSpan(0, count).ToArray());
        }
    }
}
