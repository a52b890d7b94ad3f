namespace KnowledgeGraph.Model.Access;

/// <summary>
/// The values of every node's `access` that mean the same everywhere. Any other is the name of a tier: seen by members
/// who have it, and by curators.
/// </summary>
public static class AccessNames
{
    /// <summary>Seen by everybody.</summary>
    public const string Public = "public";

    /// <summary>Seen by every signed-in member.</summary>
    public const string Members = "members";

    /// <summary>Seen by curators and those above them.</summary>
    public const string Curators = "curators";

    /// <summary>The name is one of a tier.</summary>
    public static bool IsTier(string access) => access is not (Public or Members or Curators);
}
