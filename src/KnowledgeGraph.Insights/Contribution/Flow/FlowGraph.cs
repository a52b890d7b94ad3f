namespace KnowledgeGraph.Insights.Contribution.Flow;

/// <summary>
/// Things (documents, courses, repositories) with their use, their makers and what they were built on, as rows of
/// shares. Made with a <see cref="Builder"/>; immutable.
/// </summary>
public sealed class FlowGraph
{
    private readonly int[] _nodes;
    private readonly (int Target, double Share)[][] _builtOn;
    private readonly (int Member, double Share)[][] _makers;
    private readonly double[] _toNobody;
    private readonly double[] _use;

    private FlowGraph(
        int[] nodes, double[] use, double totalUse, (int, double)[][] builtOn, (int, double)[][] makers)
    {
        (_nodes, _use, TotalUse, _builtOn, _makers) = (nodes, use, totalUse, builtOn, makers);
        _toNobody = new double[nodes.Length];
        for (var thing = 0; thing < nodes.Length; thing++)
        {
            var known = _builtOn[thing].Sum(it => it.Share) + _makers[thing].Sum(it => it.Share);
            _toNobody[thing] = Math.Max(0, 1 - known);
        }
    }

    public int ThingCount => _nodes.Length;

    /// <summary>All use before it was made to add up to 1; 0 where nothing was used.</summary>
    public double TotalUse { get; }

    /// <summary>Where the mass begins: by thing, adding up to 1, or all 0.</summary>
    public ReadOnlySpan<double> Use => _use;

    public int NodeOf(int thing) => _nodes[thing];

    internal ReadOnlySpan<(int Target, double Share)> BuiltOn(int thing) => _builtOn[thing];

    internal ReadOnlySpan<(int Member, double Share)> Makers(int thing) => _makers[thing];

    internal double ToNobody(int thing) => _toNobody[thing];

    /// <summary>Collects things and what joins them. For one thread.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<int, int> _things = [];
        private readonly List<int> _nodes = [];
        private readonly List<double> _use = [];
        private readonly List<List<(int Target, double Weight)>> _builtOn = [];
        private readonly List<List<(int Member, double Weight)>> _makers = [];

        public void AddUse(int node, double amount) => _use[Thing(node)] += amount;

        /// <summary>The member made the node, with a weight beside the other makers.</summary>
        public void AddMaker(int node, int member, double weight = 1) => _makers[Thing(node)].Add((member, weight));

        /// <summary>The node was built on the other, with a weight beside what else it was built on.</summary>
        public void AddBuiltOn(int node, int other, double weight)
        {
            if (node != other) _builtOn[Thing(node)].Add((Thing(other), weight));
        }

        public FlowGraph Build()
        {
            var total = _use.Sum();
            double[] use = [.. _use.Select(amount => total > 0 ? amount / total : 0)];
            var builtOn = new (int, double)[_nodes.Count][];
            var makers = new (int, double)[_nodes.Count][];
            for (var thing = 0; thing < _nodes.Count; thing++)
            {
                var (hasMakers, hasBase) = (_makers[thing].Count > 0, _builtOn[thing].Count > 0);
                var passed = !hasBase ? 0 : hasMakers ? 1 - CreditFlow.MakersShare : CreditFlow.PassedMax;
                builtOn[thing] = Shares(_builtOn[thing], passed);
                makers[thing] = Shares(_makers[thing], hasMakers ? 1 - passed : 0);
            }

            return new FlowGraph([.. _nodes], use, total, builtOn, makers);
        }

        private static (int, double)[] Shares(List<(int Target, double Weight)> parts, double whole)
        {
            var sum = parts.Sum(part => part.Weight);
            return [.. parts.Where(_ => sum > 0).Select(part => (part.Target, part.Weight / sum * whole))];
        }

        private int Thing(int node)
        {
            if (_things.TryGetValue(node, out var thing)) return thing;
            _things.Add(node, thing = _nodes.Count);
            _nodes.Add(node);
            _use.Add(0);
            _builtOn.Add([]);
            _makers.Add([]);
            return thing;
        }
    }
}
