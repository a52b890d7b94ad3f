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
/// The values of a leaf field, one for each parent (or for each item of a <see cref="LeafListColumn"/>). A resolver asks
/// once for the form that it has and fills the span; rows that it does not fill hold nothing to rely on. Pooled, not
/// safe for several threads.
/// </summary>
public sealed class LeafColumn
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    internal readonly SlotLevel Level = new();
    internal LeafForm Form;
    internal int[] Ints = [];
    internal long[] Longs = [];
    internal double[] Numbers = [];
    internal bool[] Flags = [];
    internal TextSlice[] Slices = [];
    internal byte[][] Blobs = [];
    internal byte[] Own = [];
    internal int OwnLength;

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

    internal void Start(int count) => Level.Count = count;

    internal void Clear()
    {
        Level.Clear();
        Form = LeafForm.None;
        Return(ref Ints);
        Return(ref Longs);
        Return(ref Numbers);
        Return(ref Flags);
        Return(ref Slices);
        Return(ref Own);
        Blobs = [];
        OwnLength = 0;
    }

    private static void Return<T>(ref T[] array)
    {
        if (array.Length == 0) return;
        ArrayPool<T>.Shared.Return(array);
        array = [];
    }

    private Span<T> Use<T>(LeafForm form, ref T[] array)
    {
        if (Form != LeafForm.None && Form != form)
            throw new InvalidOperationException($"The column already holds values as {Form}, not as {form}.");
        Form = form;
        if (array.Length < Count) array = ArrayPool<T>.Shared.Rent(Count);
        return array.AsSpan(0, Count);
    }

    private Span<TextSlice> UseTexts() => Form == LeafForm.Text ? Slices.AsSpan(0, Count) : Texts([]);

    private void Reserve(int length)
    {
        if (Own.Length - OwnLength >= length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(OwnLength + length, Own.Length * 2));
        Own.AsSpan(0, OwnLength).CopyTo(larger);
        Return(ref Own);
        Own = larger;
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
