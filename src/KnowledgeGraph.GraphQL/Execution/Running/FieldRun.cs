using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>One step of a run: a field's results for all parents of its selection. Pooled.</summary>
internal sealed class FieldRun
{
    private int[] _rowOfSlot = [];
    private RenderedRows? _rendered;

    public FieldRun(FieldPlan plan)
    {
        Plan = plan;
        Column = plan.Resolver.NewColumn(plan.Binding);
        Levels = Column.Levels;
        Leaf = Column.Leaf;
        Context = new FieldContext(plan);
        if (plan.Child is { } child) Child = new SelectionRun(child, Column.ChildRows!);
        if (plan.AbstractChild is { } abstractChild) AbstractChild = new AbstractRun(abstractChild);
    }

    public FieldPlan Plan { get; }

    public FieldColumn Column { get; }

    public SlotLevel[] Levels { get; }

    public SlotLevel Innermost => Levels[^1];

    public LeafColumn? Leaf { get; }

    public FieldContext Context { get; }

    public SelectionRun? Child { get; }

    public AbstractRun? AbstractChild { get; }

    /// <summary>The children written beforehand, where each is met several times.</summary>
    public RenderedRows? Rendered { get; private set; }

    /// <summary>The field once more, with the items that come later, where its lists are cut.</summary>
    public FieldRun? Rest { get; private set; }

    /// <summary>Something in this field or below it is an error.</summary>
    public bool HasErrors { get; set; }

    /// <summary>
    /// Innermost slots and the children's rows are not one to one: some are null, or several share a row.
    /// </summary>
    public bool IsMapped { get; private set; }

    /// <summary>The children's row of an innermost slot that is a value.</summary>
    public int RowOf(int slot) => IsMapped ? _rowOfSlot[slot] : slot;

    /// <summary>The child object of an innermost slot that is a value.</summary>
    public SelectionRun ChildOf(int slot, out int row)
    {
        row = RowOf(slot);
        return Child ?? AbstractChild!.SelectionOf(row, out row);
    }

    /// <summary>Has the column cut its lists.</summary>
    public void Cut(int initialCount, RunInput input, InputValue?[] arguments)
    {
        Rest = new FieldRun(Plan.Stream!.Rest);
        Rest.Context.Start(input.State, arguments, input.CancellationToken);
        Column.Rest = Rest.Column;
        Column.InitialCount = initialCount;
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
            IsMapped = true;
        }
        else if (Child is not null && Plan.Sharing.IsWorthwhile(rows.Count))
        {
            Share(rows);
        }

        if (rows.Count == 0) return;
        if (Child is not null) next.Add(Child);
        else AbstractChild!.Distribute(rows, Context, next);
    }

    /// <summary>
    /// Makes ready what the writer needs of the children; those that share rows are written here, once.
    /// </summary>
    public void PrepareWriting()
    {
        if (Child is { Rows.Count: > 0 } child)
        {
            child.PrepareWriting();
            if (!child.Plan.IsLeavesOnly || child.Rows.Count * 2 > Innermost.Count) return;
            Rendered = _rendered ??= new RenderedRows();
            Rendered.Render(child);
        }
        else if (AbstractChild is { } abstractChild)
        {
            foreach (var selection in abstractChild.Selections)
            {
                if (selection is { Rows.Count: > 0 }) selection.PrepareWriting();
            }
        }
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

    private void Share(RowSet rows)
    {
        var slots = rows.Count;
        Pooled.Ensure(ref _rowOfSlot, slots);
        if (!rows.TryShare(_rowOfSlot)) return;
        IsMapped = rows.Count < slots;
        Plan.Sharing.Learn(slots, rows.Count);
    }

    private void ClearChildren()
    {
        Child?.Clear();
        AbstractChild?.Clear();
        Pooled.Return(ref _rowOfSlot);
        IsMapped = false;
        _rendered?.Clear();
        Rendered = null;
        if (Rest is null) return;
        Rest.Clear();
        Rest = null;
        Column.Rest = null;
    }
}
