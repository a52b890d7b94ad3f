using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>How a text is compared.</summary>
public enum TextOperator
{
    /// <summary>By its exact characters.</summary>
    EqualTo,

    /// <summary>In upper or lower case.</summary>
    Contains,

    /// <summary>In upper or lower case.</summary>
    StartsWith,

    /// <summary>In upper or lower case.</summary>
    EndsWith,
}

/// <summary>How many of a list's entries have to fit.</summary>
public enum Quantifier
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one; true of an empty list.</summary>
    All,

    /// <summary>Not one; true of an empty list.</summary>
    None,
}

/// <summary>
/// Which nodes of a kind are kept: a tree of conditions, independent of any version. A missing value fits no condition
/// but <see cref="IsMissing"/>; everything else is two-valued, so that `not` keeps exactly what is not kept without it.
/// Immutable.
/// </summary>
public abstract record NodeFilter
{
    private NodeFilter()
    {
    }

    /// <summary>All of the conditions hold; without any, everything is kept.</summary>
    public sealed record And(IReadOnlyList<NodeFilter> Conditions) : NodeFilter;

    /// <summary>One of the conditions holds; without any, nothing is kept.</summary>
    public sealed record Or(IReadOnlyList<NodeFilter> Conditions) : NodeFilter;

    public sealed record Not(NodeFilter Condition) : NodeFilter;

    /// <summary>The field has no value.</summary>
    public sealed record IsMissing(NodeField Field) : NodeFilter;

    /// <summary>A field of type Text.</summary>
    public sealed record Text(NodeField Field, TextOperator Operator, string Value) : NodeFilter;

    /// <summary>A field of type Text is one of these; of none, nothing is.</summary>
    public sealed record TextIn(NodeField Field, IReadOnlyCollection<string> Values) : NodeFilter;

    /// <summary>A field of type TextList: how many of its entries fit. A missing list is an empty one.</summary>
    public sealed record TextList(
        NodeField Field, Quantifier Quantifier, TextOperator Operator, string Value) : NodeFilter;

    /// <summary>A field of type TextList: how many of its entries are among these.</summary>
    public sealed record TextListIn(
        NodeField Field, Quantifier Quantifier, IReadOnlyCollection<string> Values) : NodeFilter;

    /// <summary>A field of type Integer or Instant (UTC ticks) lies between the bounds, these included.</summary>
    public sealed record IntegerRange(
        NodeField Field, long Min = long.MinValue, long Max = long.MaxValue) : NodeFilter;

    /// <summary>
    /// A field of type Integer, Instant, Enumeration (positions) or Boolean (0 and 1) is one of these; of none,
    /// nothing is.
    /// </summary>
    public sealed record IntegerIn(NodeField Field, IReadOnlyCollection<long> Values) : NodeFilter;

    /// <summary>
    /// A field of type Number lies between the bounds, these included (`Math.BitIncrement` makes a bound exclusive).
    /// </summary>
    public sealed record NumberRange(
        NodeField Field,
        double Min = double.NegativeInfinity,
        double Max = double.PositiveInfinity) : NodeFilter;

    /// <summary>How many of the neighbours along a link fit; without a condition, each does.</summary>
    public sealed record Related(Relation Relation, Quantifier Quantifier, NodeFilter? Condition = null) : NodeFilter;

    /// <summary>The number of entries in a relation's list lies between the bounds, these included.</summary>
    public sealed record CountRange(Relation Relation, int Min = 0, int Max = int.MaxValue) : NodeFilter;

    /// <summary>The node is one of these.</summary>
    public static NodeFilter IdIn(NodeKind kind, IReadOnlyCollection<string> ids) =>
        new TextIn(NodeFields.Of(kind, "id"), ids);
}

/// <summary>Which interactions are kept. Immutable.</summary>
public sealed record InteractionFilter
{
    /// <summary>Of one of these types; null for all, none for nothing.</summary>
    public IReadOnlyCollection<EdgeType>? Types { get; init; }

    /// <summary>Not before, as UTC ticks.</summary>
    public long AtMin { get; init; } = long.MinValue;

    /// <summary>Not after, as UTC ticks.</summary>
    public long AtMax { get; init; } = long.MaxValue;

    /// <summary>With a target of one of these kinds; null for any target or none.</summary>
    public IReadOnlyCollection<NodeKind>? TargetKinds { get; init; }
}
