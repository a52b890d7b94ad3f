namespace KnowledgeGraph.Insights.Contribution.Flow;

/// <summary>
/// Where credit goes: from what is used to what it was built on, and at each step in part to who made it. The mass of
/// 1 begins where use is, and all of it ends at members, or at nobody where nobody is known:
/// <code>
/// visits = use + visits · B          B: to what a thing was built on, each row at most <see cref="PassedMax"/>
/// credit(member) = visits · A        A: to its makers; what a row leaves over goes to nobody
/// </code>
/// An absorbing Markov chain: what is on its way shrinks by <see cref="PassedMax"/> or faster with each step, so that
/// the fixed point is reached from any start. Immutable.
/// </summary>
public sealed class CreditFlow
{
    /// <summary>The most that a thing passes on to what it was built on, where nobody is known who made it.</summary>
    public const double PassedMax = 0.85;

    /// <summary>The share of the makers of what was built on something.</summary>
    public const double MakersShare = 0.5;

    /// <summary>What may still be on its way when the steps end; it goes to nobody.</summary>
    public const double Tolerance = 1e-9;

    private readonly FlowGraph _graph;
    private readonly double[] _visits;
    private readonly Dictionary<int, double> _credits = [];

    private CreditFlow(FlowGraph graph, double[] visits, double nobody, int steps)
    {
        (_graph, _visits, Unattributed, Steps) = (graph, visits, nobody, steps);
        for (var thing = 0; thing < graph.ThingCount; thing++)
        {
            foreach (var (maker, share) in graph.Makers(thing))
                _credits[maker] = _credits.GetValueOrDefault(maker) + (visits[thing] * share);
        }
    }

    /// <summary>The share of the mass that ended at nobody, 0 to 1.</summary>
    public double Unattributed { get; }

    /// <summary>How many steps were made.</summary>
    public int Steps { get; }

    /// <summary>Members with credit, by ordinal, and their shares of the mass.</summary>
    public IReadOnlyDictionary<int, double> Credits => _credits;

    /// <summary>The member's share of the mass, 0 to 1.</summary>
    public double Credit(int member) => _credits.GetValueOrDefault(member);

    /// <summary>Pushes the mass along until it has arrived.</summary>
    public static CreditFlow Solve(FlowGraph graph)
    {
        var visits = new double[graph.ThingCount];
        var moving = graph.Use.ToArray();
        var next = new double[graph.ThingCount];
        var nobody = moving.Length == 0 || graph.TotalUse == 0 ? 1.0 : 0;
        var steps = 0;
        while (true)
        {
            var left = 0.0;
            for (var thing = 0; thing < moving.Length; thing++)
            {
                if (moving[thing] == 0) continue;
                visits[thing] += moving[thing];
                foreach (var (target, share) in graph.BuiltOn(thing))
                {
                    next[target] += moving[thing] * share;
                    left += moving[thing] * share;
                }

                nobody += moving[thing] * graph.ToNobody(thing);
            }

            steps++;
            (moving, next) = (next, moving);
            if (left < Tolerance)
            {
                nobody += left;
                return new CreditFlow(graph, visits, nobody, steps);
            }

            Array.Clear(next);
        }
    }

    /// <summary>The largest parts of a member's credit, by the thing that it came from.</summary>
    public IReadOnlyList<Inflow> Inflows(int member, int first)
    {
        var inflows = new List<Inflow>();
        for (var thing = 0; thing < _graph.ThingCount; thing++)
        {
            if (_visits[thing] == 0) continue;
            foreach (var (maker, share) in _graph.Makers(thing))
            {
                if (maker != member) continue;
                var used = Math.Min(_graph.Use[thing], _visits[thing]);
                inflows.Add(new Inflow(
                    _graph.NodeOf(thing), _visits[thing] * share, used * share, (_visits[thing] - used) * share));
            }
        }

        return [.. inflows.OrderByDescending(inflow => inflow.Amount).ThenBy(inflow => inflow.Node).Take(first)];
    }
}

/// <summary>Credit that a member has by one thing it made.</summary>
/// <param name="Node">The thing.</param>
/// <param name="Amount">The share of the mass.</param>
/// <param name="ByUse">What of it came with the use of the thing itself.</param>
/// <param name="ByBuilding">What came through things that were built on it.</param>
public readonly record struct Inflow(int Node, double Amount, double ByUse, double ByBuilding);
