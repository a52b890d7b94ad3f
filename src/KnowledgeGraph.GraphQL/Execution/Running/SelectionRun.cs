namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The rows of one object type at one place of a run, with the results of all fields selected there. Pooled.
/// </summary>
internal sealed class SelectionRun
{
    private byte[] _failed = [];

    public SelectionRun(SelectionPlan plan, RowSet rows)
    {
        Plan = plan;
        Rows = rows;
        Fields = Array.ConvertAll(plan.Fields, field => new FieldRun(field));
    }

    public SelectionPlan Plan { get; }

    public RowSet Rows { get; }

    public FieldRun[] Fields { get; }

    public bool AnyFailed { get; private set; }

    /// <summary>The row becomes null, because a field of it that must not be null is.</summary>
    public bool HasFailed(int row) => AnyFailed && _failed[row] != 0;

    public void Fail(int row)
    {
        if (!AnyFailed)
        {
            Pooled.Ensure(ref _failed, Rows.Count);
            _failed.AsSpan(0, Rows.Count).Clear();
            AnyFailed = true;
        }

        _failed[row] = 1;
    }

    public void Clear()
    {
        foreach (var field in Fields) field.Clear();
        Rows.Clear();
        AnyFailed = false;
        Pooled.Return(ref _failed);
    }
}
