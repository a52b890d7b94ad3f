namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>One step of a run: a field's results for all parents of its selection. Pooled.</summary>
internal sealed class FieldRun
{
    private int[] _rowOfSlot = [];
    private bool _isCompacted;

    public FieldRun(FieldPlan plan)
    {
        Plan = plan;
        Column = plan.Resolver.NewColumn(plan.Binding);
        Levels = Column.Levels;
        Leaf = Column.Leaf;
        Prefix = plan.Prefix;
        Context = new FieldContext(plan);
        if (plan.Child is { } child) Child = new SelectionRun(child, Column.ChildRows!);
        if (plan.AbstractChild is { } abstractChild) AbstractChild = new AbstractRun(abstractChild);
    }

    public FieldPlan Plan { get; }

    public FieldColumn Column { get; }

    public SlotLevel[] Levels { get; }

    public SlotLevel Innermost => Levels[^1];

    public LeafColumn? Leaf { get; }

    public PaddedBytes Prefix { get; }

    public FieldContext Context { get; }

    public SelectionRun? Child { get; }

    public AbstractRun? AbstractChild { get; }

    /// <summary>Something in this field or below it is an error.</summary>
    public bool HasErrors { get; set; }

    /// <summary>The children's row of an innermost slot that is a value.</summary>
    public int RowOf(int slot) => _isCompacted ? _rowOfSlot[slot] : slot;

    /// <summary>The child object of an innermost slot that is a value.</summary>
    public SelectionRun ChildOf(int slot, out int row)
    {
        row = RowOf(slot);
        return Child ?? AbstractChild!.SelectionOf(row, out row);
    }

    /// <summary>Checks what the resolver gave and hands the children on.</summary>
    public void Complete(List<SelectionRun> next)
    {
        Column.Finish();
        foreach (var level in Levels) level.Seal();
        if (Leaf is not null)
        {
            Leaf.Writing = Plan.Scalar!.Check(Leaf);
            return;
        }

        var rows = Column.ChildRows!;
        if (Innermost.States is { } states)
        {
            Pooled.Ensure(ref _rowOfSlot, rows.Count);
            rows.Compact(states, _rowOfSlot);
            _isCompacted = true;
        }

        if (rows.Count == 0) return;
        if (Child is not null) next.Add(Child);
        else AbstractChild!.Distribute(rows, Context, next);
    }

    /// <summary>The field failed as a whole, for all parents.</summary>
    public void Fail(int parents, FieldError error)
    {
        ClearChildren();
        Column.FailAll(parents, error);
    }

    public void Clear()
    {
        ClearChildren();
        Column.Clear();
        Context.End();
        HasErrors = false;
    }

    private void ClearChildren()
    {
        Child?.Clear();
        AbstractChild?.Clear();
        Pooled.Return(ref _rowOfSlot);
        _isCompacted = false;
    }
}
