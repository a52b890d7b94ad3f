namespace KnowledgeGraph.Search.Query;

/// <summary>In which fields of an index words are looked for, and with what weights. Immutable.</summary>
/// <param name="Words">Fields of words, the one where phrases count most first.</param>
/// <param name="Sound">The field that holds how names sound; null for none.</param>
public sealed record QueryLayout(IReadOnlyList<QueryField> Words, int? Sound = null);

/// <summary>A field with the weight of a word in it.</summary>
public readonly record struct QueryField(int Field, float Weight);

/// <summary>What the parts of a word's score weigh against each other.</summary>
public sealed record QueryWeights
{
    /// <summary>The exact form beside the stem.</summary>
    public float Exact { get; init; } = 0.1f;

    /// <summary>A word within an identifier against a word that stands alone.</summary>
    public float Part { get; init; } = 0.4f;

    /// <summary>A synonym against the word itself.</summary>
    public float Synonym { get; init; } = 0.7f;

    /// <summary>Neighbours of the query that stand near each other.</summary>
    public float Proximity { get; init; } = 0.3f;

    /// <summary>How far apart they may stand.</summary>
    public int ProximitySlop { get; init; } = 3;

    /// <summary>Words that say little (the, of, is), which need not be there.</summary>
    public float Stopword { get; init; } = 0.3f;

    /// <summary>What sounds like what was typed.</summary>
    public float Sound { get; init; } = 0.5f;

    /// <summary>More neighbours than that are not looked at for nearness.</summary>
    public int ProximityPairsMax { get; init; } = 24;
}
