namespace KnowledgeGraph.Server.Configuration;

/// <summary>What the server writes about itself.</summary>
internal sealed class LogOptions
{
    /// <summary>The least that is written: Debug, Information, Warning or Error.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;
}
