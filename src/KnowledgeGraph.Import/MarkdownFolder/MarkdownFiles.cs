namespace KnowledgeGraph.Import.MarkdownFolder;

/// <summary>Which files of a folder are pages.</summary>
internal static class MarkdownFiles
{
    private static readonly string[] Extensions = [".md", ".markdown", ".mdown"];

    /// <summary>
    /// The Markdown files below the folder, as relative paths with slashes, in the same order on every machine. Hidden
    /// files and folders are left out, and links to folders or files elsewhere are not followed.
    /// </summary>
    public static IEnumerable<string> Below(string folder, string prefix = "")
    {
        var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.StartsWith('.') && entry.LinkTarget is null)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is DirectoryInfo)
            {
                foreach (var path in Below(entry.FullName, $"{prefix}{entry.Name}/")) yield return path;
            }
            else if (Extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
            {
                yield return prefix + entry.Name;
            }
        }
    }
}
