using KnowledgeGraph.Storage.Neo4j.Log;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>Requests that become one transaction, and what is known of the attempts to commit them.</summary>
internal sealed class CommitBatch(IReadOnlyList<CommitRequest> requests)
{
    public IReadOnlyList<CommitRequest> Requests { get; } = requests;

    /// <summary>One id for each request; its entry in the log bears it, whichever attempt gets there.</summary>
    public IReadOnlyList<string> CommitIds { get; } = [.. requests.Select(_ => Guid.NewGuid().ToString("N"))];

    /// <summary>An attempt was sent of which nobody knows whether it was carried out: look before the next.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>How often another process has committed in between.</summary>
    public int Overtaken { get; set; }

    /// <summary>What the attempts of which nobody knows would have done.</summary>
    public List<Outcome> Sent { get; } = [];

    /// <summary>What a batch did.</summary>
    /// <param name="Results">One for each request.</param>
    /// <param name="Entries">The entries of the log; none where nothing was changed.</param>
    public sealed record Outcome(IReadOnlyList<CommitResult> Results, IReadOnlyList<LogEntry> Entries);
}
