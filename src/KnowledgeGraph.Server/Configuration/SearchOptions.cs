namespace KnowledgeGraph.Server.Configuration;

/// <summary>What a search knows besides what is stored.</summary>
internal sealed class SearchOptions
{
    /// <summary>
    /// A file of words and phrases that mean the same, a line a group, with commas between them; empty for none.
    /// </summary>
    public string SynonymsFile { get; set; } = "";
}
