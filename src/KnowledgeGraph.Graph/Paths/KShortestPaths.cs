namespace KnowledgeGraph.Graph.Paths;

/// <summary>
/// The k cheapest paths without a node twice, of at most so many edges, cheapest first (Yen, Management Science 1971).
/// For one thread, used once.
/// </summary>
public sealed class KShortestPaths<TGraph>(TGraph graph, int source, int target, int edgesMax) where TGraph : IPathGraph
{
    private readonly List<(double Cost, int[] Nodes)> _found = [];
    private readonly List<(double Cost, int[] Nodes)> _candidates = [];

    public IReadOnlyList<(double Cost, int[] Nodes)> Find(int count)
    {
        if (count <= 0 || source == target) return [];
        if (Cheapest(source, [], [], edgesMax) is not { } first) return [];
        _found.Add((CostOf(first), first));
        while (_found.Count < count)
        {
            Branch(_found[^1].Nodes);
            if (_candidates.Count == 0) break;
            var best = 0;
            for (var index = 1; index < _candidates.Count; index++)
            {
                if (_candidates[index].Cost < _candidates[best].Cost - 1e-12) best = index;
            }

            _found.Add(_candidates[best]);
            _candidates.RemoveAt(best);
        }

        return _found;
    }

    // The cheapest ways that leave the path at each of its nodes.
    private void Branch(int[] path)
    {
        for (var spur = 0; spur < path.Length - 1; spur++)
        {
            var root = path[..(spur + 1)];
            var taken = _found.Where(other => other.Nodes.AsSpan().StartsWith(root))
                .Select(other => other.Nodes[spur + 1]).ToHashSet();
            if (Cheapest(path[spur], [.. root[..^1]], taken, edgesMax - spur) is not { } rest) continue;
            int[] whole = [.. root, .. rest[1..]];
            if (!_candidates.Exists(other => other.Nodes.AsSpan().SequenceEqual(whole)))
                _candidates.Add((CostOf(whole), whole));
        }
    }

    // Dijkstra over nodes and the number of edges to them.
    private int[]? Cheapest(int from, HashSet<int> bannedNodes, HashSet<int> bannedFirst, int hopsMax)
    {
        var queue = new PriorityQueue<(int Node, int Hops), (double Cost, long Order)>();
        var best = new Dictionary<(int Node, int Hops), (double Cost, int Before)> { [(from, 0)] = (0, -1) };
        var done = new HashSet<(int, int)>();
        queue.Enqueue((from, 0), (0, 0));
        for (long order = 1; queue.TryDequeue(out var state, out var priority);)
        {
            if (!done.Add(state)) continue;
            if (state.Node == target) return Trace(best, state);
            if (state.Hops == hopsMax) continue;
            var cost = priority.Cost + graph.Cost(state.Node);
            foreach (var neighbour in graph.Neighbours(state.Node))
            {
                // Back to the start would be a way around the ban on its first edges.
                if (neighbour == from || bannedNodes.Contains(neighbour)) continue;
                if (state.Hops == 0 && bannedFirst.Contains(neighbour)) continue;
                if (state.Hops + 1 + graph.HopsToTarget(neighbour) > hopsMax) continue;
                var next = (neighbour, state.Hops + 1);
                if (best.TryGetValue(next, out var known) && known.Cost <= cost) continue;
                best[next] = (cost, state.Node);
                queue.Enqueue(next, (cost, order++));
            }
        }

        return null;
    }

    private static int[] Trace(
        Dictionary<(int Node, int Hops), (double Cost, int Before)> best, (int Node, int Hops) end)
    {
        var path = new int[end.Hops + 1];
        for (var (node, hops) = end; hops >= 0; hops--)
        {
            path[hops] = node;
            node = best[(node, hops)].Before;
        }

        return path;
    }

    private double CostOf(int[] path)
    {
        var cost = 0.0;
        foreach (var node in path.AsSpan(0, path.Length - 1)) cost += graph.Cost(node);
        return cost;
    }
}
