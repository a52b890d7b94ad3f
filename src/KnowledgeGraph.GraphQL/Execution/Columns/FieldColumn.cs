namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What a resolver fills: the results of one field for all parents of one step. Pooled.</summary>
public abstract class FieldColumn
{
    private protected FieldColumn()
    {
    }

    /// <summary>From the field's own slots (one for each parent) to the innermost ones (values or children).</summary>
    internal abstract SlotLevel[] Levels { get; }

    /// <summary>The values, for leaves.</summary>
    internal virtual LeafColumn? Leaf => null;

    /// <summary>The children, for composite types: one for each innermost slot until they are compacted.</summary>
    internal virtual RowSet? ChildRows => null;

    /// <summary>Where the items go that come later, where lists are cut; else null.</summary>
    internal FieldColumn? Rest { get; set; }

    /// <summary>How many items of each list come at once, where lists are cut.</summary>
    internal int InitialCount { get; set; }

    internal abstract void Start(int parents);

    /// <summary>Checks that the resolver filled all, and turns null rows into null slots.</summary>
    internal abstract void Finish();

    /// <summary>Gives the arrays back.</summary>
    internal abstract void Clear();

    /// <summary>Drops what is there: the field failed as a whole.</summary>
    internal void FailAll(int parents, FieldError error)
    {
        Clear();
        Start(parents);
        Levels[0].FailAll(parents, error);
    }
}
