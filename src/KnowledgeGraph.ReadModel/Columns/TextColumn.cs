using System.Text;
using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>Texts by ordinal, as ready JSON tokens. To be shared between threads.</summary>
public readonly struct TextColumn
{
    private readonly PagedArray<TextSlice> _slices;
    private readonly byte[][] _blobs;

    internal TextColumn(PagedArray<TextSlice> slices, byte[][] blobs)
    {
        _slices = slices;
        _blobs = blobs;
    }

    internal PagedArray<TextSlice> Slices => _slices;

    /// <summary>The arrays that slices point into; only the bytes that a slice names may be read.</summary>
    public byte[][] Blobs => _blobs;

    public TextSlice this[int row] => _slices[row];

    /// <summary>Reads the rows' slices into as many places; nothing is copied but the slices.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<TextSlice> slices) => _slices.Gather(rows, slices);

    /// <summary>The token with its quotes; empty where there is no text.</summary>
    public ReadOnlySpan<byte> Token(int row)
    {
        var slice = _slices[row];
        return slice.IsMissing ? default : _blobs[slice.Blob].AsSpan(slice.Offset, slice.Length);
    }

    /// <summary>
    /// The text as UTF-8 without quotes and escapes; empty also where there is none. <paramref name="scratch"/> is
    /// grown, and the result lies in it, where something was escaped.
    /// </summary>
    public ReadOnlySpan<byte> Raw(int row, ref byte[] scratch) => TextBlobs.Raw(_blobs, _slices[row], ref scratch);

    /// <summary>The text, or null where there is none.</summary>
    public string? String(int row)
    {
        byte[] scratch = [];
        return _slices[row].IsMissing ? null : Encoding.UTF8.GetString(Raw(row, ref scratch));
    }
}
