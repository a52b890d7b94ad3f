namespace KnowledgeGraph.Graph.Paths;

/// <summary>
/// Strongly connected components (Tarjan, SIAM Journal on Computing 1972), in an order in which each comes after those
/// that lead to it: a topological order where there are no cycles, and one that names the cycles where there are.
/// </summary>
public static class Components
{
    /// <param name="nodes">The nodes to look at, in the order that decides where nothing else does.</param>
    /// <param name="before">The nodes that lead to a node; those that are not looked at are passed over.</param>
    /// <returns>Each component with its nodes in the order given; one with several nodes is a cycle.</returns>
    public static IReadOnlyList<int[]> InOrder(IReadOnlyList<int> nodes, Func<int, IReadOnlyList<int>> before)
    {
        var search = new Search(nodes, before);
        foreach (var node in nodes) search.Visit(node);
        return search.Found;
    }

    private sealed class Search(IReadOnlyList<int> nodes, Func<int, IReadOnlyList<int>> before)
    {
        private readonly Dictionary<int, int> _place =
            nodes.Distinct().Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);

        private readonly Dictionary<int, (int Number, int Low)> _visited = [];
        private readonly Stack<int> _open = new();
        private readonly HashSet<int> _isOpen = [];

        public List<int[]> Found { get; } = [];

        // The own stack of frames: chains of prerequisites may be long.
        public void Visit(int start)
        {
            if (_visited.ContainsKey(start)) return;
            var frames = new Stack<(int Node, IEnumerator<int> Before)>();
            Enter(start, frames);
            while (frames.TryPeek(out var frame))
            {
                if (frame.Before.MoveNext())
                {
                    var other = frame.Before.Current;
                    if (!_visited.TryGetValue(other, out var seen)) Enter(other, frames);
                    else if (_isOpen.Contains(other)) Lower(frame.Node, seen.Number);
                    continue;
                }

                frames.Pop();
                var (number, low) = _visited[frame.Node];
                if (frames.TryPeek(out var parent)) Lower(parent.Node, low);
                if (low == number) Close(frame.Node);
            }
        }

        private void Enter(int node, Stack<(int, IEnumerator<int>)> frames)
        {
            _visited[node] = (_visited.Count, _visited.Count);
            _open.Push(node);
            _isOpen.Add(node);
            // A list's order decides between what may come in any order.
            frames.Push((node, before(node).Where(_place.ContainsKey).OrderBy(other => _place[other]).GetEnumerator()));
        }

        private void Lower(int node, int low)
        {
            var (number, old) = _visited[node];
            _visited[node] = (number, Math.Min(old, low));
        }

        private void Close(int root)
        {
            var members = new List<int>();
            int node;
            do
            {
                node = _open.Pop();
                _isOpen.Remove(node);
                members.Add(node);
            }
            while (node != root);
            Found.Add([.. members.OrderBy(member => _place[member])]);
        }
    }
}
