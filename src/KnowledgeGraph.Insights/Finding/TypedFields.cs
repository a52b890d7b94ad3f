using System.Collections.Concurrent;
using System.Globalization;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// The fields that can be typed into a query, <c>topic:x</c> and the like, and what their values mean.
/// </summary>
internal sealed class TypedFields(GraphReader reader)
{
    private const int NamesMax = 20;

    // Every query asks for each of its words, and most queries have the same ones.
    private const int NamesKept = 8192;

    private static readonly object NamesKey = new();

    private readonly Dictionary<(string, string), FindConditions?> _known = [];

    /// <summary>The field exists and its value means something; else both are words.</summary>
    public bool Knows(string name, string value) => ConditionsOf(name, value) is not null;

    /// <summary>The nodes that a field describes.</summary>
    public DocumentMask MaskOf(TypedField field)
    {
        var masks = new ConditionMasks(reader, ConditionsOf(field.Name, field.Value) ?? new()).All();
        return masks.Aggregate((left, right) => left.And(right));
    }

    /// <summary>Conditions with what a field says; a list takes more values, a moment the narrower.</summary>
    public FindConditions Add(FindConditions where, TypedField field)
    {
        var said = ConditionsOf(field.Name, field.Value)!;
        return where with
        {
            Kinds = Join(where.Kinds, said.Kinds),
            Topics = Join(where.Topics, said.Topics),
            Authors = Join(where.Authors, said.Authors),
            Formats = Join(where.Formats, said.Formats),
            Maturities = Join(where.Maturities, said.Maturities),
            Languages = Join(where.Languages, said.Languages),
            Years = Join(where.Years, said.Years),
            From = said.From is { } from ? Math.Max(from, where.From ?? from) : where.From,
            Before = said.Before is { } before ? Math.Min(before, where.Before ?? before) : where.Before,
        };
    }

    /// <summary>The nodes of a kind that are called so, by a title, a name or an alias as a whole.</summary>
    public IReadOnlyList<int> Called(NodeKind kind, string name)
    {
        var known = reader.OncePerMask(NamesKey, static _ => new ConcurrentDictionary<(NodeKind, string), int[]>());
        if (known.TryGetValue((kind, name), out var nodes)) return nodes;
        if (known.Count >= NamesKept) known.Clear();
        return known[(kind, name)] = FindCalled(kind, name);
    }

    private int[] FindCalled(NodeKind kind, string name)
    {
        if (reader.TryFind(name, kind, out var byId)) return [byId];
        // What is called so by one word holds its stem, which costs less to look for.
        var isWord = QueryUnits.Read(name) is [WordUnit];
        var plan = QueryPlanner.Plan(
            isWord ? new TypedWord(name) : new TypedPhrase(name),
            new PlanContext(reader.SearchIndex, Titles) { Visible = reader.SearchMask });
        if (plan.Units.Count == 0) return [];
        var holding = isWord ? plan.Stems! : plan.Exact;
        var hits = reader.SearchIndex.Search(
            new SearchRequest(new BooleanQuery
            {
                Must = [holding], Filter = [new MaskQuery(ConditionMasks.Kind(reader, kind))],
            })
            {
                Visible = reader.SearchMask, Top = NamesMax, Ties = new IdOrder(reader),
            });
        return [.. hits.Hits.Select(hit => hit.Document).Where(node => IsCalled(kind, node, Folded(name)))];
    }

    private static QueryLayout Titles { get; } = new([new(SearchFields.Title, 1f), new(SearchFields.Names, 1f)]);

    private bool IsCalled(NodeKind kind, int node, string folded)
    {
        var title = reader.Texts(NodeFields.Of(kind, SearchFields.TitleOf(kind))).String(node);
        if (title is not null && Folded(title) == folded) return true;
        if (kind is NodeKind.Topic)
        {
            return reader.TextLists(NodeFields.Of(kind, "aliases")).Strings(node)
                ?.Any(alias => Folded(alias) == folded) ?? false;
        }

        return kind is NodeKind.Member
            && reader.Texts(NodeFields.Of(kind, "handle")).String(node) is { } handle && Folded(handle) == folded;
    }

    // As the analyzer folds it; signs between words do not count.
    private static string Folded(string text) => string.Join(' ', QueryUnits.Read(text).Select(unit => unit switch
    {
        WordUnit word => System.Text.Encoding.UTF8.GetString(word.Exact),
        CompoundUnit compound => string.Join(' ', compound.Words.Select(word =>
            System.Text.Encoding.UTF8.GetString(word.Exact))),
        RunUnit run => string.Concat(run.Characters.Select(System.Text.Encoding.UTF8.GetString)),
        _ => "",
    }));

    private FindConditions? ConditionsOf(string name, string value)
    {
        if (!_known.TryGetValue((name, value), out var known)) _known[(name, value)] = known = Read(name, value);
        return known;
    }

    private FindConditions? Read(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "topic":
                // A topic that nobody knows, or that the reader may not see, leaves nothing.
                return new() { Topics = Called(NodeKind.Topic, value) };
            case "author":
                return new() { Authors = Called(NodeKind.Member, value) };
            case "kind":
                return Position(KindNames, value) is >= 0 and var kind ? new() { Kinds = [(NodeKind)kind] } : null;
            case "format":
                return Position(NodeKinds.DocumentFormatValues, value) is >= 0 and var format
                    ? new() { Formats = [format] }
                    : null;
            case "is" or "maturity":
                return Position(NodeKinds.MaturityValues, value) is >= 0 and var maturity
                    ? new() { Maturities = [maturity] }
                    : null;
            case "language":
                return new() { Languages = [value] };
            case "year":
                return TryReadDate(value, out var year, out _) && value.Length == 4
                    ? new() { Years = [year.Year] }
                    : null;
            case "before":
                return TryReadDate(value, out var before, out _) ? new() { Before = before.Ticks } : null;
            case "after":
                return TryReadDate(value, out _, out var end) ? new() { From = end.Ticks } : null;
            default:
                return null;
        }
    }

    private static readonly string[] KindNames =
        [.. NodeKinds.All.Select(kind => kind.Kind is NodeKind.CodeRepository ? "repository" : kind.Name)];

    // 2024, 2024-05 or 2024-05-17: from its first moment to the first after it.
    private static bool TryReadDate(string value, out DateTime start, out DateTime end)
    {
        string[] formats = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];
        var place = Array.FindIndex(formats, format => format.Length == value.Length);
        end = default;
        start = default;
        if (place < 0 || !DateTime.TryParseExact(
            value, formats[place], CultureInfo.InvariantCulture, DateTimeStyles.None, out start) || start.Year > 9998)
        {
            return false;
        }

        end = place switch { 0 => start.AddYears(1), 1 => start.AddMonths(1), _ => start.AddDays(1) };
        return true;
    }

    private static int Position(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (string.Equals(values[i], value, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private static IReadOnlyList<T>? Join<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        left is null ? right : right is null ? left : [.. left, .. right];
}
