namespace KnowledgeGraph.Search.Query;

/// <summary>What somebody typed, read: a tree of words, phrases, fields and the signs between them.</summary>
public abstract record TypedQuery
{
    private protected TypedQuery()
    {
    }
}

/// <summary>Words that stand together without a space, as they were typed.</summary>
/// <param name="Text">The characters.</param>
/// <param name="IsLast">Nothing was typed after it: it may be unfinished.</param>
public sealed record TypedWord(string Text, bool IsLast = false) : TypedQuery;

/// <summary>What stands in quotes: exactly these words in this order.</summary>
public sealed record TypedPhrase(string Text) : TypedQuery;

/// <summary><c>name:value</c>, of a name that the reader of the query knows.</summary>
public sealed record TypedField(string Name, string Value) : TypedQuery;

/// <summary>What must not be.</summary>
public sealed record TypedNot(TypedQuery Inner) : TypedQuery;

/// <summary>All of them, in their order.</summary>
public sealed record TypedAll(IReadOnlyList<TypedQuery> Parts) : TypedQuery;

/// <summary>Any of them.</summary>
public sealed record TypedAny(IReadOnlyList<TypedQuery> Parts) : TypedQuery;
