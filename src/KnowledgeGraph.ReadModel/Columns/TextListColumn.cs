using System.Text;
using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>Lists of texts by ordinal. To be shared between threads.</summary>
public readonly struct TextListColumn
{
    private readonly PagedArray<TextSlice> _lists;
    private readonly byte[][] _blobs;

    internal TextListColumn(PagedArray<TextSlice> lists, byte[][] blobs)
    {
        _lists = lists;
        _blobs = blobs;
    }

    internal PagedArray<TextSlice> Lists => _lists;

    /// <summary>The arrays that slices point into.</summary>
    public byte[][] Blobs => _blobs;

    /// <summary>There is no list (an empty one is one).</summary>
    public bool IsMissing(int row) => _lists[row].IsMissing;

    /// <summary>The list as one JSON array; empty where there is none.</summary>
    public TextSlice this[int row] => _lists[row];

    /// <summary>
    /// Adds the slices of the rows' entries to <paramref name="entries"/>; row i's are those from
    /// <paramref name="offsets"/>[i] to <paramref name="offsets"/>[i + 1], which counts from the entries there before.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="offsets">One place more than rows.</param>
    /// <param name="entries">Receives the slices.</param>
    public void Gather(ReadOnlySpan<int> rows, Span<int> offsets, List<TextSlice> entries)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            offsets[i] = entries.Count;
            foreach (var entry in Entries(rows[i])) entries.Add(entry);
        }

        offsets[rows.Length] = entries.Count;
    }

    /// <summary>Goes through the entries of a row.</summary>
    public EntryEnumerator Entries(int row) => new(_lists[row], _blobs);

    /// <summary>The entries, or null where there is no list.</summary>
    public string[]? Strings(int row)
    {
        if (IsMissing(row)) return null;
        var strings = new List<string>();
        byte[] scratch = [];
        foreach (var entry in Entries(row))
        {
            strings.Add(Encoding.UTF8.GetString(TextBlobs.Raw(_blobs, entry, ref scratch)));
        }

        return [.. strings];
    }

    /// <summary>A cursor over the entries of a list.</summary>
    public struct EntryEnumerator
    {
        private readonly TextSlice _list;
        private readonly byte[][] _blobs;
        private int _at;

        internal EntryEnumerator(TextSlice list, byte[][] blobs)
        {
            _list = list;
            _blobs = blobs;
        }

        public TextSlice Current { get; private set; }

        public readonly EntryEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            // The array's bracket, or the comma after the entry before.
            _at++;
            if (_at >= _list.Length - 1) return false;
            var bytes = _blobs[_list.Blob].AsSpan(_list.Offset, _list.Length);
            var length = JsonText.TokenLength(bytes, _at);
            Current = new(_list.Blob, _list.Offset + _at, length);
            _at += length;
            return true;
        }
    }
}
