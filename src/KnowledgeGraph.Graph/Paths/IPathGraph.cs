namespace KnowledgeGraph.Graph.Paths;

/// <summary>The graph as a search for paths sees it.</summary>
public interface IPathGraph
{
    /// <summary>The nodes next to a node, each once; of paths that cost the same earlier ones win.</summary>
    ReadOnlySpan<int> Neighbours(int node);

    /// <summary>What an edge from the node costs; above 0.</summary>
    double Cost(int node);

    /// <summary>How many edges at least lie between the node and the target.</summary>
    int HopsToTarget(int node);
}
