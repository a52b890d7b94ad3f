namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Something that is to come: a deferred fragment of one object, or the rest of one list
/// (https://github.com/graphql/graphql-spec/pull/1110, "Pending Result"). One thread at a time.
/// </summary>
/// <param name="path">Where it belongs in the response.</param>
/// <param name="label">Its label, or null.</param>
internal abstract class Pending(object[] path, string? label)
{
    public object[] Path { get; } = path;

    public string? Label { get; } = label;

    /// <summary>Its id once the client was told that it is to come, below 0 before.</summary>
    public int Id { get; set; } = -1;

    /// <summary>The client was told that nothing more comes of it.</summary>
    public bool IsCompleted { get; set; }

    /// <summary>Why it could not be had.</summary>
    public IReadOnlyList<GraphQLError>? Errors { get; set; }

    public bool IsAnnounced => Id >= 0;
}

/// <summary>A deferred fragment of one object.</summary>
internal sealed class PendingFragment(object[] path, DeferUsage usage, PendingFragment? outer)
    : Pending(path, usage.Label)
{
    /// <summary>The deferred fragment that it stands in: it is announced when that one is complete.</summary>
    public PendingFragment? Outer { get; } = outer;

    public List<PendingFragment> Inner { get; } = [];

    /// <summary>The parts that bring its fields; some may bring those of others too.</summary>
    public List<DeferredPart> Parts { get; } = [];

    /// <summary>How many of the parts are still to be executed.</summary>
    public int PartsOpen { get; set; }

    /// <summary>It may come: what it stands in is there.</summary>
    public bool IsReleased { get; set; }

    /// <summary>It will never come: what it stands in could not be had.</summary>
    public bool IsDropped { get; set; }

    /// <summary>It is not known yet what becomes of it.</summary>
    public bool IsOpen => !IsCompleted && !IsDropped && Errors is null;
}

/// <summary>The rest of one list.</summary>
internal sealed class PendingStream(object[] path, StreamRun run, int slot)
    : Pending(path, run.Field.Plan.Stream!.Label)
{
    public StreamRun Run { get; } = run;

    /// <summary>The list among those of the field.</summary>
    public int Slot { get; } = slot;

    /// <summary>Where in the list the first item stands that was not delivered.</summary>
    public int NextIndex { get; set; } = run.InitialCountOf(slot);
}

/// <summary>Fields of one object that come with the same deferred fragments.</summary>
internal sealed class DeferredPart(
    DeferredRun run, int row, object[] path, PendingFragment[] fragments, DeferScope? scope)
{
    public DeferredRun Run { get; } = run;

    /// <summary>The object among the rows of the run.</summary>
    public int Row { get; } = row;

    public object[] Path { get; } = path;

    public PendingFragment[] Fragments { get; } = fragments;

    /// <summary>The deferred fragments that the object is within.</summary>
    public DeferScope? Scope { get; } = scope;

    /// <summary>Lists in it of which the rest comes later.</summary>
    public List<PendingStream> Streams { get; } = [];

    /// <summary>Errors of fields in it that could be null.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; set; } = [];

    public bool IsSent { get; set; }
}

/// <summary>The deferred fragments that a place of the response is within, the innermost first. Immutable.</summary>
internal sealed record DeferScope(DeferUsage Usage, PendingFragment Fragment, DeferScope? Outer)
{
    public static PendingFragment? Find(DeferScope? scope, DeferUsage? usage)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.Usage == usage) return scope.Fragment;
        }

        return null;
    }
}
