namespace KnowledgeGraph.Model.Access;

/// <summary>Who is asking, as far as the community knows. Immutable.</summary>
/// <param name="MemberId">The id of the member that asks; null where it is none.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Tiers">The tiers that it has, in any order.</param>
public sealed record Viewer(string? MemberId, Role Role, IReadOnlyList<string> Tiers)
{
    /// <summary>Nobody that is known.</summary>
    public static Viewer Anonymous { get; } = new(null, Role.Anonymous, []);

    /// <summary>The program itself, and whoever runs it: sees everything.</summary>
    public static Viewer Program { get; } = new(null, Role.Administrator, []);

    /// <summary>Nodes of every access are seen.</summary>
    public bool SeesEverything => Role >= Role.Curator;

    /// <summary>
    /// What anybody did is listed, one by one, even where its type is <see cref="EdgeTypeDefinition.Personal"/>.
    /// </summary>
    public bool ListsPersonal => Role >= Role.Moderator;

    /// <summary>The values of `access` of the nodes that are seen; null where all are.</summary>
    public IReadOnlyList<string>? AccessSeen => SeesEverything ? null
        : Role < Role.Member ? [AccessNames.Public]
        : [AccessNames.Public, AccessNames.Members, .. Tiers.Where(AccessNames.IsTier)];

    /// <summary>A node of that access is seen.</summary>
    public bool Sees(string access) => SeesEverything || access switch
    {
        AccessNames.Public => true,
        AccessNames.Members => Role >= Role.Member,
        AccessNames.Curators => false,
        _ => Role >= Role.Member && Tiers.Contains(access),
    };
}
