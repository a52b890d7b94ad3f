namespace KnowledgeGraph.Model.Access;

/// <summary>What somebody may do; each role may do what those before it may.</summary>
public enum Role : byte
{
    /// <summary>Nobody that is known: reads what is public.</summary>
    Anonymous,

    /// <summary>A signed-in member: changes what is its own.</summary>
    Member,

    /// <summary>Looks after the content: sees and changes all of it.</summary>
    Curator,

    /// <summary>Looks after the members: sees, besides, what each of them did.</summary>
    Moderator,

    /// <summary>Looks after the service.</summary>
    Administrator,
}
