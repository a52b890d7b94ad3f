using System.Buffers.Text;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>A page of rows that were put together for one request.</summary>
/// <param name="Rows">Those of the page.</param>
/// <param name="Cursors">Of each row.</param>
/// <param name="TotalCount">On all pages.</param>
/// <param name="HasNext">There is more after it.</param>
/// <param name="HasPrevious">There is more before it.</param>
internal sealed record PlainConnection<TRow>(
    IReadOnlyList<TRow> Rows, IReadOnlyList<string> Cursors, int TotalCount, bool HasNext, bool HasPrevious)
{
    public PlainPage Page => Cursors.Count == 0
        ? new(HasNext, HasPrevious, null, null)
        : new(HasNext, HasPrevious, Cursors[0], Cursors[^1]);

    public IReadOnlyList<PlainEdge<TRow>> Edges =>
        [.. Rows.Zip(Cursors, (row, cursor) => new PlainEdge<TRow>(row, cursor))];

    /// <summary>The page after a number of rows.</summary>
    public static PlainConnection<TRow> Of<TItem>(
        IReadOnlyList<TItem> all, int skip, int first, Func<TItem, TRow> row, Func<TItem, string> cursor)
    {
        var items = all.Skip(skip).Take(first).ToList();
        return new(
            [.. items.Select(row)], [.. items.Select(cursor)], all.Count, skip + items.Count < all.Count, skip > 0);
    }
}

/// <summary>A row with its cursor.</summary>
internal sealed record PlainEdge<TRow>(TRow Row, string Cursor);

/// <summary>Cursors as opaque text: three parts, numbers as they are held.</summary>
internal static class PlainCursor
{
    public static string Write(char list, long first, ulong second, string third) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}{first:x16}{second:x16}{third}")));

    /// <exception cref="GraphQL.Execution.GraphQLException">It is none of such a list.</exception>
    public static (long First, ulong Second, string Third) Read(char list, string cursor)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            if (text.Length > 32 && text[0] == list && TryRead(text, 1, out var one) && TryRead(text, 17, out var two))
                return ((long)one, two, text[33..]);
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw PageInput.ToException(new QueryError(
            QueryErrorCodes.InvalidCursor, "The cursor in `after` is none of this list.", "after"));
    }

    private static bool TryRead(string text, int start, out ulong number) => ulong.TryParse(
        text.AsSpan(start, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number);
}
