namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Points in time as `2018-03-12T17:00:45.5Z` (RFC 3339), in UTC, with as many fractional digits as needed.
/// </summary>
internal static class Rfc3339
{
    public const int LengthMax = 28;

    /// <summary>Writes the text and gives its length.</summary>
    public static int Write(long utcTicks, Span<byte> target)
    {
        var time = new DateTime(utcTicks, DateTimeKind.Utc);
        var (year, month, day) = time;
        WritePair(target, year / 100);
        WritePair(target[2..], year % 100);
        target[4] = (byte)'-';
        WritePair(target[5..], month);
        target[7] = (byte)'-';
        WritePair(target[8..], day);
        target[10] = (byte)'T';
        WritePair(target[11..], time.Hour);
        target[13] = (byte)':';
        WritePair(target[14..], time.Minute);
        target[16] = (byte)':';
        WritePair(target[17..], time.Second);
        var length = 19;
        var fraction = (int)(utcTicks % TimeSpan.TicksPerSecond);
        if (fraction != 0)
        {
            target[length++] = (byte)'.';
            for (var unit = (int)TimeSpan.TicksPerSecond / 10; fraction > 0; unit /= 10)
            {
                target[length++] = (byte)('0' + (fraction / unit));
                fraction %= unit;
            }
        }

        target[length++] = (byte)'Z';
        return length;
    }

    private static void WritePair(Span<byte> target, int value)
    {
        target[1] = (byte)('0' + (value % 10));
        target[0] = (byte)('0' + (value / 10));
    }
}
