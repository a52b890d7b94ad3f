using System.Text.RegularExpressions;

namespace KnowledgeGraph.Import.Git;

/// <summary>Where a repository comes from, as a web address without name and password.</summary>
/// <param name="Url">`https://github.com/owner/name`.</param>
/// <param name="Key">`github.com/owner/name`: what the repository's id is made from.</param>
/// <param name="Name">The last part of the path.</param>
internal sealed partial record RemoteAddress(string Url, string Key, string Name)
{
    /// <summary>Reads what `remote.origin.url` holds; null where it is no address on a host.</summary>
    public static RemoteAddress? Parse(string? remote)
    {
        if (remote is null) return null;
        var match = WithScheme().Match(remote.Trim());
        if (!match.Success) match = LikeScp().Match(remote.Trim());
        if (!match.Success) return null;
        var host = match.Groups["host"].Value.ToLowerInvariant();
        var path = match.Groups["path"].Value.Trim('/');
        if (path.EndsWith(".git", StringComparison.Ordinal)) path = path[..^4];
        if (path.Length == 0 || !IsPlain().IsMatch(path)) return null;
        return new($"https://{host}/{path}", $"{host}/{path}", path[(path.LastIndexOf('/') + 1)..]);
    }

    // A port says how to fetch, not where to read.
    [GeneratedRegex(@"^(https?|ssh|git)://([^/]*@)?(?<host>[A-Za-z0-9.-]+)(:\d+)?/(?<path>.+)$")]
    private static partial Regex WithScheme();

    [GeneratedRegex(@"^([^/@:]+@)?(?<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+):(?<path>[^:]+)$")]
    private static partial Regex LikeScp();

    [GeneratedRegex(@"^[\w.~+/-]+$")]
    private static partial Regex IsPlain();
}
