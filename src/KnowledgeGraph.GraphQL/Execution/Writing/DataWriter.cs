using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Writes the data of a finished run as JSON, depth first, straight from the columns. Can stop between the items of a
/// list and go on later, so that no more than a part of a large response waits in memory. One thread at a time.
/// </summary>
internal sealed class DataWriter
{
    /// <summary>Lists of plain objects up to this length are written in one go.</summary>
    private const int ListInOneGoMax = 256;

    private Frame[] _frames = new Frame[8];
    private int _depth;

    /// <summary>What is under way: an object's fields, or (where there is a field) a list's items.</summary>
    private struct Frame
    {
        public SelectionRun? Selection;
        public int Row;
        public int NextField;
        public FieldRun? List;
        public int ListDepth;
        public int Slot;
        public int End;
    }

    public void Start(SelectionRun root)
    {
        _depth = 0;
        PushObject(root, 0);
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
        var fields = selection.Fields;
        var row = frame.Row;
        while (frame.NextField < fields.Length)
        {
            var field = fields[frame.NextField++];
            output.Write(field.Prefix);
            // A frame that was pushed may have moved the frames: this one must not be touched any more.
            if (!WriteSlot(field, 0, row, ref output)) return;
        }

        output.Write(selection.Plan.Suffix);
        _depth--;
    }

    private void WriteItem(ref Frame frame, ref JsonOutput output)
    {
        if (frame.Slot == frame.End)
        {
            output.Write((byte)']');
            _depth--;
            return;
        }

        var field = frame.List!;
        var slot = frame.Slot++;
        if (slot != field.Levels[frame.ListDepth - 1].StartOf(frame.Row)) output.Write((byte)',');
        WriteSlot(field, frame.ListDepth, slot, ref output);
    }

    /// <summary>Writes what a slot holds; false where a frame was pushed that does it.</summary>
    private bool WriteSlot(FieldRun field, int depth, int slot, ref JsonOutput output)
    {
        var level = field.Levels[depth];
        if (level.States is { } states && states[slot] != SlotState.Value)
        {
            output.Write("null"u8);
            return true;
        }

        if (depth < field.Levels.Length - 1) return WriteList(field, depth, slot, ref output);
        if (field.Leaf is { } leaf)
        {
            leaf.WriteValue(slot, ref output);
            return true;
        }

        var selection = field.ChildOf(slot, out var row);
        if (!selection.Plan.IsLeavesOnly)
        {
            PushObject(selection, row);
            return false;
        }

        WriteLeaves(selection, row, ref output);
        return true;
    }

    private bool WriteList(FieldRun field, int depth, int slot, ref JsonOutput output)
    {
        var start = field.Levels[depth].StartOf(slot);
        var end = field.Levels[depth].Ends[slot];
        output.Write((byte)'[');
        var isInnermost = depth == field.Levels.Length - 2;
        if (isInnermost && end - start <= ListInOneGoMax && field.Child is null or { Plan.IsLeavesOnly: true }
            && field.AbstractChild is null)
        {
            for (var item = start; item < end; item++)
            {
                if (item > start) output.Write((byte)',');
                WriteSlot(field, depth + 1, item, ref output);
            }

            output.Write((byte)']');
            return true;
        }

        ref var frame = ref Push();
        frame.List = field;
        frame.ListDepth = depth + 1;
        frame.Row = slot;
        frame.Slot = start;
        frame.End = end;
        return false;
    }

    private static void WriteLeaves(SelectionRun selection, int row, ref JsonOutput output)
    {
        foreach (var field in selection.Fields)
        {
            output.Write(field.Prefix);
            if (field.Levels.Length > 1) WriteLeafList(field, 0, row, ref output);
            else WriteLeaf(field.Leaf!, row, ref output);
        }

        output.Write(selection.Plan.Suffix);
    }

    private static void WriteLeafList(FieldRun field, int depth, int slot, ref JsonOutput output)
    {
        var level = field.Levels[depth];
        if (level.IsNull(slot))
        {
            output.Write("null"u8);
            return;
        }

        if (depth == field.Levels.Length - 1)
        {
            field.Leaf!.WriteValue(slot, ref output);
            return;
        }

        output.Write((byte)'[');
        var start = level.StartOf(slot);
        for (var item = start; item < level.Ends[slot]; item++)
        {
            if (item > start) output.Write((byte)',');
            WriteLeafList(field, depth + 1, item, ref output);
        }

        output.Write((byte)']');
    }

    private static void WriteLeaf(LeafColumn leaf, int slot, ref JsonOutput output)
    {
        if (leaf.Level.States is { } states && states[slot] != SlotState.Value) output.Write("null"u8);
        else leaf.WriteValue(slot, ref output);
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
