using System.Buffers.Binary;
using System.IO.Hashing;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Snapshots;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RandomCommits _commits = new(21);
    private readonly GraphSnapshot _snapshot;

    public SnapshotFileTests()
    {
        _snapshot = Followed(GraphSnapshot.Empty(), 30);
        SnapshotFile.Write(File, _snapshot);
    }

    private string File => Path.Combine(_folder.Root, "graph.snapshot");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_read_answers_as_what_was_written_and_can_be_followed_on()
    {
        var read = SnapshotFile.Read(File);
        read.CheckInvariants();
        Assert.Equal((_snapshot.Sequence, _snapshot.CommittedAt), (read.Sequence, read.CommittedAt));
        Assert.Equal(Dump.Of(_snapshot), Dump.Of(read));
        Assert.Equal(Dump.Of(_snapshot.Read(Viewer.Anonymous)), Dump.Of(read.Read(Viewer.Anonymous)));

        var next = Followed(read, 10);
        next.CheckInvariants();
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(next));
    }

    [Fact]
    public void An_empty_community_can_be_written_and_read()
    {
        SnapshotFile.Write(File, GraphSnapshot.Empty());
        Assert.Equal(0, SnapshotFile.Read(File).NodeCount);
    }

    [Fact]
    public void Writing_the_same_version_again_gives_the_same_bytes_and_leaves_no_other_file()
    {
        var first = System.IO.File.ReadAllBytes(File);
        SnapshotFile.Write(File, SnapshotFile.Read(File));

        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void A_flipped_byte_in_any_section_is_noticed_and_the_section_named()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        var directory = bytes.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(40)));
        foreach (var section in Enum.GetValues<Section>())
        {
            var entry = directory[((int)section * SnapshotFormat.EntryBytes)..];
            var offset = BinaryPrimitives.ReadInt32LittleEndian(entry);
            var length = BinaryPrimitives.ReadInt32LittleEndian(entry[8..]);
            Assert.Equal(0, offset % SnapshotFormat.Alignment);
            foreach (var at in new[] { 0, length / 3, length / 2, length - 1 })
            {
                Assert.StartsWith(
                    $"Section {section} of the snapshot file is damaged", Refusal(Flipped(bytes, offset + at)));
            }
        }
    }

    [Fact]
    public void A_flipped_byte_in_the_header_or_the_directory_is_noticed()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < SnapshotFormat.HeaderBytes; at += 3) Refusal(Flipped(bytes, at));
        for (var at = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(40)); at < bytes.Length; at += 17)
        {
            Assert.Equal(
                "The snapshot file's directory is damaged: its checksum is wrong.", Refusal(Flipped(bytes, at)));
        }
    }

    [Fact]
    public void A_truncated_file_is_noticed()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        foreach (var length in new[] { 0, 1, 63, 64, 1_000, bytes.Length / 2, bytes.Length - 1 })
        {
            Assert.Equal("The snapshot file ends too early.", Refusal(bytes[..length]));
        }
    }

    [Fact]
    public void Another_format_other_tables_and_no_file_are_told_apart()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal("The snapshot file has format 99; this program writes 2.", Refusal(Patched(bytes, 8, 99)));
        Assert.Equal(
            "The snapshot file was made under other tables of kinds and edge types.", Refusal(Patched(bytes, 16, 99)));
        Assert.Equal("It is no snapshot file.", Refusal(new byte[200]));
        System.IO.File.Delete(File);
        var missing = Assert.Throws<SnapshotException>(() => SnapshotFile.Read(File));
        Assert.Equal("There is no snapshot file.", missing.Message);
    }

    private GraphSnapshot Followed(GraphSnapshot snapshot, int commits)
    {
        var projector = new Projector(snapshot);
        for (var i = 0; i < commits; i++) projector.Apply(_commits.Next(30));
        return projector.Freeze();
    }

    private string Refusal(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        return Assert.Throws<SnapshotException>(() => SnapshotFile.Read(File)).Message;
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[at] ^= 0x40;
        return flipped;
    }

    // A header that says something else and is whole.
    private static byte[] Patched(byte[] bytes, int at, int value)
    {
        var patched = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(patched.AsSpan(at), value);
        BinaryPrimitives.WriteUInt64LittleEndian(patched.AsSpan(56), XxHash3.HashToUInt64(patched.AsSpan(0, 56)));
        return patched;
    }
}
