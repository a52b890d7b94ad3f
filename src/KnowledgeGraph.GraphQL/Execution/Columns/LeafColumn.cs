using System.Buffers;
using System.Text;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>How the values of a <see cref="LeafColumn"/> are held.</summary>
internal enum LeafForm : byte
{
    None,
    Int32,
    Int64,
    Double,
    Boolean,
    Instant,
    Token,
    Text,
}

/// <summary>
/// The values of a leaf field, one for each parent (or for each item of a <see cref="LeafListColumn"/>). A resolver
/// asks
/// once for the form that it has and fills the span; rows that it does not fill hold nothing to rely on. Pooled, not
/// safe for several threads.
/// </summary>
public sealed class LeafColumn : FieldColumn
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    internal readonly SlotLevel Level;
    private readonly SlotLevel[] _levels;
    internal LeafForm Form;
    internal LeafWriting Writing;
    internal int[] Ints = [];
    internal long[] Longs = [];
    internal double[] Numbers = [];
    internal bool[] Flags = [];
    internal TextSlice[] Slices = [];
    internal byte[][] Blobs = [];
    internal byte[] Own = [];
    internal int OwnLength;

    internal LeafColumn()
    {
        Level = new SlotLevel();
        _levels = [Level];
    }

    /// <summary>How many values are wanted.</summary>
    public int Count => Level.Count;

    /// <summary>32-bit integers, for `Int`, `Float` and scalars of the schema's own.</summary>
    public Span<int> Int32s() => Use(LeafForm.Int32, ref Ints);

    /// <summary>64-bit integers. In an `Int` a value beyond 32 bits is an error of its row.</summary>
    public Span<long> Int64s() => Use(LeafForm.Int64, ref Longs);

    /// <summary>Numbers, for `Float`; one that is not finite is an error of its row.</summary>
    public Span<double> Doubles() => Use(LeafForm.Double, ref Numbers);

    public Span<bool> Booleans() => Use(LeafForm.Boolean, ref Flags);

    /// <summary>
    /// Points in time as <see cref="DateTime.Ticks"/> in UTC, written as RFC 3339 with as many fractional digits as
    /// needed.
    /// </summary>
    public Span<long> Instants() => Use(LeafForm.Instant, ref Longs);

    /// <summary>
    /// Indices into a table of finished JSON tokens (`"OPEN"` with its quotes), for enums and texts that repeat. An
    /// index below 0 is null. The table must not change until the response is written.
    /// </summary>
    public Span<int> Tokens(byte[][] table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Blobs = table;
        return Use(LeafForm.Token, ref Ints);
    }

    /// <summary>
    /// Slices of blobs of finished JSON tokens; a slice of length 0 is null. The slices are null before they are
    /// filled. The blobs must not change until the response is written.
    /// </summary>
    public Span<TextSlice> Texts(byte[][] blobs)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        Blobs = blobs;
        var slices = Use(LeafForm.Text, ref Slices);
        slices.Clear();
        return slices;
    }

    /// <summary>
    /// A text made for this row; it is escaped into the column's own buffer. Goes with <see cref="Texts"/>.
    /// </summary>
    public void SetText(int row, ReadOnlySpan<byte> utf8)
    {
        Reserve((utf8.Length * 6) + 2);
        var start = OwnLength;
        Own[OwnLength++] = (byte)'"';
        AppendEscaped(utf8);
        Finish(row, start);
    }

    /// <inheritdoc cref="SetText(int, ReadOnlySpan{byte})"/>
    public void SetText(int row, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        SetText(row, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>A text or null.</summary>
    public void SetText(int row, string? text)
    {
        UseTexts();
        if (text is null) SetNull(row);
        else SetText(row, text.AsSpan());
    }

    /// <summary>A finished JSON value (a `JSON` scalar's object, say), copied as it is.</summary>
    public void SetJson(int row, ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        var start = OwnLength;
        json.CopyTo(Own.AsSpan(start));
        OwnLength += json.Length;
        UseTexts()[row] = new TextSlice(-1, start, json.Length);
    }

    public void SetNull(int row) => Level.SetNull(row);

    /// <summary>The row's value could not be had; it becomes null and the error is shown with its path.</summary>
    public void SetError(int row, FieldError error) => Level.SetError(row, error);

    /// <inheritdoc cref="SetError(int, FieldError)"/>
    public void SetError(int row, string message, string? code = null) => SetError(row, new FieldError(message, code));

    internal override SlotLevel[] Levels => _levels;

    internal override LeafColumn Leaf => this;

    internal ReadOnlySpan<byte> TextOf(int slot)
    {
        var slice = Slices[slot];
        return (slice.Blob < 0 ? Own : Blobs[slice.Blob]).AsSpan(slice.Offset, slice.Length);
    }

    /// <summary>Writes a value that its slot does not say is null.</summary>
    internal void WriteValue(int slot, ref JsonOutput output)
    {
        switch (Writing)
        {
            case LeafWriting.Text:
                var slice = Slices[slot];
                if (slice.Length == 0) output.Write("null"u8);
                else output.Write(slice.Blob < 0 ? Own : Blobs[slice.Blob], slice.Offset, slice.Length);
                break;
            case LeafWriting.Token:
                var token = Ints[slot];
                if (token < 0) output.Write("null"u8);
                else output.Write(Blobs[token], 0, Blobs[token].Length);
                break;
            case LeafWriting.Int32:
                output.Write(Ints[slot]);
                break;
            case LeafWriting.Int64:
                output.Write(Longs[slot]);
                break;
            case LeafWriting.QuotedInt32 or LeafWriting.QuotedInt64:
                output.Write((byte)'"');
                output.Write(Writing == LeafWriting.QuotedInt32 ? Ints[slot] : Longs[slot]);
                output.Write((byte)'"');
                break;
            case LeafWriting.Double:
                output.Write(Numbers[slot]);
                break;
            case LeafWriting.Boolean:
                output.Write(Flags[slot] ? "true"u8 : "false"u8);
                break;
            case LeafWriting.Instant:
                output.WriteInstant(Longs[slot]);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    internal override void Start(int parents) => Level.Count = parents;

    internal override void Finish()
    {
        if (Form != LeafForm.None || Count == 0) return;
        for (var slot = 0; slot < Count; slot++)
        {
            if (!Level.IsNull(slot)) throw new InvalidOperationException("The resolver filled nothing in.");
        }
    }

    internal override void Clear()
    {
        Level.Clear();
        Form = LeafForm.None;
        Pooled.Return(ref Ints);
        Pooled.Return(ref Longs);
        Pooled.Return(ref Numbers);
        Pooled.Return(ref Flags);
        Pooled.Return(ref Slices);
        Pooled.Return(ref Own);
        Blobs = [];
        OwnLength = 0;
    }

    /// <summary>Hands the items that come later to another column, which writes them in the same form.</summary>
    internal void Cut(ListCut cut, LeafColumn rest)
    {
        rest.Form = Form;
        rest.Blobs = Blobs;
        switch (Form)
        {
            case LeafForm.Int32 or LeafForm.Token: cut.Apply(Ints, ref rest.Ints); break;
            case LeafForm.Int64 or LeafForm.Instant: cut.Apply(Longs, ref rest.Longs); break;
            case LeafForm.Double: cut.Apply(Numbers, ref rest.Numbers); break;
            case LeafForm.Boolean: cut.Apply(Flags, ref rest.Flags); break;
            case LeafForm.Text:
                cut.Apply(Slices, ref rest.Slices);
                // Short copies read whole vectors, so the spare room goes along.
                Pooled.Ensure(ref rest.Own, Own.Length);
                Own.CopyTo(rest.Own, 0);
                rest.OwnLength = OwnLength;
                break;
        }

        Level.Cut(cut, rest.Level);
    }

    private Span<T> Use<T>(LeafForm form, ref T[] array)
    {
        if (Form != LeafForm.None && Form != form)
            throw new InvalidOperationException($"The column already holds values as {Form}, not as {form}.");
        Form = form;
        Pooled.Ensure(ref array, Count);
        return array.AsSpan(0, Count);
    }

    private Span<TextSlice> UseTexts() => Form == LeafForm.Text ? Slices.AsSpan(0, Count) : Texts([]);

    private void Reserve(int length)
    {
        if (Own.Length - OwnLength < length) Pooled.Grow(ref Own, OwnLength, OwnLength + length);
    }

    private void AppendEscaped(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            var plain = utf8.IndexOfAny(Escaped);
            var run = plain < 0 ? utf8 : utf8[..plain];
            run.CopyTo(Own.AsSpan(OwnLength));
            OwnLength += run.Length;
            if (plain < 0) return;
            OwnLength += JsonEscape.Write(utf8[plain], Own.AsSpan(OwnLength));
            utf8 = utf8[(plain + 1)..];
        }
    }

    private void Finish(int row, int start)
    {
        Own[OwnLength++] = (byte)'"';
        UseTexts()[row] = new TextSlice(-1, start, OwnLength - start);
    }
}
