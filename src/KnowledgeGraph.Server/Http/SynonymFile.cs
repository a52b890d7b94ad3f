using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Server.CommandLine;

namespace KnowledgeGraph.Server.Http;

/// <summary>Reads the file of words that mean the same at the start; one that cannot be read is told.</summary>
internal static class SynonymFile
{
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Load(string path)
    {
        if (path.Length == 0) return [];
        try
        {
            using var lines = File.OpenText(path);
            return [.. Synonyms.ReadGroups(lines)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"Configuration: Search:SynonymsFile cannot be read: {exception.Message.ReplaceLineEndings(" ")}",
                exception);
        }
    }
}
