namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A later part of a run: executed at once for all objects or lists of one place. It reads what was executed before it
/// and writes only what is its own, so that several may be under way. One thread at a time.
/// </summary>
internal abstract class LaterRun
{
    private readonly LevelRunner _runner = new();

    protected LevelRunner Runner => _runner;

    /// <summary>Somebody waits for a part of it.</summary>
    public abstract bool IsWanted { get; }

    public bool IsDone { get; set; }

    public abstract ValueTask ExecuteAsync(RunInput input, SemaphoreSlim turn);

    public virtual void Clear() => _runner.Clear();
}

/// <summary>The fields of a <see cref="DeferredPlan"/> for all rows of its selection.</summary>
internal sealed class DeferredRun(SelectionRun parent, SelectionPlan plan) : LaterRun
{
    public SelectionRun Selection { get; } = new(plan, parent.Rows, ownsRows: false);

    public List<DeferredPart> Parts { get; } = [];

    public override bool IsWanted => Parts.Exists(part => Array.Exists(
        part.Fragments, fragment => fragment.IsReleased && fragment.IsOpen));

    public override ValueTask ExecuteAsync(RunInput input, SemaphoreSlim turn) =>
        Runner.ExecuteAsync(Selection, input, turn: turn);

    public override void Clear()
    {
        base.Clear();
        Selection.Clear();
    }
}

/// <summary>The items beyond the first ones of all lists of a field with `@stream`.</summary>
internal sealed class StreamRun(FieldRun field) : LaterRun
{
    public FieldRun Field { get; } = field;

    /// <summary>The items that come later.</summary>
    public FieldRun Rest { get; } = field.Rest!;

    public List<PendingStream> Streams { get; } = [];

    public override bool IsWanted => Streams.Exists(stream => stream is { IsAnnounced: true, IsCompleted: false });

    /// <summary>How many items of a list came at once.</summary>
    public int InitialCountOf(int slot) => Field.Levels[0].Ends[slot] - Field.Levels[0].StartOf(slot);

    /// <summary>The first of some items that is null and may not be, or the end.</summary>
    public int FirstFailing(int start, int end)
    {
        if (!Rest.Plan.NonNull[1] || Rest.Levels[1].States is not { } states) return end;
        var found = states.AsSpan(start, end - start).IndexOfAnyExcept(SlotState.Value);
        return found < 0 ? end : start + found;
    }

    public override ValueTask ExecuteAsync(RunInput input, SemaphoreSlim turn) =>
        Runner.ExecuteBelowAsync(Rest, Rest.Levels[0].Count, input, turn);
}
