using System.IO.Hashing;
using System.Runtime.InteropServices;
using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>Writes one section's arrays and sums up its checksum. For one thread.</summary>
internal sealed class SectionWriter(Stream output)
{
    private readonly XxHash3 _checksum = new();

    public long Length { get; private set; }

    public ulong Checksum => _checksum.GetCurrentHashAsUInt64();

    public void Write<T>(T value) where T : unmanaged => WriteValues(new ReadOnlySpan<T>(in value));

    public void WriteArray<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        Write(values.Length);
        WriteValues(values);
    }

    /// <summary>The number of pages, for each a byte that says whether it is there, and those that are.</summary>
    public void WritePages<T>(PagedArray<T> array) where T : unmanaged, IEquatable<T>
    {
        var present = new byte[array.PageCount];
        for (var page = 0; page < present.Length; page++)
        {
            present[page] = array.Page(page) is null ? (byte)0 : (byte)1;
        }

        WriteArray<byte>(present);
        for (var page = 0; page < present.Length; page++) WriteValues<T>(array.Page(page));
    }

    public void WriteColumn(Column column)
    {
        switch (column)
        {
            case Column<TextSlice> text: WritePages(text.Values); break;
            case Column<long> integer: WritePages(integer.Values); break;
            case Column<double> number: WritePages(number.Values); break;
            case Column<byte> small: WritePages(small.Values); break;
        }
    }

    public void WriteSpace(OrdinalSpace space)
    {
        WriteArray<byte>(space.Classes);
        WriteArray<int>(space.Next);
    }

    private void WriteValues<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        output.Write(bytes);
        _checksum.Append(bytes);
        Length += bytes.Length;
    }
}
