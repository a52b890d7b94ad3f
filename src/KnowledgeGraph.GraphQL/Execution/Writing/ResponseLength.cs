using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// How long what was executed will be as JSON, so that an answer that is too long is refused before its first byte.
/// </summary>
internal static class ResponseLength
{
    // Brackets, commas, and what a number or a token takes on average.
    private const double ListLength = 2;
    private const double OtherLength = 6;

    /// <summary>
    /// The run's data is longer than it may be. Counted exactly only where an estimate says that it could be.
    /// </summary>
    public static bool IsOver(OperationRun run, long max)
    {
        if (Estimate(run.Root, 1) < max / 2.0) return false;
        run.PrepareWriting();
        run.Writer.Start(run.Root, 0);
        var counter = new Counter();
        var isDone = false;
        for (var length = 0L; !isDone;)
        {
            isDone = run.Writer.WriteSome(counter, 32 * 1024, 1024 * 1024, out var written);
            if ((length += written) > max) return true;
        }

        return false;
    }

    /// <param name="selection">What was executed.</param>
    /// <param name="occurrences">How often its objects stand in the answer, together.</param>
    public static double Estimate(SelectionRun selection, double occurrences)
    {
        if (selection.Rows.Count == 0) return 0;
        var sum = occurrences * selection.Plan.Suffix.Length;
        foreach (var field in selection.Fields)
        {
            sum += (occurrences * field.Plan.Prefix.Length)
                + Estimate(field, occurrences / selection.Rows.Count);
        }

        return sum;
    }

    /// <param name="field">What was executed.</param>
    /// <param name="times">How often each of its values stands in the answer, on average.</param>
    public static double Estimate(FieldRun field, double times)
    {
        var sum = times * ListLength * (field.Levels.Length - 1) * field.Levels[0].Count;
        var count = field.Innermost.Count;
        if (field.Leaf is { } leaf)
            return sum + (times * (leaf.Form == LeafForm.Text ? TextLength(leaf) : OtherLength * count));
        if (field.Child is { } child) return sum + Estimate(child, times * count);
        foreach (var selection in field.AbstractChild!.Selections)
        {
            if (selection is not null) sum += Estimate(selection, times * selection.Rows.Count);
        }

        return sum;
    }

    private static long TextLength(LeafColumn leaf)
    {
        var sum = 0L;
        foreach (ref readonly var slice in leaf.Slices.AsSpan(0, leaf.Level.Count)) sum += slice.Length;
        return sum;
    }

    /// <summary>Forgets what is written into it.</summary>
    private sealed class Counter : IBufferWriter<byte>
    {
        private byte[] _room = new byte[64 * 1024];

        public void Advance(int count)
        {
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_room.Length < sizeHint) _room = new byte[sizeHint];
            return _room;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
