namespace KnowledgeGraph.Model;

/// <summary>Everything about a node or an edge that a client can make large has its limit here, once.</summary>
public static class Limits
{
    /// <summary>The longest id, in UTF-8 bytes.</summary>
    public const int IdBytesMax = 512;

    /// <summary>The longest text of a property that names no limit of its own, in UTF-8 bytes.</summary>
    public const int TextBytesMax = 64 * 1024;

    /// <summary>The longest title, name or address, in UTF-8 bytes.</summary>
    public const int TitleBytesMax = 4 * 1024;

    /// <summary>The longest body or transcript of a document, in UTF-8 bytes.</summary>
    public const int BodyBytesMax = 16 * 1024 * 1024;

    /// <summary>The most entries of a list property.</summary>
    public const int ListEntriesMax = 1_000;

    /// <summary>The most commands in one commit.</summary>
    public const int CommandsPerCommitMax = 50_000;

    /// <summary>The most interactions in one `recordInteractions`.</summary>
    public const int InteractionsPerRequestMax = 10_000;

    /// <summary>The nodes of a page where the client does not say how many.</summary>
    public const int PageSizeDefault = 20;

    /// <summary>The most nodes of a page.</summary>
    public const int PageSizeMax = 100;

    /// <summary>The most ids in one `nodes`.</summary>
    public const int NodesPerRequestMax = 100;

    /// <summary>The most conditions in one filter, and the most ids or texts in one of its lists.</summary>
    public const int FilterConditionsMax = 1_000;

    /// <summary>
    /// The most values of `access` that are told apart; nodes with one beyond are seen by curators alone.
    /// </summary>
    public const int AccessLevelsMax = 255;

    /// <summary>The most sets of readers whose views of a version are kept at once.</summary>
    public const int MaskClassesMax = 64;
}
