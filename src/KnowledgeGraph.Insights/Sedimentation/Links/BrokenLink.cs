namespace KnowledgeGraph.Insights.Sedimentation.Links;

/// <summary>What is wrong with a link. The names are those of the schema.</summary>
public enum BrokenLinkKind
{
    /// <summary>It names an id of a node that is not there.</summary>
    UnknownId,

    /// <summary>It leads to a page beside others of this community, and none of its documents is there.</summary>
    UnknownPage,

    /// <summary>It is no address: a part is missing or misspelt.</summary>
    Malformed,
}

/// <summary>A link in a document's text that leads nowhere.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Target">Where it would lead, as it is written.</param>
/// <param name="Offset">Where that begins in the text, in UTF-8 bytes.</param>
public sealed record BrokenLink(BrokenLinkKind Kind, string Target, int Offset);

/// <summary>A document with links that lead nowhere, in the order of its text.</summary>
/// <param name="Document">The document.</param>
/// <param name="Links">At most <see cref="LinksMax"/>.</param>
public sealed record BrokenLinks(int Document, IReadOnlyList<BrokenLink> Links)
{
    public const int LinksMax = 20;
}
