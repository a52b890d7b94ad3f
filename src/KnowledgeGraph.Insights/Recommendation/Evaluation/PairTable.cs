using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// Who did what, and how much, as compressed sparse rows in both directions; each pair once. Frozen; to be shared
/// between threads.
/// </summary>
public sealed class PairTable
{
    private readonly Rows _byMember;
    private readonly Rows _byItem;

    private PairTable(Rows byMember, Rows byItem) => (_byMember, _byItem) = (byMember, byItem);

    public int MemberCount => _byMember.Offsets.Length - 1;

    public int ItemCount => _byItem.Offsets.Length - 1;

    public int PairCount => _byMember.Nodes.Length;

    /// <summary>Weights differ; where they do not, what they are is of no meaning.</summary>
    public bool IsWeighted { get; private init; }

    /// <summary>The items of a member, ascending.</summary>
    public ReadOnlySpan<int> ItemsOf(int member) => _byMember.Of(member);

    /// <summary>
    /// How much of each: divided by the geometric mean of the member's weights, so that 1 is what it does on average.
    /// </summary>
    public ReadOnlySpan<float> WeightsOf(int member) => _byMember.WeightsOf(member);

    /// <summary>The members of an item, ascending.</summary>
    public ReadOnlySpan<int> MembersOf(int item) => _byItem.Of(item);

    /// <summary>From pairs in any order, of which the weights of equal ones are added.</summary>
    public static PairTable From(IEnumerable<Pair> pairs, int memberCount, int itemCount)
    {
        var sorted = pairs.OrderBy(pair => pair.Member).ThenBy(pair => pair.Item).ToArray();
        var count = 0;
        for (var index = 0; index < sorted.Length; index++)
        {
            var pair = sorted[index];
            if (count > 0 && sorted[count - 1] is var last && (last.Member, last.Item) == (pair.Member, pair.Item))
                sorted[count - 1] = last with { Weight = last.Weight + pair.Weight };
            else
                sorted[count++] = pair;
        }

        var unique = sorted.AsSpan(0, count);
        var isWeighted = count > 0 && unique.ContainsAnyExcept(unique[0], new SameWeight());
        MakeRelative(unique);
        var byMember = Rows.From(unique, memberCount, pair => pair.Member, pair => pair.Item);
        var byItem = Rows.From(unique, itemCount, pair => pair.Item, pair => pair.Member);
        return new PairTable(byMember, byItem) { IsWeighted = isWeighted };
    }

    /// <summary>The same pairs with every weight to the power of <paramref name="exponent"/>, for walks.</summary>
    public WalkRows ToWalkRows(double exponent) => new(_byMember, _byItem, exponent);

    // Members differ in how much they do of everything: what counts is how much of this against their own average.
    private static void MakeRelative(Span<Pair> sorted)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var (end, logs) = (start, 0.0);
            for (; end < sorted.Length && sorted[end].Member == sorted[start].Member; end++)
                logs += Math.Log(sorted[end].Weight);
            var mean = Math.Exp(logs / (end - start));
            for (; start < end; start++) sorted[start] = sorted[start] with { Weight = sorted[start].Weight / mean };
        }
    }

    private sealed class SameWeight : IEqualityComparer<Pair>
    {
        public bool Equals(Pair left, Pair right) => left.Weight.Equals(right.Weight);

        public int GetHashCode(Pair pair) => pair.Weight.GetHashCode();
    }

    /// <summary>One direction.</summary>
    internal sealed record Rows(int[] Offsets, int[] Nodes, float[] Weights)
    {
        public static Rows From(
            ReadOnlySpan<Pair> sorted, int count, Func<Pair, int> source, Func<Pair, int> target)
        {
            var offsets = new int[count + 1];
            foreach (var pair in sorted) offsets[source(pair) + 1]++;
            for (var row = 0; row < count; row++) offsets[row + 1] += offsets[row];
            var (next, nodes, weights) = (offsets[..^1], new int[sorted.Length], new float[sorted.Length]);
            foreach (var pair in sorted)
            {
                var at = next[source(pair)]++;
                (nodes[at], weights[at]) = (target(pair), (float)pair.Weight);
            }

            return new Rows(offsets, nodes, weights);
        }

        public ReadOnlySpan<int> Of(int row) => Nodes.AsSpan(Offsets[row]..Offsets[row + 1]);

        public ReadOnlySpan<float> WeightsOf(int row) => Weights.AsSpan(Offsets[row]..Offsets[row + 1]);
    }

    /// <summary>The table as a graph to walk on: members and items each have their own numbers.</summary>
    public sealed class WalkRows : IWalkRows
    {
        /// <summary>From an item to its members.</summary>
        public const int ToMembers = 0;

        /// <summary>From a member to its items.</summary>
        public const int ToItems = 1;

        private readonly Rows _byMember;
        private readonly Rows _byItem;

        internal WalkRows(Rows byMember, Rows byItem, double exponent)
        {
            _byMember = byMember with { Weights = Raise(byMember.Weights, exponent) };
            _byItem = byItem with { Weights = Raise(byItem.Weights, exponent) };
        }

        /// <inheritdoc/>
        public WalkRow Read(int step, int node, int entriesMax, ref SplitMix random, WalkBuffer buffer)
        {
            var rows = step == ToMembers ? _byItem : _byMember;
            var nodes = rows.Of(node);
            var weights = rows.WeightsOf(node);
            if (nodes.Length <= entriesMax) return new WalkRow(nodes, weights, nodes.Length);
            buffer.Clear();
            for (var draw = 0; draw < entriesMax; draw++)
            {
                var entry = random.Stratified(draw, entriesMax, nodes.Length);
                buffer.Add(nodes[entry], weights[entry], entry);
            }

            return new WalkRow(buffer.Nodes, buffer.Weights, nodes.Length);
        }

        private static float[] Raise(float[] weights, double exponent) =>
            exponent == 0
                ? [.. Enumerable.Repeat(1f, weights.Length)]
                : Array.ConvertAll(weights, weight => (float)Math.Pow(weight, exponent));
    }
}

/// <summary>A member did so much of an item.</summary>
/// <param name="Member">The member's number, from 0.</param>
/// <param name="Item">The item's number, from 0.</param>
/// <param name="Weight">How much; above 0.</param>
public readonly record struct Pair(int Member, int Item, double Weight);
