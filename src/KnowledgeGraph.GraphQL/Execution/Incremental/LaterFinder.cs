namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Walks over what has just been executed, in the order of the response, and finds what of it is to come later. One
/// thread at a time.
/// </summary>
internal sealed class LaterFinder
{
    private readonly List<object> _path = [];
    private readonly Dictionary<(SelectionRun Parent, DeferredPlan Plan), DeferredRun> _deferred = [];
    private readonly Dictionary<FieldRun, StreamRun> _streamed = [];
    private List<PendingStream> _streams = [];

    /// <summary>Fragments that were found and not taken yet.</summary>
    public List<PendingFragment> Fragments { get; } = [];

    /// <summary>Runs that were found and not taken yet.</summary>
    public List<LaterRun> Runs { get; } = [];

    /// <summary>Looks at an object.</summary>
    /// <param name="selection">What was selected of it.</param>
    /// <param name="row">Which it is.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="scope">The deferred fragments that it is within.</param>
    /// <param name="streams">Where to add the lists that go on.</param>
    public void Visit(
        SelectionRun selection, int row, ReadOnlySpan<object> path, DeferScope? scope, List<PendingStream> streams)
    {
        Begin(path, streams);
        Visit(selection, row, scope);
    }

    /// <summary>Looks at a part of an object, whose own deferred fragments are known.</summary>
    public void VisitPart(DeferredPart part)
    {
        Begin(part.Path, part.Streams);
        VisitFields(part.Run.Selection, part.Row, part.Scope);
    }

    /// <summary>Looks at items that came later.</summary>
    /// <param name="field">The field with the items.</param>
    /// <param name="start">The first item.</param>
    /// <param name="end">The item after the last one.</param>
    /// <param name="path">The path of the list.</param>
    /// <param name="firstIndex">Where the first item stands in the list.</param>
    /// <param name="streams">Where to add the lists that go on.</param>
    public void VisitItems(
        FieldRun field, int start, int end, ReadOnlySpan<object> path, int firstIndex, List<PendingStream> streams)
    {
        Begin(path, streams);
        for (var item = start; item < end; item++) VisitItem(field, 0, item, firstIndex + item - start, null);
    }

    private void Begin(ReadOnlySpan<object> path, List<PendingStream> streams)
    {
        _path.Clear();
        _path.AddRange(path);
        _streams = streams;
    }

    private void Visit(SelectionRun selection, int row, DeferScope? scope)
    {
        object[]? path = null;
        foreach (var usage in selection.Plan.Usages)
        {
            var outer = DeferScope.Find(scope, usage.Parent);
            var fragment = new PendingFragment(path ??= [.. _path], usage, outer);
            outer?.Inner.Add(fragment);
            Fragments.Add(fragment);
            scope = new DeferScope(usage, fragment, scope);
        }

        foreach (var deferred in selection.Plan.Deferred)
        {
            var run = RunOf(selection, deferred);
            var fragments = Array.ConvertAll(deferred.Usages, usage => DeferScope.Find(scope, usage)!);
            var part = new DeferredPart(run, row, path ??= [.. _path], fragments, scope);
            run.Parts.Add(part);
            foreach (var fragment in fragments)
            {
                fragment.Parts.Add(part);
                fragment.PartsOpen++;
            }
        }

        VisitFields(selection, row, scope);
    }

    private void VisitFields(SelectionRun selection, int row, DeferScope? scope)
    {
        foreach (var field in selection.Fields)
        {
            if (!field.Plan.HasLater) continue;
            _path.Add(field.Plan.ResponseKey);
            VisitSlot(field, 0, row, scope);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void VisitSlot(FieldRun field, int depth, int slot, DeferScope? scope)
    {
        var level = field.Levels[depth];
        if (level.IsNull(slot)) return;
        if (depth == 0 && field.Rest is { } rest && rest.Levels[0].Ends[slot] > rest.Levels[0].StartOf(slot))
        {
            var stream = new PendingStream([.. _path], RunOf(field), slot);
            stream.Run.Streams.Add(stream);
            _streams.Add(stream);
        }

        if (depth < field.Levels.Length - 1)
        {
            if (field.Leaf is not null) return;
            var start = level.StartOf(slot);
            for (var item = start; item < level.Ends[slot]; item++)
                VisitItem(field, depth, item, item - start, scope);
        }
        else if (field.Leaf is null)
        {
            var selection = field.ChildOf(slot, out var row);
            Visit(selection, row, scope);
        }
    }

    private void VisitItem(FieldRun field, int depth, int item, int index, DeferScope? scope)
    {
        _path.Add(index);
        VisitSlot(field, depth + 1, item, scope);
        _path.RemoveAt(_path.Count - 1);
    }

    private DeferredRun RunOf(SelectionRun parent, DeferredPlan plan)
    {
        if (_deferred.TryGetValue((parent, plan), out var run)) return run;
        _deferred.Add((parent, plan), run = new DeferredRun(parent, plan.Selection));
        Runs.Add(run);
        return run;
    }

    private StreamRun RunOf(FieldRun field)
    {
        if (_streamed.TryGetValue(field, out var run)) return run;
        _streamed.Add(field, run = new StreamRun(field));
        Runs.Add(run);
        return run;
    }
}
