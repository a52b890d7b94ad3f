using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Writes bytes into a buffer writer in large steps. Before each write there is room for it and for
/// <see cref="Slack"/> more bytes, so that short copies may be done with whole vectors, which overshoot.
/// </summary>
internal ref struct JsonOutput
{
    /// <summary>How far a write may overshoot its own length.</summary>
    public const int Slack = 4 * VectorLength;

    private const int VectorLength = 32;
    private const int ChunkLength = 32 * 1024;

    private readonly IBufferWriter<byte> _target;
    private ref byte _next;
    private int _room;
    private int _capacity;
    private long _advanced;

    public JsonOutput(IBufferWriter<byte> target, int expectedLength)
    {
        _target = target;
        Use(target.GetSpan(Math.Clamp(expectedLength, 256, ChunkLength)));
    }

    /// <summary>How many bytes have gone through, in all.</summary>
    public readonly long Length => _advanced + _capacity - _room;

    /// <summary>Hands what is written to the target.</summary>
    public void Complete()
    {
        _target.Advance(_capacity - _room);
        _advanced += _capacity - _room;
        Use(default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        Reserve(1);
        _next = value;
        Advance(1);
    }

    /// <summary>Takes back the byte written last and puts another in its place.</summary>
    public readonly void ReplaceLast(byte value) => Unsafe.Subtract(ref _next, 1) = value;

    /// <summary>Copies bytes of which whole vectors may be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(PaddedBytes bytes)
    {
        var length = bytes.Length;
        Reserve(length);
        ref var source = ref MemoryMarshal.GetArrayDataReference(bytes.Array);
        Vector256.LoadUnsafe(ref source).StoreUnsafe(ref _next);
        for (var offset = VectorLength; offset < length; offset += VectorLength)
            Vector256.LoadUnsafe(ref source, (nuint)offset).StoreUnsafe(ref _next, (nuint)offset);
        Advance(length);
    }

    /// <summary>Copies a part of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte[] array, int start, int length)
    {
        Reserve(length);
        // Short, and far enough from the end of the array for whole vectors: so within its bounds as well.
        if ((uint)length <= Slack && (ulong)(uint)start + Slack <= (ulong)array.Length)
        {
            ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start);
            Vector256.LoadUnsafe(ref source).StoreUnsafe(ref _next);
            Vector256.LoadUnsafe(ref source, VectorLength).StoreUnsafe(ref _next, VectorLength);
            if (length > 2 * VectorLength)
            {
                Vector256.LoadUnsafe(ref source, 2 * VectorLength).StoreUnsafe(ref _next, 2 * VectorLength);
                Vector256.LoadUnsafe(ref source, 3 * VectorLength).StoreUnsafe(ref _next, 3 * VectorLength);
            }
        }
        else
        {
            Copy(array.AsSpan(start, length));
        }

        Advance(length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        Copy(bytes);
        Advance(bytes.Length);
    }

    public void Write(long value)
    {
        Reserve(20);
        if ((ulong)value < 100)
        {
            if (value >= 10)
            {
                _next = (byte)('0' + (value / 10));
                Advance(1);
            }

            _next = (byte)('0' + (value % 10));
            Advance(1);
            return;
        }

        Utf8Formatter.TryFormat(value, Room, out var written);
        Advance(written);
    }

    /// <summary>The shortest digits that give the same number again; it must be finite.</summary>
    public void Write(double value)
    {
        Reserve(32);
        Utf8Formatter.TryFormat(value, Room, out var written);
        Advance(written);
    }

    /// <summary>A point in time as a JSON string of RFC 3339.</summary>
    public void WriteInstant(long utcTicks)
    {
        Reserve(Rfc3339.LengthMax + 2);
        var room = Room;
        var length = Rfc3339.Write(utcTicks, room[1..]);
        room[0] = (byte)'"';
        room[length + 1] = (byte)'"';
        Advance(length + 2);
    }

    private readonly Span<byte> Room => MemoryMarshal.CreateSpan(ref _next, _room);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int length)
    {
        _next = ref Unsafe.Add(ref _next, length);
        _room -= length;
    }

    /// <summary>Makes room for so many bytes and the slack after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int length)
    {
        if (_room < length + Slack) Grow(length + Slack);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Copy(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        _target.Advance(_capacity - _room);
        _advanced += _capacity - _room;
        Use(_target.GetSpan(Math.Max(length, ChunkLength)));
    }

    private void Use(Span<byte> buffer)
    {
        _next = ref MemoryMarshal.GetReference(buffer);
        _room = _capacity = buffer.Length;
    }
}
