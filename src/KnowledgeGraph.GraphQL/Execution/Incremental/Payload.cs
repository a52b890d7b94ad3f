namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What one payload says besides the data of the first one. One thread at a time.</summary>
internal sealed class Payload
{
    public List<Pending> Pending { get; } = [];

    public List<IncrementalEntry> Entries { get; } = [];

    public List<Pending> Completed { get; } = [];

    public bool IsEmpty => Pending.Count == 0 && Entries.Count == 0 && Completed.Count == 0;

    public void Clear()
    {
        Pending.Clear();
        Entries.Clear();
        Completed.Clear();
    }
}

/// <summary>Data that comes later: fields of an object, or items of a list. Immutable.</summary>
internal sealed class IncrementalEntry
{
    public IncrementalEntry(PendingFragment target, DeferredPart part) =>
        (Target, Part, Errors) = (target, part, part.Errors);

    public IncrementalEntry(
        PendingStream target, FieldRun items, int start, int end, int firstIndex, IReadOnlyList<GraphQLError> errors)
    {
        Target = target;
        Items = items;
        (Start, End, FirstIndex) = (start, end, firstIndex);
        Errors = errors;
    }

    /// <summary>What was announced.</summary>
    public Pending Target { get; }

    public DeferredPart? Part { get; }

    /// <summary>The field with the items; its slots from the start to before the end.</summary>
    public FieldRun? Items { get; }

    public int Start { get; }

    public int End { get; }

    /// <summary>Where the first item stands in its list.</summary>
    public int FirstIndex { get; }

    public IReadOnlyList<GraphQLError> Errors { get; }
}
