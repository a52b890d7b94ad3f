using System.IO.Hashing;
using System.Text;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// An index's files: each segment in one of its own that never changes, and a manifest that names those which are the
/// index, with what is removed from them. A file is written under another name, flushed to the disk and then renamed,
/// the manifest last: after a crash at any moment the folder holds a whole index, the old or the new. Where a power cut
/// undoes a rename, a file that the manifest names is missing, which is noticed.
/// <code>
/// manifest   magic | format | fingerprint of the fields | length and bytes of the tag | number of segments
///            for each: number of its file, its bytes, number removed, removed documents | checksum
/// </code>
/// For one thread.
/// </summary>
internal sealed class IndexFolder(string path, Func<string, Stream> create)
{
    private const string ManifestName = "manifest";
    private const string SegmentSuffix = ".segment";
    private const string TemporarySuffix = ".tmp";
    private const int Version = 1;

    private readonly Dictionary<Segment, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private int _nextNumber = 1;

    private static ReadOnlySpan<byte> Magic => "KGSINDEX"u8;

    public IndexFolder(string path)
        : this(path, static file => new FileStream(
            file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
    {
    }

    public string Path => path;

    /// <summary>
    /// Writes the segments that are not there yet, then the manifest; removes files that no longer count.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Save(IndexSchema schema, IReadOnlyList<SegmentView> views, ReadOnlySpan<byte> tag)
    {
        Directory.CreateDirectory(path);
        foreach (var view in views)
        {
            if (_numbers.ContainsKey(view.Segment)) continue;
            while (File.Exists(FileOf(_nextNumber))) _nextNumber++;
            Write(FileOf(_nextNumber), output => SegmentFormat.Write(view.Segment.Memory, output));
            _numbers.Add(view.Segment, _nextNumber++);
        }

        var manifest = Manifest(schema, views, tag);
        Write(System.IO.Path.Combine(path, ManifestName), output => output.Write(manifest));
        Clean(views);
    }

    /// <summary>The same segment from its file, once it is saved; the memory it was made in is free then.</summary>
    public Segment Mapped(Segment segment)
    {
        if (segment.Memory.IsMapped || !_numbers.Remove(segment, out var number)) return segment;
        var mapped = new Segment(SegmentMemory.Map(FileOf(number)));
        _numbers.Add(mapped, number);
        return mapped;
    }

    /// <summary>Reads what was saved, and checks every byte of it.</summary>
    /// <exception cref="IndexDamagedException">It is not there, damaged, or of other fields.</exception>
    public (List<SegmentView> Views, byte[] Tag) Open(IndexSchema schema)
    {
        try
        {
            return ReadManifest(schema);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IndexDamagedException($"The search index cannot be read: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is ArgumentException or IndexOutOfRangeException)
        {
            throw new IndexDamagedException("The manifest of the search index ends too early.", failure);
        }
    }

    private string FileOf(int number) => System.IO.Path.Combine(path, $"{number:D8}{SegmentSuffix}");

    private void Write(string file, Action<Stream> write)
    {
        var temporary = file + TemporarySuffix;
        try
        {
            using (var output = create(temporary))
            {
                write(output);
                if (output is FileStream disk) disk.Flush(flushToDisk: true);
                else output.Flush();
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private byte[] Manifest(IndexSchema schema, IReadOnlyList<SegmentView> views, ReadOnlySpan<byte> tag)
    {
        var manifest = new ByteWriter();
        manifest.Write(Magic);
        manifest.WriteValue(Version);
        manifest.WriteValue(schema.Fingerprint);
        manifest.WriteValue(tag.Length);
        manifest.Write(tag);
        manifest.WriteValue(views.Count);
        foreach (var view in views)
        {
            manifest.WriteValue(_numbers[view.Segment]);
            manifest.WriteValue(view.Segment.Bytes);
            manifest.WriteValue(view.RemovedCount);
            manifest.WriteValues<int>(view.Removals.AsSpan(0, view.RemovedCount));
        }

        manifest.WriteValue(XxHash3.HashToUInt64(manifest.Written));
        return manifest.Written.ToArray();
    }

    private (List<SegmentView> Views, byte[] Tag) ReadManifest(IndexSchema schema)
    {
        var bytes = File.ReadAllBytes(System.IO.Path.Combine(path, ManifestName));
        if (bytes.Length < sizeof(ulong) || !bytes.AsSpan().StartsWith(Magic))
        {
            throw new IndexDamagedException("The manifest of the search index is none.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        reader.BaseStream.Position = Magic.Length;
        var version = reader.ReadInt32();
        if (version != Version)
        {
            throw new IndexDamagedException($"The manifest has format {version}; this program writes {Version}.");
        }

        if (XxHash3.HashToUInt64(bytes.AsSpan(0, bytes.Length - sizeof(ulong)))
            != BitConverter.ToUInt64(bytes.AsSpan(bytes.Length - sizeof(ulong))))
        {
            throw new IndexDamagedException("The checksum of the manifest is wrong.");
        }

        if (reader.ReadUInt64() != schema.Fingerprint)
        {
            throw new IndexDamagedException("The index was made for other fields.");
        }

        var tag = reader.ReadBytes(reader.ReadInt32());
        var views = new List<SegmentView>();
        for (var left = reader.ReadInt32(); left > 0; left--) views.Add(OpenSegment(schema, reader));
        Clean(views);
        return (views, tag);
    }

    private SegmentView OpenSegment(IndexSchema schema, BinaryReader manifest)
    {
        var (number, length) = (manifest.ReadInt32(), manifest.ReadInt64());
        var removed = new int[manifest.ReadInt32()];
        for (var i = 0; i < removed.Length; i++) removed[i] = manifest.ReadInt32();
        var file = FileOf(number);
        if (new FileInfo(file).Length != length) throw Damaged(file, "It has another length.");
        var memory = SegmentMemory.Map(file);
        try
        {
            SegmentFormat.Check(memory);
        }
        catch (IndexDamagedException damage)
        {
            throw Damaged(file, damage.Message);
        }

        var segment = new Segment(memory);
        if (segment.Fingerprint != schema.Fingerprint) throw Damaged(file, "It was made for other fields.");
        _numbers.Add(segment, number);
        _nextNumber = Math.Max(_nextNumber, number + 1);
        return new SegmentView(segment, schema.Fields.Count).Without(removed);
    }

    private static IndexDamagedException Damaged(string file, string how) =>
        new($"{System.IO.Path.GetFileName(file)} of the search index cannot be used. {how}");

    /// <summary>Removes files that the manifest does not name; one that cannot be is left for the next time.</summary>
    private void Clean(IReadOnlyList<SegmentView> views)
    {
        var segments = views.Select(view => view.Segment).ToHashSet();
        foreach (var segment in _numbers.Keys.Where(segment => !segments.Contains(segment)).ToArray())
        {
            _numbers.Remove(segment);
        }

        var kept = _numbers.Values.Select(FileOf).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (kept.Contains(file) || !(file.EndsWith(SegmentSuffix, StringComparison.Ordinal)
                || file.EndsWith(TemporarySuffix, StringComparison.Ordinal))) continue;
            try
            {
                File.Delete(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody still maps it.
            }
        }
    }
}
