using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Scoring;
using KnowledgeGraph.Tests.Support;
using Xunit;
using static KnowledgeGraph.Tests.Search.Index.SmallIndex;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>An index in files: opened as it was saved, whole after any failure, never used when damaged.</summary>
public sealed class SavedIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_opened_as_it_was_saved()
    {
        using var index = SearchIndex.Create(Schema);
        Fill(index, 0, 500);
        index.Remove(17);
        index.Publish();
        index.Save(_folder.Root, "at change 5"u8);
        Fill(index, 500, 510);
        index.Remove(3);
        var latest = index.Publish();
        index.Save(_folder.Root, "at change 6"u8);

        using var opened = SearchIndex.Open(_folder.Root, Schema);
        Assert.Equal("at change 6"u8, opened.Tag);
        Assert.Equal(508, opened.Current.DocumentCount);
        Assert.Equal(Hits(latest), Hits(opened.Current));
        Assert.Equal(Hits(latest), Hits(index.Current));
    }

    [Fact]
    public void Goes_on_while_it_is_saved()
    {
        using var index = SearchIndex.Create(Schema);
        Fill(index, 0, 300);
        var saved = index.Publish();
        var save = index.BeginSave(_folder.Root, "then"u8);
        Fill(index, 100, 400);
        index.Remove(7);
        index.Publish();
        save.Write();
        index.EndSave(save);
        Fill(index, 400, 500);
        var latest = index.Publish();
        using (var opened = SearchIndex.Open(_folder.Root, Schema))
        {
            Assert.Equal("then"u8, opened.Tag);
            Assert.Equal(Hits(saved), Hits(opened.Current));
        }

        Assert.Equal(499, latest.DocumentCount);
        index.Save(_folder.Root, "now"u8);
        using var again = SearchIndex.Open(_folder.Root, Schema);
        Assert.Equal(Hits(latest), Hits(again.Current));
    }

    [Fact]
    public void What_is_put_after_opening_joins_what_was_saved()
    {
        Save(0, 100);
        using var index = SearchIndex.Open(_folder.Root, Schema);
        index.Put(5, Tokens("changed"));
        index.Put(200, Tokens("added"));
        var snapshot = index.Publish();
        index.Save(_folder.Root, []);
        using var opened = SearchIndex.Open(_folder.Root, Schema);
        Assert.Equal([5], snapshot.Ids(Of("changed")));
        Assert.Equal([200], opened.Current.Ids(Of("added")));
        Assert.Equal(101, opened.Current.DocumentCount);
    }

    [Fact]
    public void A_version_stays_readable_when_its_files_are_gone()
    {
        Save(0, 300);
        using var index = SearchIndex.Open(_folder.Root, Schema);
        var (before, hits) = (index.Current, Hits(index.Current));
        Fill(index, 0, 300);
        index.Publish();
        index.FinishMerges();
        index.Save(_folder.Root, []);
        Assert.Single(Directory.GetFiles(_folder.Root, "*.segment"));
        Assert.Equal(hits, Hits(before));
    }

    [Fact]
    public void A_flipped_bit_in_any_file_is_noticed()
    {
        Save(0, 40);
        var random = new Random(1);
        foreach (var file in Directory.GetFiles(_folder.Root))
        {
            var bytes = File.ReadAllBytes(file);
            for (var i = 0; i < 200; i++)
            {
                // The padding at the end of a segment says nothing.
                var at = i < 100 ? i % bytes.Length : random.Next(bytes.Length);
                var damaged = bytes.ToArray();
                damaged[at] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, damaged);
                if (Opens() is { } opened) Assert.Equal(40, opened);
                if (file.EndsWith("manifest", StringComparison.Ordinal) || at < SegmentFormat.HeaderBytes)
                {
                    Assert.Null(Opens());
                }
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.Equal(40, Opens());
    }

    [Fact]
    public void A_flipped_bit_in_each_section_is_noticed()
    {
        Save(0, 40);
        var file = Assert.Single(Directory.GetFiles(_folder.Root, "*.segment"));
        var bytes = File.ReadAllBytes(file);
        foreach (var section in Enum.GetValues<SegmentFormat.Section>())
        {
            var (offset, length) = SegmentFormat.Find(SegmentMemory.Map(file), section);
            var damaged = bytes.ToArray();
            damaged[offset + length / 2] ^= 4;
            File.WriteAllBytes(file, damaged);
            var damage = Assert.Throws<IndexDamagedException>(() => SearchIndex.Open(_folder.Root, Schema));
            Assert.Contains($"section {section}", damage.Message);
            File.WriteAllBytes(file, bytes);
        }
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("00000001.segment")]
    public void A_file_that_is_missing_or_short_is_noticed(string name)
    {
        Save(0, 40);
        var bytes = File.ReadAllBytes(_folder.PathOf(name));
        File.WriteAllBytes(_folder.PathOf(name), bytes[..(bytes.Length / 2)]);
        Assert.Null(Opens());
        File.WriteAllBytes(_folder.PathOf(name), []);
        Assert.Null(Opens());
        File.Delete(_folder.PathOf(name));
        Assert.Null(Opens());
    }

    [Fact]
    public void Other_fields_are_noticed()
    {
        Save(0, 4);
        var damage = Assert.Throws<IndexDamagedException>(
            () => SearchIndex.Open(_folder.Root, new IndexSchema(new FieldDefinition("other"))));
        Assert.Equal("The index was made for other fields.", damage.Message);
    }

    [Fact]
    public void A_disk_that_is_full_at_any_byte_leaves_what_was_saved()
    {
        using var index = SearchIndex.Create(Schema);
        Fill(index, 0, 30);
        index.Publish();
        index.Save(_folder.Root, "before"u8);
        Fill(index, 30, 60);
        index.Publish();
        for (var room = 0L; ; room += 311)
        {
            var disk = new FullDisk(room);
            try
            {
                index.SaveTo(new IndexFolder(_folder.Root, disk.Create), "after"u8);
                break;
            }
            catch (IOException)
            {
                using var opened = SearchIndex.Open(_folder.Root, Schema);
                Assert.Equal("before"u8, opened.Tag);
                Assert.Equal(30, opened.Current.DocumentCount);
                Assert.Equal(60, index.Current.DocumentCount);
            }
        }

        Assert.Equal(60, Opens());
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.tmp"));
    }

    [Fact]
    public void What_a_crash_left_behind_is_not_looked_at_and_removed()
    {
        Save(0, 40);
        _folder.Write("00000002.segment.tmp", "half a segm");
        _folder.Write("00000003.segment", "a segment that no manifest names");
        _folder.Write("manifest.tmp", "half a manif");
        Assert.Equal(40, Opens());
        var files = Directory.GetFiles(_folder.Root).Select(Path.GetFileName);
        Assert.Equal(["00000001.segment", "manifest"], files.Order());
    }

    private void Save(int from, int to)
    {
        using var index = SearchIndex.Create(Schema);
        Fill(index, from, to);
        index.Publish();
        index.Save(_folder.Root, []);
    }

    private static void Fill(SearchIndex index, int from, int to)
    {
        for (var id = from; id < to; id++)
        {
            var verb = id % 3 == 0 ? "search" : "find";
            index.Put(id, Tokens($"graph number {id} of {id % 7} and {id % 13} {verb}", $"t{id}"));
        }
    }

    /// <summary>The number of documents; null where the index is found damaged.</summary>
    private int? Opens()
    {
        try
        {
            using var index = SearchIndex.Open(_folder.Root, Schema);
            return index.Current.DocumentCount;
        }
        catch (IndexDamagedException)
        {
            return null;
        }
    }

    private static IReadOnlyList<SearchHit> Hits(SearchSnapshot snapshot) =>
        snapshot.Search(new SearchRequest(Of("search")) { Top = 50 }).Hits;

    /// <summary>A disk with room for so many bytes.</summary>
    private sealed class FullDisk(long room)
    {
        private long _room = room;

        public Stream Create(string path) => new Limited(this, File.Create(path));

        private sealed class Limited(FullDisk disk, FileStream file) : Stream
        {
            public override bool CanRead => false;

            public override bool CanSeek => false;

            public override bool CanWrite => true;

            public override long Length => file.Length;

            public override long Position { get => file.Position; set => throw new NotSupportedException(); }

            public override void Write(ReadOnlySpan<byte> buffer)
            {
                var fits = (int)Math.Min(buffer.Length, disk._room);
                file.Write(buffer[..fits]);
                disk._room -= fits;
                if (fits < buffer.Length) throw new IOException("No space left on device");
            }

            public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

            public override void Flush() => file.Flush();

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            protected override void Dispose(bool disposing)
            {
                file.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
