using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>A node in a batch: as the store has it, and as the batch leaves it. For the writer alone.</summary>
internal sealed class NodeCell(string id)
{
    public string Id { get; } = id;

    /// <summary>It is in the store.</summary>
    public bool WasThere { get; set; }

    /// <summary>As the store has it, where that was read.</summary>
    public NodeRecord? Base { get; set; }

    public State Now { get; set; }

    /// <summary>The store has it as a commit has left it.</summary>
    public void Begin(State left)
    {
        (WasThere, Base) = (left.IsThere, left.Record);
        Now = left with { DeletedAt = 0 };
    }

    /// <summary>What the batch makes of a node.</summary>
    /// <param name="IsThere">It is there.</param>
    /// <param name="Record">Its properties, where known.</param>
    /// <param name="DeletedAt">When it was last deleted in the batch, counted in commands; 0 for never.</param>
    public readonly record struct State(bool IsThere, NodeRecord? Record, int DeletedAt);
}

/// <summary>A link or an interaction in a batch.</summary>
internal sealed class EdgeCell
{
    /// <summary>As the store has it; null where it has not.</summary>
    public EdgeRecord? Base { get; set; }

    public State Now { get; set; }

    /// <summary>The store has it so.</summary>
    public void Begin(EdgeRecord? record)
    {
        Base = record;
        Now = new State(record, 0);
    }

    /// <summary>What the batch makes of an edge.</summary>
    /// <param name="Record">The edge, null for none; gone all the same where an end was deleted later.</param>
    /// <param name="SetAt">When it was set, counted in commands; 0 for as the store has it.</param>
    public readonly record struct State(EdgeRecord? Record, int SetAt);
}
