namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// The rows of one object type at one place of a run, with the results of all fields selected there. Pooled.
/// </summary>
internal sealed class SelectionRun
{
    private readonly FieldCell[] _cells;
    private byte[] _failed = [];

    private readonly bool _ownsRows;

    /// <param name="plan">What is selected.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ownsRows">False where they are those of another selection, which gives them back.</param>
    public SelectionRun(SelectionPlan plan, RowSet rows, bool ownsRows = true)
    {
        _ownsRows = ownsRows;
        Plan = plan;
        Rows = rows;
        Fields = Array.ConvertAll(plan.Fields, field => new FieldRun(field));
        _cells = new FieldCell[Fields.Length];
    }

    public SelectionPlan Plan { get; }

    public RowSet Rows { get; }

    public FieldRun[] Fields { get; }

    /// <summary>What the writer needs of the fields, in their order.</summary>
    public ReadOnlySpan<FieldCell> Cells => _cells;

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

    /// <summary>To be called when nothing of the run changes any more.</summary>
    public void PrepareWriting()
    {
        for (var index = 0; index < _cells.Length; index++)
        {
            Fields[index].PrepareWriting();
            _cells[index] = new FieldCell(Fields[index]);
        }
    }

    /// <summary>Writes an object that has only leaves.</summary>
    public void WriteLeaves(int row, PaddedBytes suffix, ref JsonOutput output)
    {
        foreach (ref readonly var cell in _cells.AsSpan()) cell.Write(row, ref output);
        output.Write(suffix);
    }

    public void Clear()
    {
        Array.Clear(_cells);
        foreach (var field in Fields) field.Clear();
        if (_ownsRows) Rows.Clear();
        AnyFailed = false;
        Pooled.Return(ref _failed);
    }
}
