using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Server.CommandLine;

namespace KnowledgeGraph.Server.Http;

/// <summary>Reads the trusted documents at the start; with something wrong in them there is none.</summary>
internal static class TrustedFolder
{
    /// <returns>Null where no folder is set.</returns>
    /// <exception cref="CommandException">It cannot be read, or a document in it does not fit the schema.</exception>
    public static TrustedDocuments? Load(string folder, GraphQLExecutor executor)
    {
        if (folder.Length == 0) return null;
        try
        {
            var documents = TrustedDocuments.Load(folder, executor);
            return documents.Report() is { Length: > 0 } report
                ? throw Wrong($"has documents that cannot be executed; mend them or take them out:\n{report}")
                : documents;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static CommandException Wrong(string message) =>
        new(ExitCode.Usage, $"Configuration: Documents:Folder {message}");
}
