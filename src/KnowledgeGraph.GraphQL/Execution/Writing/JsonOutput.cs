using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Writes bytes into a buffer writer in large steps. Every write leaves <see cref="PaddedBytes.Padding"/> bytes of
/// room,
/// so that short copies may be done with whole vectors.
/// </summary>
internal ref struct JsonOutput
{
    private const int ChunkLength = 32 * 1024;

    private readonly IBufferWriter<byte> _target;
    private Span<byte> _buffer;
    private int _position;
    private long _advanced;

    public JsonOutput(IBufferWriter<byte> target, int expectedLength)
    {
        _target = target;
        _buffer = target.GetSpan(Math.Clamp(expectedLength, 256, ChunkLength));
    }

    /// <summary>How many bytes have gone through, in all.</summary>
    public readonly long Length => _advanced + _position;

    /// <summary>Hands what is written to the target.</summary>
    public void Complete()
    {
        _target.Advance(_position);
        _advanced += _position;
        _position = 0;
        _buffer = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        Reserve(1);
        _buffer[_position++] = value;
    }

    /// <summary>Copies bytes of which whole vectors may be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(PaddedBytes bytes)
    {
        var length = bytes.Length;
        Reserve(length);
        ref var source = ref MemoryMarshal.GetArrayDataReference(bytes.Array);
        ref var target = ref Target;
        for (var offset = 0; offset < length; offset += Vector256<byte>.Count)
            Vector256.LoadUnsafe(ref source, (nuint)offset).StoreUnsafe(ref target, (nuint)offset);
        _position += length;
    }

    /// <summary>Copies a slice of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte[] array, int start, int length)
    {
        var source = array.AsSpan(start, length);
        Reserve(length);
        if (length <= 2 * Vector256<byte>.Count && array.Length - start >= 2 * Vector256<byte>.Count)
        {
            // Both ends of the copy are within the array, and the target has room beyond its end.
            ref var from = ref MemoryMarshal.GetReference(source);
            ref var target = ref Target;
            Vector256.LoadUnsafe(ref from).StoreUnsafe(ref target);
            if (length > Vector256<byte>.Count)
            {
                Vector256.LoadUnsafe(ref from, (nuint)Vector256<byte>.Count)
                    .StoreUnsafe(ref target, (nuint)Vector256<byte>.Count);
            }
        }
        else
        {
            source.CopyTo(_buffer[_position..]);
        }

        _position += length;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer[_position..]);
        _position += bytes.Length;
    }

    public void Write(int value) => Write((long)value);

    public void Write(long value)
    {
        Reserve(20);
        if ((ulong)value < 10)
        {
            _buffer[_position++] = (byte)('0' + value);
            return;
        }

        Utf8Formatter.TryFormat(value, _buffer[_position..], out var written);
        _position += written;
    }

    /// <summary>The shortest digits that give the same number again; it must be finite.</summary>
    public void Write(double value)
    {
        Reserve(32);
        Utf8Formatter.TryFormat(value, _buffer[_position..], out var written);
        _position += written;
    }

    /// <summary>A point in time as a JSON string of RFC 3339.</summary>
    public void WriteInstant(long utcTicks)
    {
        Reserve(Rfc3339.LengthMax + 2);
        _buffer[_position++] = (byte)'"';
        _position += Rfc3339.Write(utcTicks, _buffer[_position..]);
        _buffer[_position++] = (byte)'"';
    }

    private readonly ref byte Target
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _position);
    }

    /// <summary>Makes room for so many bytes and the padding after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int length)
    {
        if (_buffer.Length - _position < length + PaddedBytes.Padding * 2) Grow(length + (PaddedBytes.Padding * 2));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        _target.Advance(_position);
        _advanced += _position;
        _position = 0;
        _buffer = _target.GetSpan(Math.Max(length, ChunkLength));
    }
}
