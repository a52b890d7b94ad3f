using System.Diagnostics.CodeAnalysis;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Links;

/// <summary>
/// The addresses of what a community holds, and whether another address should be one of them. Pages belong to a
/// family: those of a folder of a host (`https://docs.example.org/guide/...`), or those that a number tells apart
/// (`https://example.org/questions/17/...`). A family that has <see cref="PagesMin"/> documents is the community's own,
/// and what it does not hold is not there. Immutable; to be shared between threads.
/// </summary>
internal sealed class CommunityAddresses
{
    public const int PagesMin = 3;

    private static readonly string[] Kinds = [.. NodeKinds.All.Select(kind => kind.IdPrefix)];

    private readonly HashSet<string> _pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _families = new(StringComparer.Ordinal);

    private CommunityAddresses()
    {
    }

    /// <summary>The word is what ids of a kind begin with.</summary>
    public static bool IsKind(ReadOnlySpan<byte> word)
    {
        foreach (var kind in Kinds)
        {
            if (Ascii.Equals(word, kind)) return true;
        }

        return false;
    }

    public static CommunityAddresses Of(GraphReader reader)
    {
        var addresses = new CommunityAddresses();
        foreach (var kind in NodeKinds.All.Where(kind => kind.TryGetProperty("url", out _)))
        {
            var urls = reader.Texts(NodeFields.Of(kind.Kind, "url"));
            foreach (var node in reader.Nodes(kind.Kind).ToArray())
            {
                if (urls.String(node) is not { } url || !TryRead(url, out var page)) continue;
                addresses._pages.Add(page.Whole);
                if (kind.Kind != NodeKind.Document) continue;
                if (!addresses._families.TryGetValue(page.Family, out var keys))
                    addresses._families[page.Family] = keys = new HashSet<string>(StringComparer.Ordinal);
                keys.Add(page.Key);
            }
        }

        foreach (var (family, keys) in addresses._families.ToArray())
        {
            if (keys.Count < PagesMin) addresses._families.Remove(family);
        }

        return addresses;
    }

    /// <summary>It leads to a page of a family of the community's that the community does not hold.</summary>
    public bool IsMissing(string address) => TryRead(address, out var page) && !_pages.Contains(page.Whole)
        && _families.TryGetValue(page.Family, out var keys) && !keys.Contains(page.Key);

    // Neither scheme nor query nor fragment nor a slash at the end tell pages apart.
    private static bool TryRead(string address, [NotNullWhen(true)] out Page? page)
    {
        page = null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return false;
        var host = uri.Authority.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        var path = uri.AbsolutePath.TrimEnd('/');
        var parts = path.Split('/');
        for (var at = 1; at < parts.Length; at++)
        {
            // What follows the number is the title, written in one way or another.
            if (parts[at].Length == 0 || !parts[at].All(char.IsAsciiDigit)) continue;
            page = new Page($"{host}{path}", $"{host}{string.Join('/', parts[..at])}/#", parts[at]);
            return true;
        }

        var slash = path.LastIndexOf('/');
        // The page of the host itself belongs to no family.
        if (slash < 0) page = new Page(host, "", host);
        else page = new Page($"{host}{path}", $"{host}{path[..slash]}/", path[(slash + 1)..]);
        return true;
    }

    private sealed record Page(string Whole, string Family, string Key);
}
