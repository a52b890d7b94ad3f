namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// The digests of what was erased, one a line, in a file beside the store's: it stays where the store is set back to a
/// backup, and the next start erases again what came back with that.
/// </summary>
internal static class TombstoneFile
{
    private const int DigestLength = 64;

    /// <summary>Where it is, beside the store's file.</summary>
    public static string PathOf(string storePath) => storePath + ".erased";

    public static HashSet<string> Read(string storePath)
    {
        var path = PathOf(storePath);
        if (!File.Exists(path)) return [];
        return File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length == DigestLength)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Adds digests, on the disk when it returns.</summary>
    public static void Append(string storePath, IEnumerable<string> digests)
    {
        var added = digests.ToArray();
        if (added.Length == 0) return;
        using var file = new FileStream(PathOf(storePath), FileMode.Append, FileAccess.Write, FileShare.Read);
        using var writer = new StreamWriter(file);
        foreach (var digest in added) writer.WriteLine(digest);
        writer.Flush();
        file.Flush(flushToDisk: true);
    }
}
