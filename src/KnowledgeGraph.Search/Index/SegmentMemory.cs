using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Memory that does not move: a segment's bytes, made in memory or mapped from a file. It lives as long as somebody
/// holds it; a mapped file that was deleted meanwhile stays readable until then.
/// </summary>
internal sealed unsafe class SegmentMemory
{
    private readonly byte[]? _array;
    private readonly MemoryMappedViewAccessor? _view;

    private SegmentMemory(byte* start, long length)
    {
        Start = start;
        Length = length;
    }

    private SegmentMemory(byte[] array)
        : this((byte*)Unsafe.AsPointer(
            ref MemoryMarshal.GetArrayDataReference(array)), array.Length) =>
        _array = array;

    private SegmentMemory(MemoryMappedViewAccessor view, byte* start, long length)
        : this(start, length) => _view = view;

    public byte* Start { get; }

    public long Length { get; }

    /// <summary>Whether the bytes are a file's.</summary>
    public bool IsMapped => _view is not null;

    /// <summary>Memory to be filled by who asks for it.</summary>
    public static SegmentMemory Allocate(int length) =>
        new(GC.AllocateUninitializedArray<byte>(length, pinned: true));

    /// <summary>Maps a file that is not empty.</summary>
    public static SegmentMemory Map(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var length = file.Length;
        // The view keeps the mapping; the views' handle unmaps it when nobody holds this object any more.
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        var view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new SegmentMemory(view, start + view.PointerOffset, length);
    }

    /// <summary>The bytes from an offset on.</summary>
    public ReadOnlySpan<byte> Span(long offset, int length) => new(Start + offset, length);

    ~SegmentMemory()
    {
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        GC.KeepAlive(_array);
    }
}
