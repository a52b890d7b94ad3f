using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What the writer needs of a field for one object after the other, side by side: made once the run is finished, so
/// that writing a leaf looks nowhere else.
/// </summary>
internal readonly struct FieldCell
{
    private readonly LeafWriting _writing;
    private readonly byte[]? _states;
    private readonly TextSlice[] _slices;
    private readonly int[] _ints;
    private readonly byte[][] _blobs;
    private readonly byte[] _own;
    private readonly LeafColumn _column;

    /// <summary>The field, where its values are lists.</summary>
    private readonly FieldRun? _list;

    public FieldCell(FieldRun field)
    {
        Prefix = field.Plan.Prefix;
        if (field.Leaf is not { } column)
        {
            Composite = field;
            (_slices, _ints, _blobs, _own, _column) = ([], [], [], [], null!);
            return;
        }

        _writing = column.Writing;
        _states = column.Level.States;
        _slices = column.Slices;
        _ints = column.Ints;
        _blobs = column.Blobs;
        _own = column.Own;
        _column = column;
        _list = field.Levels.Length > 1 ? field : null;
    }

    /// <summary>`"key":`, with what stands before it since the value before.</summary>
    public PaddedBytes Prefix { get; }

    /// <summary>The field, where it is no leaf.</summary>
    public FieldRun? Composite { get; }

    /// <summary>Writes a leaf with its key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int row, ref JsonOutput output)
    {
        output.Write(Prefix);
        if (_list is not null || _states is not null) WriteOther(row, ref output);
        else if (_writing == LeafWriting.Text)
        {
            ref readonly var slice = ref _slices[row];
            if (slice.Length == 0) output.Write("null"u8);
            else output.Write(slice.Blob < 0 ? _own : _blobs[slice.Blob], slice.Offset, slice.Length);
        }
        else if (_writing == LeafWriting.Int32) output.Write(_ints[row]);
        else _column.WriteValue(row, ref output);
    }

    private void WriteOther(int row, ref JsonOutput output)
    {
        if (_list is not null) WriteList(_list, 0, row, ref output);
        else if (_states![row] != SlotState.Value) output.Write("null"u8);
        else _column.WriteValue(row, ref output);
    }

    /// <summary>Writes what a slot of a field with leaves holds.</summary>
    public static void WriteList(FieldRun field, int depth, int slot, ref JsonOutput output)
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
            WriteList(field, depth + 1, item, ref output);
        }

        output.Write((byte)']');
    }
}
