namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Under which version of CC BY-SA a post stands, by its day, as the sites' terms say
/// (https://stackoverflow.com/help/licensing). Newer dumps name it themselves.
/// </summary>
internal static class ContentLicenses
{
    private static readonly long Version3Since = new DateTime(2011, 4, 8, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long Version4Since = new DateTime(2018, 5, 2, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static string At(long utcTicks) =>
        utcTicks >= Version4Since ? "CC BY-SA 4.0"
        : utcTicks >= Version3Since ? "CC BY-SA 3.0"
        : "CC BY-SA 2.5";
}
