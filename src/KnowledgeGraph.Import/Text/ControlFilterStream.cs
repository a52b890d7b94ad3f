using System.Buffers;

namespace KnowledgeGraph.Import.Text;

/// <summary>
/// Reads a UTF-8 stream with the control characters that XML forbids turned into spaces: a dump holds them now and
/// then, and a reader of XML would stop at the first.
/// </summary>
internal sealed class ControlFilterStream(Stream inner) : Stream
{
    // In UTF-8 a byte below 0x20 is always a character of its own.
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code).Where(code => code is not (0x09 or 0x0A or 0x0D))]);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var rest = buffer[..read];
        for (var next = rest.IndexOfAny(Forbidden); next >= 0; next = rest.IndexOfAny(Forbidden))
        {
            rest[next] = (byte)' ';
            rest = rest[(next + 1)..];
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
