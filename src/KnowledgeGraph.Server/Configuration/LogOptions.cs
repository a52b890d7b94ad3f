namespace KnowledgeGraph.Server.Configuration;

/// <summary>What the server writes about itself.</summary>
internal sealed class LogOptions
{
    /// <summary>The least that is written: Debug, Information, Warning or Error.</summary>
    public LogLevel Level { get; set; } = LogLevel.Information;

    /// <summary>How an entry is written.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>One entry for each request, when it is answered.</summary>
    public bool Requests { get; set; }
}

/// <summary>The forms of a log.</summary>
internal enum LogFormat
{
    /// <summary>One line, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
