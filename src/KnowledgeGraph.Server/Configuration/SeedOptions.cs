namespace KnowledgeGraph.Server.Configuration;

/// <summary>What a new store begins with.</summary>
internal sealed class SeedOptions
{
    /// <summary>A new store is filled with the community in `seed/`.</summary>
    public bool Load { get; set; } = true;
}
