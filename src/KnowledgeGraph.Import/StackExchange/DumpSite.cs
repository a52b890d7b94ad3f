using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Which site a dump is of, told from its folder's name, which is the site's host as the archives are named
/// (`quantumcomputing.stackexchange.com`, with or without the `.com`).
/// <list type="bullet">
/// <item>NAME.stackexchange has the key `SHORT.se`, where SHORT is the site's usual short name if it is in the table
/// here (quantumcomputing: `qc.se`), else NAME (`cooking.se`).</item>
/// <item>Sites with a host of their own have their usual short name: `so`, `sf`, `su`, `au`, `mo`, `stackapps`.</item>
/// <item>Any other folder: its name as a slug, and the documents have no address.</item>
/// </list>
/// </summary>
/// <param name="Key">What ids begin with: `document:KEY/1`.</param>
/// <param name="Address">The site's root; null where nobody knows it.</param>
/// <param name="Language">The language that the site is written in.</param>
internal sealed record DumpSite(string Key, Uri? Address, string Language)
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["quantumcomputing"] = "qc", ["codereview"] = "cr", ["softwareengineering"] = "softeng",
        ["datascience"] = "ds", ["electronics"] = "ee",
    };

    private static readonly Dictionary<string, (string Key, string Host)> OwnHosts = new(StringComparer.Ordinal)
    {
        ["stackoverflow"] = ("so", "stackoverflow.com"), ["serverfault"] = ("sf", "serverfault.com"),
        ["superuser"] = ("su", "superuser.com"), ["askubuntu"] = ("au", "askubuntu.com"),
        ["mathoverflow"] = ("mo", "mathoverflow.net"), ["mathoverflow.net"] = ("mo", "mathoverflow.net"),
        ["stackapps"] = ("stackapps", "stackapps.com"),
    };

    private static readonly HashSet<string> SitesByLanguage = new(StringComparer.Ordinal) { "es", "ja", "pt", "ru" };

    /// <param name="folder">The folder's name, without its path.</param>
    /// <param name="key">The key that was asked for; null for the one that follows from the folder.</param>
    public static DumpSite Of(string folder, string? key)
    {
        const string Network = ".stackexchange";
        var name = folder.ToLowerInvariant();
        if (name.EndsWith(".com", StringComparison.Ordinal)) name = name[..^4];
        if (name.EndsWith(Network, StringComparison.Ordinal) && name.Length > Network.Length)
        {
            var site = name[..^Network.Length];
            return new(key ?? $"{ShortNames.GetValueOrDefault(site, Slug.Of(site))}.se", Root($"{name}.com"), "en");
        }

        // The national Stack Overflows: ru.stackoverflow.
        var dot = name.IndexOf('.');
        var prefix = dot > 0 ? name[..dot] : "";
        if (SitesByLanguage.Contains(prefix) && name[(dot + 1)..] == "stackoverflow")
            return new(key ?? $"{prefix}.so", Root($"{name}.com"), prefix);
        return OwnHosts.TryGetValue(name, out var own)
            ? new(key ?? own.Key, Root(own.Host), "en")
            : new(key ?? OrSite(Slug.Of(folder)), null, "en");
    }

    private static Uri Root(string host) => new($"https://{host}/");

    private static string OrSite(string slug) => slug.Length > 0 ? slug : "site";
}
