using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Neighbours;

/// <summary>
/// `neighbours` and `shortestPath`, from memory or from the store. Neighbours come by id, and a cursor is an id.
/// </summary>
internal static class NeighbourResolvers
{
    private const char List = 'N';
    private const int LengthMax = 6;

    private static readonly EdgeType[] AllLinks =
        [.. EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link).Select(type => type.Type)];

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObjectAsync<NeighbourRows>("neighbours", async (_, context) => new(await ReadAsync(context)
                .ConfigureAwait(false)))
            .ListAsync<int>("shortestPath", async (_, results, context) =>
            {
                if (await PathAsync(context).ConfigureAwait(false) is not { } path)
                {
                    results.AppendNull();
                    return;
                }

                foreach (var node in path) results.Add(node);
                results.EndList();
            });
        schema.Object<NeighbourRows>("NeighbourConnection")
            .EachObjects<int>("nodes", (it, _) => it.Page.Rows)
            .EachObjects("edges", (it, _) => it.Page.Edges)
            .EachObject<PageInfoRow>("pageInfo", (it, _) => new PageInfoRow(default, it.Page.Page))
            .Each("totalCount", (it, _) => it.Page.TotalCount);
        schema.Object<PlainEdge<int>>("NeighbourEdge")
            .Each("cursor", (edge, _) => edge.Cursor)
            .EachObject<int>("node", (edge, _) => edge.Row);
    }

    private static async ValueTask<PlainConnection<int>> ReadAsync(FieldContext context)
    {
        var reader = context.Reader();
        var (id, first) = (context.String("of")!, ContributionArguments.First(context));
        var after = context.String("after") is { } cursor ? PlainCursor.Read(List, cursor).Third : null;
        // What is hidden has no neighbours, as what is not there.
        if (!reader.TryFind(id, out var node)) return PlainConnection<int>.Of<int>([], 0, first, it => it, _ => "");

        var state = context.State<CommunityContext>();
        if (state.StoreAnswers is { Neighbours: true } answers)
        {
            var page = await answers.Queries.NeighboursAsync(id, Types(context), Direction(context),
                state.Viewer.AccessSeen, after, first + 1, context.CancellationToken).ConfigureAwait(false);
            var ids = page.Ids.Take(first).Where(it => reader.TryFind(it, out var _)).ToList();
            return new PlainConnection<int>([.. ids.Select(NodeOf)], [.. ids.Select(CursorOf)], page.TotalCount,
                page.Ids.Count > first, after is not null);
        }

        var all = Neighbourhood.Of(reader, node, Types(context), DirectionOrBoth(context));
        var skip = after is null ? 0 : all.Count(it => Utf8Order.Compare(reader.Ids.String(it)!, after) <= 0);
        return PlainConnection<int>.Of(all, skip, first, it => it, it => CursorOf(reader.Ids.String(it)!));

        int NodeOf(string found) => reader.TryFind(found, out var seen) ? seen : -1;
    }

    private static async ValueTask<IReadOnlyList<int>?> PathAsync(FieldContext context)
    {
        var reader = context.Reader();
        var (first, last) = (context.String("from")!, context.String("to")!);
        var length = context.Int32("maxLength") ?? 4;
        if (length is < 0 or > LengthMax)
        {
            throw new GraphQLException(
                $"`maxLength` of {context.Field} is {length}: it goes from 0 to {LengthMax}.",
                GraphQLErrorCodes.LimitExceeded, new Dictionary<string, object?> { ["argument"] = "maxLength" });
        }

        if (!reader.TryFind(first, out var from) || !reader.TryFind(last, out var to)) return null;
        if (from == to || length == 0) return from == to ? [from] : null;
        var state = context.State<CommunityContext>();
        if (state.StoreAnswers is not { ShortestPath: true } answers)
        {
            return Neighbourhood.ShortestPath(
                reader, from, to, Types(context), DirectionOrBoth(context), length);
        }

        var ids = await answers.Queries.ShortestPathAsync(first, last, Types(context), Direction(context),
            state.Viewer.AccessSeen, length, context.CancellationToken).ConfigureAwait(false);
        var path = new List<int>();
        foreach (var id in ids ?? [])
        {
            // The store may be a moment ahead of this version.
            if (!reader.TryFind(id, out var node)) return null;
            path.Add(node);
        }

        return path.Count == 0 ? null : path;
    }

    private static string CursorOf(string id) => PlainCursor.Write(List, 0, 0, id);

    private static EdgeType[] Types(FieldContext context) => context.List("along") is not { } along
        ? AllLinks
        : [.. along.Select(type => EdgeTypes.TryGet(type.AsString(), out var known)
            ? known.Type
            : throw new InvalidOperationException($"{type} is no type of links."))];

    private static QueryDirection Direction(FieldContext context) => context.String("direction") switch
    {
        "OUT" => QueryDirection.Out,
        "IN" => QueryDirection.In,
        _ => QueryDirection.Both,
    };

    private static EdgeDirection? DirectionOrBoth(FieldContext context) => Direction(context) switch
    {
        QueryDirection.Out => EdgeDirection.Out,
        QueryDirection.In => EdgeDirection.In,
        _ => null,
    };

    private sealed record NeighbourRows(PlainConnection<int> Page);
}
