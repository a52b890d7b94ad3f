namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Which documents are executed.</summary>
public enum DocumentMode
{
    /// <summary>All.</summary>
    Open,

    /// <summary>Trusted ones; others for who sends the developer's key.</summary>
    TrustedWithDeveloperKey,

    /// <summary>Trusted ones only.</summary>
    TrustedOnly,
}
