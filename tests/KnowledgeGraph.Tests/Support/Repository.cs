namespace KnowledgeGraph.Tests.Support;

/// <summary>Where the repository is, and what is in it: found by walking up from the test's own folder.</summary>
internal static class Repository
{
    private static readonly string[] Derived = ["bin", "obj", "node_modules", "TestResults", ".git", ".vs", ".idea"];

    /// <summary>The folder that holds KnowledgeGraph.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of something in the repository, from its path with slashes.</summary>
    public static string PathOf(string relative) =>
        Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The path from the root, with slashes.</summary>
    public static string RelativeTo(string path) =>
        Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>All files below a folder with one of these extensions, as paths from the root; nothing built.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions)
    {
        var start = PathOf(folder);
        if (!Directory.Exists(start)) return [];
        return Walk(start).Where(Wanted).Select(RelativeTo).Order(StringComparer.Ordinal);

        bool Wanted(string path) => extensions.Length == 0 || extensions.Contains(Path.GetExtension(path));
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !Derived.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KnowledgeGraph.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No KnowledgeGraph.sln above {AppContext.BaseDirectory}.");
    }
}
