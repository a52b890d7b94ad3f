namespace KnowledgeGraph.Server.Configuration;

/// <summary>Who may read what.</summary>
internal sealed class AccessOptions
{
    /// <summary>Who brings no token may read what is public; false refuses them.</summary>
    public bool AnonymousReads { get; set; } = true;

    /// <summary>
    /// By kind, such as `Access:Defaults:Document`: the `access` of nodes that do not say; `public` where nothing is
    /// set.
    /// </summary>
    public Dictionary<string, string> Defaults { get; set; } = [];
}
