namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Rows of an interface or a union, told apart by type: of each row its type and its place there. Pooled.
/// </summary>
internal sealed class AbstractRun
{
    private readonly AbstractPlan _plan;
    private readonly SelectionRun?[] _selections;
    private readonly RowSet?[] _targets;
    private int[] _types = [];
    private int[] _places = [];

    public AbstractRun(AbstractPlan plan)
    {
        _plan = plan;
        _selections = new SelectionRun?[plan.Binding.PossibleTypes.Length];
        _targets = new RowSet?[_selections.Length];
    }

    /// <summary>The selections of the types that were met, null for the others.</summary>
    public ReadOnlySpan<SelectionRun?> Selections => _selections;

    public SelectionRun SelectionOf(int row, out int place)
    {
        place = _places[row];
        return _selections[_types[row]]!;
    }

    /// <summary>Distributes the rows. The types must be known for all: what is not is an internal error.</summary>
    public void Distribute(RowSet rows, FieldContext context, List<SelectionRun> next)
    {
        Pooled.Ensure(ref _types, rows.Count);
        Pooled.Ensure(ref _places, rows.Count);
        var types = _types.AsSpan(0, rows.Count);
        types.Fill(-1);
        _plan.Binding.ResolveTypes(rows, types, context);
        foreach (var type in types)
        {
            if ((uint)type >= (uint)_selections.Length)
                throw new InvalidOperationException($"The type of a row of {_plan.Binding.Type.Name} is not known.");
            if (_selections[type] is null) Start(type);
        }

        _plan.Binding.Distribute(rows, types, _targets, _places);
        foreach (var selection in _selections)
        {
            if (selection is { Rows.Count: > 0 }) next.Add(selection);
        }
    }

    public void Clear()
    {
        foreach (var selection in _selections) selection?.Clear();
        Pooled.Return(ref _types);
        Pooled.Return(ref _places);
    }

    private void Start(int type)
    {
        var plan = _plan.SelectionOf(type);
        _targets[type] = plan.Type.NewRows();
        _selections[type] = new SelectionRun(plan, _targets[type]!);
    }
}
