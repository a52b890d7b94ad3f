using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Objects that are met several times, written once: each with a comma after it, one after the other. Pooled.
/// </summary>
internal sealed class RenderedRows : IBufferWriter<byte>
{
    private byte[] _bytes = [];
    private int _length;
    private int[] _ends = [];

    public void Render(SelectionRun selection)
    {
        var rows = selection.Rows.Count;
        Pooled.Ensure(ref _ends, rows);
        var output = new JsonOutput(this, 4096);
        for (var row = 0; row < rows; row++)
        {
            selection.WriteLeaves(row, selection.Plan.SuffixAndComma, ref output);
            _ends[row] = (int)output.Length;
        }

        output.Complete();
        // Short copies read whole vectors.
        GetSpan(JsonOutput.Slack);
    }

    public void Write(int row, ref JsonOutput output)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        output.Write(_bytes, start, _ends[row] - start);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1)) Pooled.Grow(ref _bytes, _length, _length + sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Clear()
    {
        Pooled.Return(ref _bytes);
        Pooled.Return(ref _ends);
        _length = 0;
    }
}
