using System.Buffers.Text;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;
using Found = KnowledgeGraph.Insights.Recommendation.Recommendation;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>A row of `RecommendationConnection`: one page of a list.</summary>
internal sealed class RecommendationPage
{
    private readonly RecommendationList _list;
    private readonly GraphReader _reader;
    private readonly Found[] _rows;

    /// <param name="list">The whole list.</param>
    /// <param name="reader">Reads the same version.</param>
    /// <param name="page">Which of it.</param>
    /// <param name="withPaths">Paths are found for the page.</param>
    public RecommendationPage(RecommendationList list, GraphReader reader, PageArguments page, bool withPaths)
    {
        (_list, _reader) = (list, reader);
        Start = page.After is { } after ? PlaceAfter(after) : 0;
        var count = Math.Clamp(list.Ranked.Count - Start, 0, page.First ?? 0);
        _rows = new Found[count];
        for (var row = 0; row < count; row++) _rows[row] = list.At(Start + row, withPaths);
    }

    /// <summary>The place of the page's first in the list.</summary>
    public int Start { get; }

    public IReadOnlyList<Found> Rows => _rows;

    public int TotalCount => _list.Ranked.Count;

    public bool IsSampled => _list.IsSampled;

    public bool HasNext => Start + _rows.Length < _list.Ranked.Count;

    /// <summary>
    /// Marks a place by what stands there, and by its number for when that is gone: `12 document:1` in Base64.
    /// </summary>
    public string Cursor(int row) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Start + row} {_reader.Ids.String(_rows[row].Node)}")));

    private int PlaceAfter(string cursor)
    {
        if (!TryRead(cursor, out var place, out var id))
        {
            throw PageInput.ToException(new QueryError(
                QueryErrorCodes.InvalidCursor,
                "`after` is no cursor of this list: take one from `pageInfo` or `edges`.", "after"));
        }

        if (_reader.TryFind(id, out var node))
        {
            for (var at = 0; at < _list.Ranked.Count; at++)
            {
                if (_list.Ranked[at].Node == node) return at + 1;
            }
        }

        // It left the list since: what followed it stands in its place now.
        return Math.Min(place, _list.Ranked.Count);
    }

    private static bool TryRead(string cursor, out int place, out string id)
    {
        (place, id) = (0, "");
        if (!Base64Url.IsValid(cursor)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0) return false;
        id = text[(blank + 1)..];
        return int.TryParse(text.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out place);
    }
}

/// <summary>A row of `RecommendationEdge`.</summary>
internal readonly record struct RecommendationEdgeRow(RecommendationPage Page, int Row);
