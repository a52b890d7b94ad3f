using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>
/// Reads one section's arrays in the order in which they were written, straight into their places, and sums up the
/// checksum. What was read may only be used when <see cref="End"/> found it right. For one thread.
/// </summary>
internal sealed class SectionReader(Stream input, Section section, long length)
{
    private readonly XxHash3 _checksum = new();
    private long _left = length;

    public T Read<T>() where T : unmanaged
    {
        T value = default;
        ReadValues(new Span<T>(ref value));
        return value;
    }

    public T[] ReadArray<T>() where T : unmanaged
    {
        var count = Read<int>();
        // Nothing is allocated that the section cannot fill.
        if (count < 0 || (long)count * Unsafe.SizeOf<T>() > _left) throw Damaged("an array is too long for it");
        var values = GC.AllocateUninitializedArray<T>(count);
        ReadValues<T>(values);
        return values;
    }

    public PagedArray<T> ReadPages<T>(T missing) where T : unmanaged, IEquatable<T>
    {
        var present = ReadArray<byte>();
        var pages = new T[]?[present.Length];
        for (var page = 0; page < pages.Length; page++)
        {
            if (present[page] == 0) continue;
            var values = GC.AllocateUninitializedArray<T>(Pages.Size);
            ReadValues<T>(values);
            pages[page] = values;
        }

        return PagedArray.FromPages(pages, missing);
    }

    public Column ReadColumn(PropertyType type) => Column.Empty(type) switch
    {
        Column<TextSlice> text => new Column<TextSlice>(type, ReadPages(text.Values.Missing)),
        Column<long> integer => new Column<long>(type, ReadPages(integer.Values.Missing)),
        Column<double> number => new Column<double>(type, ReadPages(number.Values.Missing)),
        Column<byte> small => new Column<byte>(type, ReadPages(small.Values.Missing)),
        var other => throw new NotSupportedException($"No columns of {other.GetType()}."),
    };

    public OrdinalSpace ReadSpace() => OrdinalSpace.From(ReadArray<byte>(), ReadArray<int>());

    /// <summary>The section was read to its end and is what was written.</summary>
    public void End(ulong checksum)
    {
        if (_left != 0) throw Damaged($"{_left} bytes are left over");
        if (_checksum.GetCurrentHashAsUInt64() != checksum) throw Damaged("its checksum is wrong");
    }

    private void ReadValues<T>(Span<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length > _left) throw Damaged("it ends too early");
        input.ReadExactly(bytes);
        _checksum.Append(bytes);
        _left -= bytes.Length;
    }

    private SnapshotException Damaged(string how) => new($"Section {section} of the snapshot file is damaged: {how}.");
}
