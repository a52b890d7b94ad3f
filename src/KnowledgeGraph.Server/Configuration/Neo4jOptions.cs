namespace KnowledgeGraph.Server.Configuration;

/// <summary>The Neo4j that keeps the community, in the place of the embedded store.</summary>
internal sealed class Neo4jOptions
{
    /// <summary>The address of Neo4j's HTTP server; where empty, the store is the embedded one.</summary>
    public string Address { get; set; } = "";

    public string Database { get; set; } = "neo4j";

    /// <summary>Empty where sign-in is off or a token is given.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>A token for single sign-on, in the place of user and password.</summary>
    public string BearerToken { get; set; } = "";

    /// <summary>A PEM file with the authorities to trust beside none else; empty for those of the machine.</summary>
    public string TrustedCertificates { get; set; } = "";

    /// <summary>The most connections, 1 to 1,000.</summary>
    public int ConnectionsMax { get; set; } = 16;

    /// <summary>How long Neo4j may be silent, in seconds, 1 to 3,600.</summary>
    public int RequestSeconds { get; set; } = 60;

    /// <summary>How long to try again after errors that pass, in seconds, 0 to 3,600.</summary>
    public int RetrySeconds { get; set; } = 30;

    /// <summary>How often to look for changes of other processes, in milliseconds, 10 to 60,000.</summary>
    public int PollMilliseconds { get; set; } = 100;

    /// <summary>Rows in one statement of a bulk load, 100 to 50,000.</summary>
    public int RowsPerStatement { get; set; } = 4_000;

    /// <summary>
    /// The fields that Neo4j answers itself in the place of the read model, with commas: `search`, `neighbours`,
    /// `shortestPath`; empty for none.
    /// </summary>
    public string Answers { get; set; } = "";

    /// <summary>The names in <see cref="Answers"/>.</summary>
    internal IReadOnlyList<string> AnswersList() =>
        Answers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Give the database what it lacks of the schema at the start.</summary>
    public bool MigrateAtStart { get; set; } = true;
}
