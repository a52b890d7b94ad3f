using System.Buffers;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A buffer writer over one pooled array that grows. Not safe for several threads.</summary>
internal sealed class PooledBuffer(int expectedLength) : IBufferWriter<byte>, IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(Math.Max(expectedLength + 512, 1024));
    private int _length;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var least = _length + Math.Max(sizeHint, 256);
        if (_array.Length < least)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, _array.Length * 2));
            Written.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        return _array.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
    }
}
