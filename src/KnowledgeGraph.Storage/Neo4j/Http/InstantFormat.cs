using System.Globalization;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>Moments as Neo4j writes and reads them (ISO 8601).</summary>
internal static class InstantFormat
{
    public const int LengthMax = 28;

    /// <summary>Writes `2024-01-31T12:00:00.1234567Z`.</summary>
    public static int Write(Span<char> text, long utcTicks)
    {
        new DateTime(utcTicks, DateTimeKind.Utc)
            .TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>
    /// Reads a date with or without time and offset, cutting what is finer than 100 ns; without an offset it is UTC.
    /// False where there is no such moment for us.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long utcTicks)
    {
        utcTicks = 0;
        // `2024-01-31T12:00:00+01:00[Europe/Paris]`: the offset says it all.
        if (text.IndexOf('[') is >= 0 and var zone) text = text[..zone];
        if (text.IndexOf('.') is >= 0 and var point)
        {
            var digits = text[(point + 1)..].IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) digits = text.Length - point - 1;
            if (digits > 7) text = string.Concat(text[..(point + 8)], text[(point + 1 + digits)..]);
        }
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var moment)) return false;
        utcTicks = moment.Ticks;
        return true;
    }
}
