using KnowledgeGraph.Graph.Paths;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Graph.Paths;

public class KShortestPathsTests(ITestOutputHelper output)
{
    [Fact]
    public void They_are_the_cheapest_of_all_paths()
    {
        var random = new Random(RandomSeed.Next("PATHS_SEED", output));
        for (var round = 0; round < RandomSeed.Count("PATHS_ROUNDS", 200); round++)
        {
            var graph = new RandomGraph(random, random.Next(2, 9));
            var edgesMax = random.Next(1, 6);
            var all = graph.AllPaths(edgesMax).Order().ToArray();
            var count = random.Next(1, 8);
            var found = new KShortestPaths<RandomGraph>(graph, 0, 1, edgesMax).Find(count);
            Assert.Equal(all.Take(count).Select(cost => Math.Round(cost, 9)), found.Select(p => Math.Round(p.Cost, 9)));
            Assert.Equal(found.Count, found.Select(path => string.Join('>', path.Nodes)).Distinct().Count());
            Assert.All(found, path => Assert.Equal(path.Nodes.Length, path.Nodes.Distinct().Count()));
        }
    }

    [Fact]
    public void Components_come_after_what_leads_to_them_and_hold_the_cycles()
    {
        var random = new Random(RandomSeed.Next("PATHS_SEED", output));
        for (var round = 0; round < 200; round++)
        {
            var count = random.Next(1, 9);
            var before = Enumerable.Range(0, count)
                .Select(_ => Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(count)).ToArray()).ToArray();
            var components = Components.InOrder([.. Enumerable.Range(0, count)], node => before[node]);
            Assert.Equal(Enumerable.Range(0, count), components.SelectMany(nodes => nodes).Order());
            var place = components.SelectMany((nodes, at) => nodes.Select(node => (node, at)))
                .ToDictionary(pair => pair.node, pair => pair.at);
            for (var node = 0; node < count; node++)
            {
                Assert.All(before[node], earlier => Assert.True(place[earlier] <= place[node]));
                for (var other = 0; other < count; other++)
                    Assert.Equal(Leads(before, node, other) && Leads(before, other, node), place[node] == place[other]);
            }
        }
    }

    // A node leads to itself.
    private static bool Leads(int[][] before, int from, int to)
    {
        var seen = new HashSet<int> { to };
        var front = new Queue<int>(seen);
        while (front.TryDequeue(out var node))
        {
            foreach (var earlier in before[node].Where(seen.Add)) front.Enqueue(earlier);
        }

        return seen.Contains(from);
    }

    private sealed class RandomGraph : IPathGraph
    {
        private readonly int[][] _neighbours;
        private readonly double[] _costs;

        public RandomGraph(Random random, int nodes)
        {
            var joined = new bool[nodes, nodes];
            for (var left = 0; left < nodes; left++)
            {
                for (var right = 0; right < left; right++)
                    joined[left, right] = joined[right, left] = random.Next(3) > 0;
            }

            _neighbours = [.. Enumerable.Range(0, nodes).Select(
                node => Enumerable.Range(0, nodes).Where(other => joined[node, other]).ToArray())];
            _costs = [.. _neighbours.Select(_ => 1 + random.NextDouble())];
        }

        public ReadOnlySpan<int> Neighbours(int node) => _neighbours[node];

        public double Cost(int node) => _costs[node];

        public int HopsToTarget(int node) => node == 1 ? 0 : 1;

        public List<double> AllPaths(int edgesMax)
        {
            var found = new List<double>();
            Walk([0], 0);
            return found;

            void Walk(List<int> path, double cost)
            {
                if (path[^1] == 1)
                {
                    found.Add(cost);
                    return;
                }

                if (path.Count > edgesMax) return;
                foreach (var neighbour in _neighbours[path[^1]].Where(neighbour => !path.Contains(neighbour)))
                    Walk([.. path, neighbour], cost + _costs[path[^1]]);
            }
        }
    }
}
