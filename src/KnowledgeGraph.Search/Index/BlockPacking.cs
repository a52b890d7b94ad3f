using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Blocks of 128 numbers, each in the same number of bits, one after another from the lowest bit on, so that eight
/// numbers fill <c>bits</c> whole bytes:
/// <code>
/// | n0 | n1 | ... | n7 |   bits bytes, 16 times
/// </code>
/// Eight are unpacked at once without a branch: a shuffle brings to each lane the four bytes that its number begins in,
/// a shift by lane and a mask cut it out. Reading goes up to <see cref="OverreadBytes"/> beyond a block.
/// </summary>
internal static unsafe class BlockPacking
{
    /// <summary>The numbers in a block.</summary>
    public const int Size = 128;

    /// <summary>So many bytes after a block must be readable.</summary>
    public const int OverreadBytes = 32;

    /// <summary>From here on a number can begin in one and end in a fifth byte: unpacked one by one.</summary>
    private const int WideBits = 26;

    private static readonly Vector256<byte>[] Shuffles = MakeShuffles();
    private static readonly Vector256<uint>[] Shifts = MakeShifts();

    /// <summary>The bytes of a block whose numbers have so many bits.</summary>
    public static int BytesOf(int bits) => bits * (Size / 8);

    /// <summary>The bits that the largest of the numbers needs.</summary>
    public static int BitsOf(ReadOnlySpan<int> values)
    {
        var all = 0u;
        foreach (var value in values) all |= (uint)value;
        return 32 - BitOperations.LeadingZeroCount(all);
    }

    /// <summary>Packs a block; <paramref name="output"/> has <see cref="BytesOf"/> bytes.</summary>
    public static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> output)
    {
        if (bits == 0) return;
        ulong waiting = 0;
        var (count, at) = (0, 0);
        foreach (var value in values[..Size])
        {
            waiting |= (ulong)(uint)value << count;
            count += bits;
            if (count < 32) continue;
            Unsafe.WriteUnaligned(ref output[at], (uint)waiting);
            at += sizeof(uint);
            waiting >>= 32;
            count -= 32;
        }
    }

    /// <summary>Unpacks a block to a place, adding <paramref name="plus"/> to each number.</summary>
    public static void Unpack(byte* input, int bits, int plus, int[] values, int at)
    {
        ref var output = ref MemoryMarshal.GetReference(values.AsSpan(at, Size));
        if (bits == 0)
        {
            values.AsSpan(at, Size).Fill(plus);
        }
        else if (Avx2.IsSupported && bits < WideBits)
        {
            var (shuffle, shift, mask) = (Shuffles[bits], Shifts[bits], Vector256.Create((1u << bits) - 1));
            var (high, add) = (4 * bits >> 3, Vector256.Create(plus));
            for (var i = 0; i < Size; i += 8, input += bits)
            {
                var eight = Eight(input, high, shuffle, shift, mask).AsInt32() + add;
                eight.StoreUnsafe(ref output, (nuint)i);
            }
        }
        else
        {
            for (var i = 0; i < Size; i++) values[at + i] = One(input, bits, i) + plus;
        }
    }

    /// <summary>
    /// Unpacks a block of steps and sums them up: <c>value[i] = value[i - 1] + 1 + step[i]</c>, beginning after
    /// <paramref name="before"/>.
    /// </summary>
    public static void UnpackSteps(byte* input, int bits, int before, int[] values)
    {
        ref var output = ref MemoryMarshal.GetArrayDataReference(values);
        if (bits == 0)
        {
            for (var i = 0; i < Size; i++) values[i] = before + 1 + i;
        }
        else if (Avx2.IsSupported && bits < WideBits)
        {
            var (shuffle, shift, mask) = (Shuffles[bits], Shifts[bits], Vector256.Create((1u << bits) - 1));
            var (high, one) = (4 * bits >> 3, Vector256.Create(1));
            var last = Vector256.Create(before);
            for (var i = 0; i < Size; i += 8, input += bits)
            {
                var sum = Eight(input, high, shuffle, shift, mask).AsInt32() + one;
                sum += Avx2.ShiftLeftLogical128BitLane(sum, 4);
                sum += Avx2.ShiftLeftLogical128BitLane(sum, 8);
                // The last of the lower four is added to the upper four.
                var lower = Avx2.Permute2x128(sum, sum, 0x08);
                sum += Avx2.Shuffle(lower, 0xFF) + last;
                sum.StoreUnsafe(ref output, (nuint)i);
                last = Avx2.PermuteVar8x32(sum, Vector256.Create(7));
            }
        }
        else
        {
            for (var i = 0; i < Size; i++) values[i] = before = before + 1 + One(input, bits, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Eight(
        byte* input, int high, Vector256<byte> shuffle, Vector256<uint> shift, Vector256<uint> mask)
    {
        var bytes = Vector256.Create(Vector128.Load(input), Vector128.Load(input + high));
        return Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(bytes, shuffle).AsUInt32(), shift) & mask;
    }

    private static int One(byte* input, int bits, int index)
    {
        if (bits == 0) return 0;
        var start = (long)index * bits;
        var eight = Unsafe.ReadUnaligned<ulong>(input + (start >> 3));
        return (int)(uint)((eight >> (int)(start & 7)) & ((1UL << bits) - 1));
    }

    private static Vector256<byte>[] MakeShuffles()
    {
        var shuffles = new Vector256<byte>[WideBits];
        Span<byte> control = stackalloc byte[32];
        for (var bits = 1; bits < WideBits; bits++)
        {
            for (var lane = 0; lane < 8; lane++)
            {
                var from = (lane * bits >> 3) - (lane < 4 ? 0 : 4 * bits >> 3);
                for (var i = 0; i < 4; i++) control[lane * 4 + i] = (byte)(from + i);
            }

            shuffles[bits] = Vector256.Create<byte>(control);
        }

        return shuffles;
    }

    private static Vector256<uint>[] MakeShifts()
    {
        var shifts = new Vector256<uint>[WideBits];
        Span<uint> shift = stackalloc uint[8];
        for (var bits = 1; bits < WideBits; bits++)
        {
            for (var lane = 0; lane < 8; lane++) shift[lane] = (uint)(lane * bits & 7);
            shifts[bits] = Vector256.Create<uint>(shift);
        }

        return shifts;
    }
}
