using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Finding;

/// <summary>Reads the arguments of `search`, `suggest` and `similar`.</summary>
internal static class SearchInput
{
    private const int FacetValuesMax = 100;

    /// <exception cref="GraphQLException">A page is too large, or a cursor is not of this search.</exception>
    public static FindRequest Read(FieldContext context)
    {
        var where = context.Object("where");
        var reader = context.Reader();
        return new FindRequest
        {
            Text = context.String("query")!,
            Where = new FindConditions
            {
                Kinds = Kinds(context),
                Topics = Nodes(where, "topics", NodeKind.Topic, context),
                Authors = Nodes(where, "authors", NodeKind.Member, context),
                Formats = Positions(where, "formats", NodeKinds.DocumentFormatValues),
                Maturities = Positions(where, "maturities", NodeKinds.MaturityValues),
                Languages = Values(where, "languages", value => value.AsString()),
                Years = Values(where, "years", value => (int)value.AsInteger()),
                From = Instant(where, "from"),
                Before = Instant(where, "before"),
            },
            Order = Enum.Parse<FindOrder>(
                (context.String("orderBy") ?? nameof(FindOrder.Relevance)).Replace("_", "", StringComparison.Ordinal),
                ignoreCase: true),
            First = First(context, 20, Limits.PageSizeMax),
            After = context.String("after") is { } cursor ? Cursor(cursor, context) : null,
            CountsAll = context.Selects("totalCount"),
            Facets = [.. (context.List("facets") ?? []).Select(value =>
                Enum.Parse<FacetField>(value.AsString(), ignoreCase: true))],
            FacetValuesMax = Math.Clamp(context.Int32("facetValues") ?? 10, 0, FacetValuesMax),
            // A node that is not there, or not seen, is close to nothing.
            Near = context.String("near") is { } id && reader.TryFind(id, out var near) ? near : null,
            Within = Within(context),
            Explains = context.Boolean("explain") ?? false,
            Synonyms = context.State<CommunityContext>().Synonyms,
            IsTyping = context.Boolean("typing") ?? true,
            Now = context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks,
        };
    }

    public static IReadOnlyList<NodeKind>? Kinds(FieldContext context) => context.List("kinds") is not { } kinds
        ? null
        : [.. kinds.Select(kind => Names[kind.AsString()])];

    /// <exception cref="GraphQLException">More are asked for than are given.</exception>
    public static int First(FieldContext context, int byDefault, int max)
    {
        var first = context.Int32("first") ?? byDefault;
        return first >= 0 && first <= max
            ? first
            : throw new GraphQLException(
                $"`first` of {context.Field} is {first}: it goes from 0 to {max}.", GraphQLErrorCodes.LimitExceeded,
                new Dictionary<string, object?> { ["argument"] = "first", ["limit"] = max });
    }

    /// <summary>Where a page would end after each of the hits, bound to what was asked for.</summary>
    public static string[] CursorsOf(int rank, IReadOnlyList<FoundHit> hits, FieldContext context)
    {
        if (hits.Count == 0) return [];
        var (key, ids) = (KeyOf(context), context.Reader().Ids);
        return
        [
            .. hits.Select((hit, place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{key} {rank + place} {(int)hit.Match} {hit.Score:R} {ids.String(hit.Node)}")))),
        ];
    }

    private static readonly Dictionary<string, NodeKind> Names = NodeKinds.All.ToDictionary(
        kind => FieldNames.EnumValue(FieldNames.Singular(kind)), kind => kind.Kind, StringComparer.Ordinal);

    private static FindCursor Cursor(string cursor, FieldContext context)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (cursor.Length < 1300 && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length))
        {
            var parts = Encoding.UTF8.GetString(bytes[..length]).Split(' ', 5);
            if (parts.Length == 5 && parts[0] == KeyOf(context) && int.TryParse(parts[1], out var rank) && rank >= 0
                && rank < Finder.RankMax && int.TryParse(parts[2], out var match)
                && double.TryParse(parts[3], CultureInfo.InvariantCulture, out var score))
            {
                return new(rank, match, score, parts[4]);
            }
        }

        throw new GraphQLException(
            $"`after` of {context.Field} is no cursor of this search: take one of its hits, and change nothing else.",
            QueryErrorCodes.InvalidCursor, new Dictionary<string, object?> { ["argument"] = "after" });
    }

    // A cursor of another query means nothing here.
    private static string KeyOf(FieldContext context)
    {
        var key = new StringBuilder(context.String("query"));
        foreach (var name in new[] { "kinds", "where", "orderBy", "near", "within", "typing" })
        {
            var type = context.Field.Arguments.First(argument => argument.Name == name).Type;
            key.Append('\0').Append(context.Argument(name) is { } value ? InputValuePrinter.Print(value, type) : "");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())).AsSpan(0, 8));
    }

    private static FindScope? Within(FieldContext context)
    {
        if (context.Object("within") is not { } within) return null;
        var from = within.AsObject().First(field => field.Key == "from").Value.AsString();
        var relation = Value(within, "relation") is { } type && EdgeTypes.TryGet(type.AsString(), out var definition)
            ? definition.Type
            : (EdgeType?)null;
        var depth = (int)(Value(within, "depth")?.AsInteger() ?? 2);
        if (depth is < 1 or > FindScope.DepthMax)
        {
            throw new GraphQLException(
                $"`within.depth` of {context.Field} is {depth}: it goes from 1 to {FindScope.DepthMax}.",
                GraphQLErrorCodes.LimitExceeded, new Dictionary<string, object?> { ["argument"] = "within" });
        }

        return context.Reader().TryFind(from, out var node)
            ? new FindScope(node, relation, depth)
            : FindScope.Nowhere;
    }

    private static InputValue? Value(InputValue? input, string name)
    {
        if (input is null) return null;
        foreach (var (key, value) in input.AsObject())
        {
            if (key == name && !value.IsNull) return value;
        }

        return null;
    }

    private static T[]? Values<T>(InputValue? where, string name, Func<InputValue, T> read) =>
        Value(where, name) is { } list ? [.. list.AsList().Select(read)] : null;

    // What is not there, or not seen, describes nothing; an empty list leaves nothing.
    private static int[]? Nodes(InputValue? where, string name, NodeKind kind, FieldContext context) =>
        Values(where, name, value => context.Reader().TryFind(value.AsString(), kind, out var node) ? node : -1)
            ?.Where(node => node >= 0).ToArray();

    private static int[]? Positions(InputValue? where, string name, IReadOnlyList<string> names) =>
        Values(where, name, value => Array.IndexOf([.. names], value.AsString()));

    private static long? Instant(InputValue? where, string name) =>
        Value(where, name) is { } value ? InstantInput.ReadTicks(value) : null;
}
