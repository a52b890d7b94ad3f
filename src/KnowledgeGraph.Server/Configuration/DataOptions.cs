namespace KnowledgeGraph.Server.Configuration;

/// <summary>Where the community is kept.</summary>
internal sealed class DataOptions
{
    /// <summary>The folder of the embedded store; where empty, `knowledgegraph` in the user's data folder.</summary>
    public string Folder { get; set; } = "";
}
