using System.Globalization;

namespace KnowledgeGraph.Import.Text;

/// <summary>
/// Moments as text. Written as RFC 3339 in UTC with as many digits of the second as are needed; read with any offset,
/// with none (then it is UTC), to at most 100 nanoseconds, or as a day alone (its first moment).
/// </summary>
internal static class InstantText
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>What is expected, for messages.</summary>
    public const string Expected = "a date such as 2018-03-12 or 2018-03-12T17:00:45Z";

    /// <param name="text">The text.</param>
    /// <param name="utcTicks">100-nanosecond steps since 0001-01-01T00:00:00Z.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long utcTicks)
    {
        foreach (var form in Forms)
        {
            if (!DateTimeOffset.TryParseExact(
                text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) continue;
            utcTicks = moment.UtcTicks;
            return true;
        }

        utcTicks = 0;
        return false;
    }

    /// <summary>Writes the moment; returns how many characters, at most 28.</summary>
    public static int Format(long utcTicks, Span<char> text)
    {
        var moment = new DateTime(utcTicks, DateTimeKind.Utc);
        var form = utcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
        moment.TryFormat(text, out var length, form, CultureInfo.InvariantCulture);
        text[length] = 'Z';
        return length + 1;
    }

    /// <summary>The moment as text.</summary>
    public static string Format(long utcTicks)
    {
        Span<char> text = stackalloc char[32];
        return text[..Format(utcTicks, text)].ToString();
    }
}
