namespace KnowledgeGraph.Model;

/// <summary>The type of a property's value. The numbers are written into stores: never renumber.</summary>
public enum PropertyType : byte
{
    /// <summary>Text of any length up to the property's limit.</summary>
    Text = 1,

    /// <summary>A 64-bit signed integer.</summary>
    Integer = 2,

    /// <summary>A finite 64-bit floating-point number.</summary>
    Number = 3,

    Boolean = 4,

    /// <summary>A moment in UTC, to 100 nanoseconds.</summary>
    Instant = 5,

    /// <summary>One of the definition's <see cref="PropertyDefinition.Values"/>, held as its position there.</summary>
    Enumeration = 6,

    /// <summary>A list of texts in an order that means something.</summary>
    TextList = 7,
}

/// <summary>One property of a node kind or an edge type. Immutable.</summary>
/// <param name="Name">The name in the GraphQL schema and in NDJSON.</param>
/// <param name="Type">The type of its values.</param>
public sealed record PropertyDefinition(string Name, PropertyType Type)
{
    /// <summary>A node cannot be without it.</summary>
    public bool Required { get; init; }

    /// <summary>The value of a node that does not say; null where there is none.</summary>
    public PropertyValue Default { get; init; }

    /// <summary>The names of an enumeration's values. Positions are stored: add at the end, never reorder.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The longest text allowed, in UTF-8 bytes (for a list, of each entry).</summary>
    public int BytesMax { get; init; } = Limits.TextBytesMax;

    /// <summary>The smallest and largest number allowed, where there is such a bound.</summary>
    public (double Min, double Max)? Range { get; init; }

    /// <summary>The text has to be an absolute http or https address.</summary>
    public bool IsUrl { get; init; }

    /// <summary>Never served: kept for matching only (an e-mail hash).</summary>
    public bool Private { get; init; }

    /// <summary>Of an edge: served to the member that it starts from and to moderators only.</summary>
    public bool Personal { get; init; }

    /// <summary>The position in the owner's list of properties; set by the owner.</summary>
    public int Index { get; internal init; }
}
