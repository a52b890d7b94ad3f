namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>
/// Whether a place may change from one type to another. Types of two schemas, hence compared by name.
/// </summary>
internal static class TypeChange
{
    /// <summary>A field may give more than it said: non-null instead of nullable.</summary>
    public static bool IsSafeForOutput(SchemaType before, SchemaType after) => (before, after) switch
    {
        (NonNullType old, NonNullType @new) => IsSafeForOutput(old.Of, @new.Of),
        (NonNullType, _) => false,
        (_, NonNullType @new) => IsSafeForOutput(before, @new.Of),
        (ListType old, ListType @new) => IsSafeForOutput(old.Of, @new.Of),
        (NamedType old, NamedType @new) => old.Name == @new.Name,
        _ => false,
    };

    /// <summary>An argument or an input field may ask for less than it did: nullable instead of non-null.</summary>
    public static bool IsSafeForInput(SchemaType before, SchemaType after) => (before, after) switch
    {
        (NonNullType old, NonNullType @new) => IsSafeForInput(old.Of, @new.Of),
        (NonNullType old, _) => IsSafeForInput(old.Of, after),
        (_, NonNullType) => false,
        (ListType old, ListType @new) => IsSafeForInput(old.Of, @new.Of),
        (NamedType old, NamedType @new) => old.Name == @new.Name,
        _ => false,
    };
}
