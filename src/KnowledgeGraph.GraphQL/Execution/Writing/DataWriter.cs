using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Writes the data of a finished run as JSON, depth first, straight from the columns. Can stop between the items of a
/// list and go on later, so that no more than a part of a large response waits in memory. One thread at a time.
/// </summary>
internal sealed class DataWriter
{
    /// <summary>Lists of objects that have only leaves are written in one go up to this length.</summary>
    private const int ListInOneGoMax = 256;

    private Frame[] _frames = new Frame[8];
    private int _depth;

    /// <summary>What is under way: an object's fields, or (where there is a field) a list's items.</summary>
    private struct Frame
    {
        public SelectionRun? Selection;
        public FieldRun? List;
        public int ListDepth;

        /// <summary>The object's row, or the list's slot.</summary>
        public int Row;

        /// <summary>The object's next field, or the list's next item.</summary>
        public int Next;
        public int End;
    }

    /// <summary>Begins an object of a selection that was prepared for writing.</summary>
    public void Start(SelectionRun selection, int row)
    {
        _depth = 0;
        PushObject(selection, row);
    }

    /// <summary>Writes items of lists, with commas between them, in one go.</summary>
    public void WriteItems(IBufferWriter<byte> target, FieldRun field, int start, int end)
    {
        var output = new JsonOutput(target, 4096);
        _depth = 0;
        for (var slot = start; slot < end; slot++)
        {
            if (slot > start) output.Write((byte)',');
            if (field.Leaf is not null) FieldCell.WriteList(field, 1, slot, ref output);
            else WriteSlot(field, 1, slot, ref output);
            while (_depth > 0)
            {
                ref var frame = ref _frames[_depth - 1];
                if (frame.List is null) WriteFields(ref frame, ref output);
                else WriteItem(ref frame, ref output);
            }
        }

        output.Complete();
    }

    /// <summary>Goes on until all is written (true) or more than so many bytes were written at this call.</summary>
    public bool WriteSome(IBufferWriter<byte> target, int expectedLength, int pauseAfter, out long written)
    {
        var output = new JsonOutput(target, expectedLength);
        while (_depth > 0)
        {
            ref var frame = ref _frames[_depth - 1];
            if (frame.List is null)
            {
                WriteFields(ref frame, ref output);
                continue;
            }

            if (output.Length > pauseAfter) break;
            WriteItem(ref frame, ref output);
        }

        output.Complete();
        written = output.Length;
        return _depth == 0;
    }

    public void Clear()
    {
        Array.Clear(_frames);
        _depth = 0;
    }

    private void WriteFields(ref Frame frame, ref JsonOutput output)
    {
        var selection = frame.Selection!;
        var cells = selection.Cells;
        var row = frame.Row;
        for (var next = frame.Next; next < cells.Length; next++)
        {
            ref readonly var cell = ref cells[next];
            if (cell.Composite is not { } field)
            {
                cell.Write(row, ref output);
                continue;
            }

            output.Write(cell.Prefix);
            frame.Next = next + 1;
            // A frame that was pushed may have moved the frames: this one must not be touched any more.
            if (!WriteSlot(field, 0, row, ref output)) return;
        }

        output.Write(selection.Plan.Suffix);
        _depth--;
    }

    private void WriteItem(ref Frame frame, ref JsonOutput output)
    {
        if (frame.Next == frame.End)
        {
            output.Write((byte)']');
            _depth--;
            return;
        }

        var field = frame.List!;
        var slot = frame.Next++;
        if (slot != field.Levels[frame.ListDepth - 1].StartOf(frame.Row)) output.Write((byte)',');
        WriteSlot(field, frame.ListDepth, slot, ref output);
    }

    /// <summary>Writes what a slot of a composite field holds; false where a frame was pushed that does it.</summary>
    private bool WriteSlot(FieldRun field, int depth, int slot, ref JsonOutput output)
    {
        if (field.Levels[depth].IsNull(slot))
        {
            output.Write("null"u8);
            return true;
        }

        if (depth < field.Levels.Length - 1) return WriteList(field, depth, slot, ref output);
        var selection = field.ChildOf(slot, out var row);
        if (selection.Plan.IsLeavesOnly)
        {
            selection.WriteLeaves(row, selection.Plan.Suffix, ref output);
            return true;
        }

        PushObject(selection, row);
        return false;
    }

    private bool WriteList(FieldRun field, int depth, int slot, ref JsonOutput output)
    {
        var start = field.Levels[depth].StartOf(slot);
        var end = field.Levels[depth].Ends[slot];
        output.Write((byte)'[');
        if (start == end)
        {
            output.Write((byte)']');
            return true;
        }

        if (end - start <= ListInOneGoMax
            && depth == field.Levels.Length - 2
            && field.Child is { Plan.IsLeavesOnly: true } child)
        {
            WriteObjects(field, child, start, end, ref output);
            output.ReplaceLast((byte)']');
            return true;
        }

        ref var frame = ref Push();
        frame.List = field;
        frame.ListDepth = depth + 1;
        frame.Row = slot;
        frame.Next = start;
        frame.End = end;
        return false;
    }

    /// <summary>Writes objects that have only leaves, each with a comma after it.</summary>
    private static void WriteObjects(FieldRun field, SelectionRun child, int start, int end, ref JsonOutput output)
    {
        var suffix = child.Plan.SuffixAndComma;
        if (!field.IsMapped && field.Innermost.States is null)
        {
            for (var row = start; row < end; row++) child.WriteLeaves(row, suffix, ref output);
            return;
        }

        var rendered = field.Rendered;
        for (var slot = start; slot < end; slot++)
        {
            if (field.Innermost.IsNull(slot)) output.Write("null,"u8);
            else if (rendered is not null) rendered.Write(field.RowOf(slot), ref output);
            else child.WriteLeaves(field.RowOf(slot), suffix, ref output);
        }
    }

    private void PushObject(SelectionRun selection, int row)
    {
        ref var frame = ref Push();
        frame.Selection = selection;
        frame.Row = row;
    }

    private ref Frame Push()
    {
        if (_depth == _frames.Length) Array.Resize(ref _frames, _depth * 2);
        ref var frame = ref _frames[_depth++];
        frame = default;
        return ref frame;
    }
}
