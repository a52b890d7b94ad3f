namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Walks a run that has errors in the order of the response and gives each its path and locations. Where an object
/// becomes null because of one of its fields, the fields after that one are not looked at: one error explains one null.
/// </summary>
internal sealed class ErrorCollector(ReadOnlySpan<object> path, int errorsMax, bool isCarried)
{
    private readonly List<object> _path = [.. path];
    private readonly List<GraphQLError> _errors = [];
    private bool _isFull;

    /// <summary>The errors of one object.</summary>
    /// <param name="selection">What was selected of it.</param>
    /// <param name="row">Which it is.</param>
    /// <param name="path">Where it stands in the response.</param>
    /// <param name="input">What the request says of errors.</param>
    public static IReadOnlyList<GraphQLError> Collect(
        SelectionRun selection, int row, ReadOnlySpan<object> path, RunInput input)
    {
        var collector = new ErrorCollector(
            path, input.Options.Limits.ErrorsMax, input.OnError != ErrorBehavior.Null);
        collector.Visit(selection, row);
        return collector._errors;
    }

    /// <summary>The errors of some items of a list.</summary>
    /// <param name="field">The field with the items.</param>
    /// <param name="start">The first item.</param>
    /// <param name="end">The item after the last one.</param>
    /// <param name="path">Where the list stands in the response.</param>
    /// <param name="firstIndex">Where the first item stands in the list.</param>
    /// <param name="input">What the request says of errors.</param>
    public static IReadOnlyList<GraphQLError> CollectItems(
        FieldRun field, int start, int end, ReadOnlySpan<object> path, int firstIndex, RunInput input)
    {
        var collector = new ErrorCollector(
            path, input.Options.Limits.ErrorsMax, input.OnError != ErrorBehavior.Null);
        for (var item = start; item < end && !collector._isFull; item++)
        {
            collector._path.Add(firstIndex + item - start);
            collector.VisitSlot(field, 1, item);
            collector._path.RemoveAt(collector._path.Count - 1);
        }

        return collector._errors;
    }

    /// <summary>False where the object becomes null.</summary>
    private bool Visit(SelectionRun selection, int row)
    {
        foreach (var field in selection.Fields)
        {
            if (_isFull) return true;
            if (!field.HasErrors) continue;
            _path.Add(field.Plan.ResponseKey);
            var isValue = VisitSlot(field, 0, row);
            _path.RemoveAt(_path.Count - 1);
            if (!isValue && isCarried && field.Plan.NonNull[0]) return false;
        }

        return true;
    }

    /// <summary>False where an error made the slot null.</summary>
    private bool VisitSlot(FieldRun field, int depth, int slot)
    {
        var level = field.Levels[depth];
        switch (level.States is { } states ? states[slot] : SlotState.Value)
        {
            case SlotState.Failed:
                Add(field, level.ErrorOf(slot));
                return false;
            case SlotState.Null when field.Plan.NonNull[depth]:
                Add(field, NullNotAllowed(field));
                return false;
            case SlotState.Null:
                return true;
        }

        if (depth < field.Levels.Length - 1) return VisitItems(field, depth, slot);
        return field.Leaf is not null || Visit(field.ChildOf(slot, out var row), row);
    }

    private bool VisitItems(FieldRun field, int depth, int slot)
    {
        var level = field.Levels[depth];
        var start = level.StartOf(slot);
        for (var item = start; item < level.Ends[slot] && !_isFull; item++)
        {
            _path.Add(item - start);
            var isValue = VisitSlot(field, depth + 1, item);
            _path.RemoveAt(_path.Count - 1);
            if (!isValue && isCarried && field.Plan.NonNull[depth + 1]) return false;
        }

        return true;
    }

    private static FieldError NullNotAllowed(FieldRun field) => new(
        $"Cannot return null for non-nullable field {field.Plan.Field}.", GraphQLErrorCodes.NullNotAllowed);

    private void Add(FieldRun field, FieldError error)
    {
        if (_errors.Count == errorsMax - 1)
        {
            _isFull = true;
            error = new FieldError(
                $"There are more errors; the first {errorsMax - 1} are shown.", GraphQLErrorCodes.LimitExceeded);
        }

        _errors.Add(new GraphQLError(error.Message, field.Plan.Locations(error.Span))
        {
            Path = _path.ToArray(),
            Code = error.Code,
            Coordinate = error.Coordinate ?? field.Plan.Coordinate,
            InputPath = error.InputPath,
            Extensions = error.Extensions,
        });
    }
}
