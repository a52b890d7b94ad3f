using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.MarkdownFolder;

/// <summary>
/// Which document each page is: what its front matter says (`id`, whole or without its prefix, or `slug`), else its
/// path: `Notes/Getting started.md` is `document:SOURCE/notes/getting-started`.
/// </summary>
internal sealed class PageIds(string source)
{
    private readonly Dictionary<string, string> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Gives the page its id; false where another page has it.</summary>
    public bool TryAdd(MarkdownPage page, out string id)
    {
        id = IdOf(page);
        if (!_taken.Add(id)) return false;
        _byPath.Add(page.Path, id);
        return true;
    }

    /// <summary>The id of the page at a path; null where there is no such page.</summary>
    public string? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The page that a link of another page leads to; null where it leads elsewhere.</summary>
    public string? Resolve(string fromPath, string link)
    {
        var end = link.AsSpan().IndexOfAny('#', '?');
        var path = Uri.UnescapeDataString(end < 0 ? link : link[..end]);
        if (path.Length == 0 || path.Contains(':') || path.StartsWith("//", StringComparison.Ordinal)) return null;
        var parts = path.StartsWith('/') ? [] : new List<string>(fromPath.Split('/')[..^1]);
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        var target = string.Join('/', parts);
        return Find(target) ?? Find($"{target}.md") ?? Find($"{target}/README.md") ?? Find($"{target}/index.md");
    }

    private string IdOf(MarkdownPage page)
    {
        if (page.Matter["id"] is { } id)
            return id.StartsWith("document:", StringComparison.Ordinal) ? id : $"document:{id}";
        var path = page.Path[..page.Path.LastIndexOf('.')].Split('/');
        if (page.Matter["slug"] is { } slug) path[^1] = slug.Trim('/');
        var parts = path.SelectMany(part => part.Split('/')).Select(Slug.Of).Where(part => part.Length > 0);
        var key = string.Join('/', parts);
        return $"document:{source}/{(key.Length > 0 ? key : "page")}";
    }
}
