using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Points in time as `2018-03-12T17:00:45.5Z` (RFC 3339), in UTC, with as many fractional digits as needed.
/// </summary>
internal static class Rfc3339
{
    public const int LengthMax = 28;

    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"u8
        + "4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495"u8
        + "96979899"u8;

    /// <summary>Writes the text and gives its length.</summary>
    public static int Write(long utcTicks, Span<byte> target)
    {
        _ = target[LengthMax];
        var (seconds, fraction) = Math.DivRem((ulong)utcTicks, TimeSpan.TicksPerSecond);
        var (minutes, second) = Math.DivRem((uint)(seconds % (24 * 3600)), 60u);
        var (hour, minute) = Math.DivRem(minutes, 60u);
        var (year, month, day) = DateOnly.FromDayNumber((int)(seconds / (24 * 3600)));
        WritePair(target, 0, (uint)year / 100);
        WritePair(target, 2, (uint)year % 100);
        target[4] = (byte)'-';
        WritePair(target, 5, (uint)month);
        target[7] = (byte)'-';
        WritePair(target, 8, (uint)day);
        target[10] = (byte)'T';
        WritePair(target, 11, hour);
        target[13] = (byte)':';
        WritePair(target, 14, minute);
        target[16] = (byte)':';
        WritePair(target, 17, second);
        var length = fraction == 0 ? 19 : WriteFraction((int)fraction, target);
        target[length] = (byte)'Z';
        return length + 1;
    }

    private static int WriteFraction(int fraction, Span<byte> target)
    {
        var length = 19;
        target[length++] = (byte)'.';
        for (var unit = (int)TimeSpan.TicksPerSecond / 10; fraction > 0; unit /= 10)
        {
            target[length++] = (byte)('0' + (fraction / unit));
            fraction %= unit;
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePair(Span<byte> target, int offset, uint value) =>
        Pairs.Slice((int)value * 2, 2).CopyTo(target.Slice(offset, 2));
}
