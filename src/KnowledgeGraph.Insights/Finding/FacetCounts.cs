using System.Buffers;
using System.Globalization;
using System.Numerics;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>Counts hits by the values of a field, as though the search were not limited by that field.</summary>
internal static class FacetCounts
{
    private static readonly Relation?[] Topics = [.. NodeKinds.All.Select(kind => kind.Kind switch
    {
        NodeKind.Document or NodeKind.CodeRepository or NodeKind.Course or NodeKind.Activity =>
            Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic),
        _ => null,
    })];

    // By node, all 0 between two searches of a thread.
    [ThreadStatic]
    private static int[]? _counts;

    private static readonly Relation Authors = Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

    /// <param name="reader">The graph.</param>
    /// <param name="request">Which facets, and how many values of each.</param>
    /// <param name="where">What the search is limited to.</param>
    /// <param name="matches">What matches.</param>
    /// <param name="conditions">The same limits as masks.</param>
    /// <param name="limited">All hits within them.</param>
    public static IReadOnlyList<Facet> Count(
        GraphReader reader, FindRequest request, FindConditions where, SearchQuery matches, ConditionMasks conditions,
        CollectedNodes limited)
    {
        var facets = new List<Facet>();
        foreach (var field in request.Facets.Distinct())
        {
            // Facets that do not limit the search are counted over the same nodes.
            using var wider = conditions.Limits(field)
                ? CollectedNodes.Of(reader, matches, conditions.All(without: field))
                : null;
            facets.Add(new(field, Values(reader, field, (wider ?? limited).Nodes, where, request.FacetValuesMax)));
        }

        return facets;
    }

    private static List<FacetValue> Values(
        GraphReader reader, FacetField field, ReadOnlySpan<int> nodes, FindConditions where, int max)
    {
        var counts = field switch
        {
            FacetField.Topic => CountNeighbours(
                reader, nodes, kind => Topics[(int)kind], max, value => IsSelected(reader, field, value, where)),
            FacetField.Author => CountNeighbours(
                reader, nodes, kind => kind is NodeKind.Document ? Authors : null, max,
                value => IsSelected(reader, field, value, where)),
            _ => CountValues(reader, field, nodes),
        };
        var values = counts
            .Select(pair => new FacetValue(
                NameOf(reader, field, pair.Value),
                field is FacetField.Topic or FacetField.Author ? (int)pair.Value : -1,
                pair.Count, IsSelected(reader, field, pair.Value, where)))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal);
        // What the search is limited to is always told.
        return [.. values.Where((value, place) => place < max || value.IsSelected)];
    }

    // Of thousands of authors only those that may be shown: as often met as the last that is, or selected.
    private static List<(long Value, int Count)> CountNeighbours(
        GraphReader reader, ReadOnlySpan<int> nodes, Func<NodeKind, Relation?> relationOf, int max,
        Func<long, bool> isSelected)
    {
        var relations = NodeKinds.All.Select(kind => relationOf(kind.Kind)).ToArray();
        var counts = _counts is { } known && known.Length >= reader.NodeCapacity
            ? known
            : _counts = new int[(int)BitOperations.RoundUpToPowerOf2((uint)reader.NodeCapacity)];
        using var met = new CollectedNodes();
        foreach (var node in nodes)
        {
            if (relations[(int)reader.KindOf(node)] is not { } relation) continue;
            foreach (var (neighbour, _) in reader.Follow(relation, node))
            {
                if (counts[neighbour]++ == 0) met.Collect(neighbour);
            }
        }

        var least = LeastShown(met.Nodes, counts, max);
        var result = new List<(long, int)>();
        foreach (var neighbour in met.Nodes)
        {
            var count = counts[neighbour];
            counts[neighbour] = 0;
            if (count >= least || isSelected(neighbour)) result.Add((neighbour, count));
        }

        return result;
    }

    // The count of the last value that is shown, were there no equal ones.
    private static int LeastShown(ReadOnlySpan<int> met, int[] counts, int max)
    {
        if (max == 0) return int.MaxValue;
        if (met.Length <= max) return 0;
        var rented = ArrayPool<int>.Shared.Rent(met.Length);
        var sorted = rented.AsSpan(0, met.Length);
        for (var i = 0; i < met.Length; i++) sorted[i] = counts[met[i]];
        sorted.Sort();
        var least = sorted[^max];
        ArrayPool<int>.Shared.Return(rented);
        return least;
    }

    private static List<(long Value, int Count)> CountValues(
        GraphReader reader, FacetField field, ReadOnlySpan<int> nodes) =>
        field switch
        {
            FacetField.Kind => CountKinds(reader, nodes),
            FacetField.Format => CountBytes(reader, "format", nodes),
            FacetField.Maturity => CountBytes(reader, "maturity", nodes),
            FacetField.Language => CountLanguages(reader, nodes),
            _ => CountYears(reader, nodes),
        };

    private static List<(long Value, int Count)> CountKinds(GraphReader reader, ReadOnlySpan<int> nodes)
    {
        Span<int> counts = stackalloc int[NodeKinds.All.Count];
        foreach (var node in nodes) counts[(int)reader.KindOf(node)]++;
        return NotZero(counts);
    }

    private static List<(long Value, int Count)> CountBytes(
        GraphReader reader, string field, ReadOnlySpan<int> nodes)
    {
        var column = reader.Bytes(NodeFields.Of(NodeKind.Document, field));
        Span<int> counts = stackalloc int[byte.MaxValue + 1];
        foreach (var node in nodes)
        {
            if (reader.KindOf(node) is NodeKind.Document) counts[column[node]]++;
        }

        return NotZero(counts[..ByteColumn.Missing]);
    }

    private static List<(long Value, int Count)> CountYears(GraphReader reader, ReadOnlySpan<int> nodes)
    {
        var times = NodeKinds.All.Select(kind => ConditionMasks.TimesOf(reader, kind.Kind)).ToArray();
        var counts = new int[DateTime.MaxValue.Year + 1];
        foreach (var node in nodes)
        {
            if (times[(int)reader.KindOf(node)] is not { } at) continue;
            if (at[node] is not IntegerColumn.Missing and var ticks) counts[new DateTime(ticks).Year]++;
        }

        return NotZero(counts);
    }

    private static List<(long Value, int Count)> CountLanguages(GraphReader reader, ReadOnlySpan<int> nodes)
    {
        var counts = new Dictionary<long, int>();
        var languages = new LanguageNumbers(reader);
        foreach (var node in nodes)
        {
            if (reader.KindOf(node) is not NodeKind.Document) continue;
            if (languages.Of(node) is >= 0 and var number) counts[number] = counts.GetValueOrDefault(number) + 1;
        }

        return [.. counts.Select(pair => (pair.Key, pair.Value))];
    }

    private static List<(long Value, int Count)> NotZero(ReadOnlySpan<int> counts)
    {
        var found = new List<(long, int)>();
        for (var value = 0; value < counts.Length; value++)
        {
            if (counts[value] > 0) found.Add((value, counts[value]));
        }

        return found;
    }

    private static bool IsSelected(GraphReader reader, FacetField field, long value, FindConditions where) =>
        field switch
        {
            FacetField.Kind => where.Kinds?.Contains((NodeKind)value) ?? false,
            FacetField.Topic => where.Topics?.Contains((int)value) ?? false,
            FacetField.Author => where.Authors?.Contains((int)value) ?? false,
            FacetField.Format => where.Formats?.Contains((int)value) ?? false,
            FacetField.Maturity => where.Maturities?.Contains((int)value) ?? false,
            FacetField.Language => where.Languages?.Contains(NameOf(reader, field, value)) ?? false,
            _ => where.Years?.Contains((int)value) ?? false,
        };

    private static string NameOf(GraphReader reader, FacetField field, long value) => field switch
    {
        FacetField.Kind => NodeKinds.Of((NodeKind)value).Name,
        FacetField.Topic or FacetField.Author => reader.Ids.String((int)value)!,
        FacetField.Format => NodeKinds.DocumentFormatValues[(int)value],
        FacetField.Maturity => NodeKinds.MaturityValues[(int)value],
        FacetField.Language => reader.Texts(NodeFields.Of(NodeKind.Document, "language")).String((int)value)!,
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    // A language's number is the first node that has it.
    private sealed class LanguageNumbers(GraphReader reader)
    {
        private readonly TextColumn _column = reader.Texts(NodeFields.Of(NodeKind.Document, "language"));
        private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
        private readonly Dictionary<TextSlice, int> _bySlice = [];

        public int Of(int node)
        {
            var slice = _column[node];
            if (slice.IsMissing) return -1;
            if (_bySlice.TryGetValue(slice, out var known)) return known;
            var text = _column.String(node)!;
            if (!_byText.TryGetValue(text, out known)) _byText[text] = known = node;
            return _bySlice[slice] = known;
        }
    }
}
