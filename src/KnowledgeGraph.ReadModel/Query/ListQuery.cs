using System.Diagnostics.CodeAnalysis;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>The arguments of a connection, as the client gave them. Neither first nor last: the whole list.</summary>
public readonly record struct PageArguments(
    int? First = null, string? After = null, int? Last = null, string? Before = null);

/// <summary>
/// One field's request for lists, checked and bound to a version: what is kept, in which order, and which part of it.
/// Made once for all parents of the field by <see cref="GraphReader"/>. To be shared between threads.
/// </summary>
public sealed class ListQuery
{
    internal ListQuery(ItemOrder order, ItemPredicate? kept, ItemPredicate? shown, bool isKeptOrder)
    {
        Order = order;
        Kept = kept;
        Shown = shown;
        IsKeptOrder = isKeptOrder;
    }

    internal ItemOrder Order { get; }

    /// <summary>What the filter keeps; null for everything.</summary>
    internal ItemPredicate? Kept { get; }

    /// <summary>What the filter keeps of what the reader may see; null for everything.</summary>
    internal ItemPredicate? Shown { get; }

    /// <summary>The order is the one in which lists are kept.</summary>
    internal bool IsKeptOrder { get; }

    /// <summary>The most items of a page.</summary>
    internal int Take { get; private init; } = int.MaxValue;

    /// <summary>The page ends at the end instead of beginning at the beginning.</summary>
    internal bool Backward { get; private init; }

    internal Cursor? After { get; private init; }

    internal Cursor? Before { get; private init; }

    /// <summary>Adds the page's bounds; false, with the mistake, where they make no sense.</summary>
    internal bool TryWith(
        PageArguments page, [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out QueryError? error)
    {
        query = null;
        error = page switch
        {
            { First: not null, Last: not null } => new(
                QueryErrorCodes.InvalidPage, "Give `first` or `last`, not both.", "last"),
            { First: < 0 } => new(QueryErrorCodes.InvalidPage, "`first` cannot be less than 0.", "first"),
            { Last: < 0 } => new(QueryErrorCodes.InvalidPage, "`last` cannot be less than 0.", "last"),
            _ => null,
        };
        Cursor? after = null, before = null;
        if (page.After is { } afterText && !Order.TryRead(afterText, out after)) error ??= Foreign("after");
        if (page.Before is { } beforeText && !Order.TryRead(beforeText, out before)) error ??= Foreign("before");
        if (error is not null) return false;
        query = new(Order, Kept, Shown, IsKeptOrder)
        {
            Take = page.First ?? page.Last ?? int.MaxValue,
            Backward = page.Last is not null,
            After = after,
            Before = before,
        };
        return true;
    }

    private static QueryError Foreign(string argument) => new(
        QueryErrorCodes.InvalidCursor,
        $"`{argument}` is not a cursor of this list in this order. "
            + "Use a cursor that the same field gave under the same `orderBy`.",
        argument);
}
