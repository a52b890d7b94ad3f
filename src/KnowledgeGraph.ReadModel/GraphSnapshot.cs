using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// The community at one number of the change log: immutable, complete, to be shared between threads. What it holds is
/// read through a <see cref="GraphReader"/>. Ordinals mean something only within it; ids are what may leave it.
/// </summary>
public sealed class GraphSnapshot
{
    internal GraphSnapshot(long sequence, NodeTable nodes, EdgeTable edges, Adjacency[] relations)
    {
        Sequence = sequence;
        Nodes = nodes;
        Edges = edges;
        Rows = relations;
    }

    /// <summary>The community before anything happened.</summary>
    public static GraphSnapshot Empty() => new FullBuild().Build(0);

    /// <summary>The number of the last commit that it holds.</summary>
    public long Sequence { get; }

    public int NodeCount => Nodes.Count;

    public int EdgeCount => Edges.Count;

    internal NodeTable Nodes { get; }

    internal EdgeTable Edges { get; }

    /// <summary>By relation.</summary>
    internal Adjacency[] Rows { get; }

    /// <summary>Opens the one door for a request. A reader's mask will be given here.</summary>
    public GraphReader Read() => new(this);
}
