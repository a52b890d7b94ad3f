using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Connections;

/// <summary>The pages that one connection field gives to all its parents, one list for each.</summary>
/// <param name="query">What was asked for.</param>
/// <param name="itemsAreEdges">The lists are of interactions, whose rows are ordinals of edges.</param>
internal sealed class ConnectionBatch(ListQuery query, bool itemsAreEdges)
{
    public ListQuery Query { get; } = query;

    public PageBatch Pages { get; } = new();

    /// <summary>The size of each whole list; empty where nobody asked for it.</summary>
    public int[] Totals { get; set; } = [];

    /// <summary>The rows of `nodes`, which are also what cursors are made from.</summary>
    public ReadOnlySpan<int> Items => itemsAreEdges ? Pages.Edges : Pages.Nodes;

    /// <summary>Gives each parent its list.</summary>
    public void FillRows(ObjectColumn<ConnectionRow> results)
    {
        var rows = results.Rows();
        for (var list = 0; list < rows.Length; list++) rows[list] = new ConnectionRow(this, list);
    }
}

/// <summary>A row of a connection or of its `PageInfo`: one list of a batch.</summary>
internal readonly record struct ConnectionRow(ConnectionBatch Batch, int List)
{
    public int Start => Batch.Pages.Offsets[List];

    public int End => Batch.Pages.Offsets[List + 1];
}

/// <summary>A row of an edge: one item of a batch.</summary>
internal readonly record struct EdgeRow(ConnectionBatch Batch, int Item);
