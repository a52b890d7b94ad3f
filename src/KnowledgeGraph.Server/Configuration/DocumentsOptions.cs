using KnowledgeGraph.GraphQL.AspNetCore;

namespace KnowledgeGraph.Server.Configuration;

/// <summary>Which GraphQL documents are executed.</summary>
internal sealed class DocumentsOptions
{
    /// <summary>The folder of trusted documents; empty for none.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Whether documents that are not trusted are executed.</summary>
    public DocumentMode Mode { get; set; } = DocumentMode.Open;

    /// <summary>What who wants to execute other documents has to send.</summary>
    public string DeveloperKey { get; set; } = "";

    /// <summary>Documents that clients may register by their hash, 0 to 1,000,000; 0 for none.</summary>
    public int PersistedQueriesMax { get; set; } = 1000;
}
