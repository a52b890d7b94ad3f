using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>Runs a statement: in a transaction of its own, or in one that is open.</summary>
internal delegate Task StatementRunner(Statement statement, RowHandler onRow, CancellationToken cancellation);

/// <summary>Reads what a batch needs to know into a <see cref="WorkingGraph"/>.</summary>
internal static class GraphLoader
{
    // Up to so many keys one statement that looks into all indexes is faster than one for each kind and type.
    private const int KeysInOneMax = 256;

    // Some rows, so that the answer stays within what a server buffers, and memory with it.
    private const int KeysAtOnce = 10_000;

    /// <returns>The graph, and the number of the last commit that was seen with it.</returns>
    public static async Task<(WorkingGraph Graph, long Sequence)> LoadAsync(
        BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        var graph = new WorkingGraph();
        return (graph, await LoadAsync(graph, keys, run, cancellation).ConfigureAwait(false));
    }

    /// <summary>Adds what there is of the keys to a graph.</summary>
    /// <returns>The number of the last commit that was seen with it.</returns>
    public static async Task<long> LoadAsync(
        WorkingGraph graph, BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        if (keys.Count <= KeysInOneMax)
            return await LoadInOneAsync(graph, keys, run, cancellation).ConfigureAwait(false);

        var sequence = -1L;
        await run(new Statement(GraphStatements.ReadSequence), (ref Utf8JsonReader row) =>
        {
            sequence = TypedJson.NextInteger(ref row);
            TypedJson.NextInteger(ref row);
            graph.ErasedAt = TypedJson.NextInteger(ref row);
        }, cancellation).ConfigureAwait(false);
        await LoadNodesAsync(graph, keys, run, cancellation).ConfigureAwait(false);
        await LoadLinksAsync(graph, keys, run, cancellation).ConfigureAwait(false);
        await LoadInteractionsAsync(graph, keys, run, cancellation).ConfigureAwait(false);
        return sequence;
    }

    private static async Task<long> LoadInOneAsync(
        WorkingGraph graph, BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        var sequence = -1L;
        var hasInteractions = keys.Interactions.Count > 0;
        var statement = new Statement(
            hasInteractions ? GraphStatements.ReadWithInteractions : GraphStatements.Read, Write);
        await run(statement, (ref Utf8JsonReader row) => Take(ref row, graph, ref sequence), cancellation)
            .ConfigureAwait(false);
        return sequence;

        void Write(ParameterWriter writer)
        {
            writer.Name("nodes").Texts(keys.Nodes);
            writer.Name("ends").Texts(keys.Ends);
            writer.Name("links").StartList();
            foreach (var (type, from, to) in keys.Links)
            {
                writer.StartMap();
                writer.Name("type").Text(EdgeTypes.Of(type).Name);
                writer.Name("from").Text(from);
                writer.Name("to").Text(to);
                writer.EndMap();
            }
            writer.EndList();
            if (hasInteractions) writer.Name("interactions").Texts(keys.Interactions);
        }
    }

    private static void Take(ref Utf8JsonReader row, WorkingGraph graph, ref long sequence)
    {
        var what = TypedJson.NextInteger(ref row);
        var first = TypedJson.NextRequiredText(ref row);
        var second = TypedJson.NextText(ref row);
        var type = TypedJson.NextText(ref row);
        row.Read();
        switch (what)
        {
            case 0:
                sequence = long.Parse(first, CultureInfo.InvariantCulture);
                graph.ErasedAt = long.Parse(second!, CultureInfo.InvariantCulture);
                break;
            case 1:
                TakeNode(ref row, graph, first);
                break;
            case 2:
                TakeEnd(graph, first);
                break;
            default:
                EdgeTypes.TryGet(type!, out var definition);
                TakeEdge(ref row, graph, definition!.Type, first, second);
                break;
        }
    }

    private static async Task LoadNodesAsync(
        WorkingGraph graph, BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        foreach (var ids in keys.Nodes.GroupBy(KindOf))
        {
            var text = GraphStatements.ReadNodes(ids.Key.Name);
            foreach (var some in ids.Chunk(KeysAtOnce))
            {
                await run(new Statement(text, writer => writer.Name("ids").Texts(some), Typed: false),
                    (ref Utf8JsonReader row) =>
                    {
                        row.Read();
                        var node = RecordJson.ReadNode(ref row, ids.Key.Kind, out _)!;
                        Place(graph, node.Id, node);
                    }, cancellation).ConfigureAwait(false);
            }
        }
        foreach (var ids in keys.Ends.GroupBy(KindOf))
        {
            var text = GraphStatements.ReadEnds(ids.Key.Name);
            foreach (var some in ids.Chunk(KeysAtOnce))
            {
                await run(new Statement(text, writer => writer.Name("ids").Texts(some), Typed: false),
                    (ref Utf8JsonReader row) => TakeEnd(graph, TypedJson.NextRequiredText(ref row)), cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    private static async Task LoadLinksAsync(
        WorkingGraph graph, BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        // Where an end is not there, neither is the link: of new documents nothing is asked.
        var groups = keys.Links
            .Where(link => graph.Node(link.From).WasThere && graph.Node(link.To).WasThere)
            .GroupBy(link => (link.Type, From: KindOf(link.From), To: KindOf(link.To)));
        foreach (var links in groups)
        {
            var type = links.Key.Type;
            var text = GraphStatements.ReadLinks(EdgeTypes.Of(type).Name, links.Key.From.Name, links.Key.To.Name);
            foreach (var some in links.Chunk(KeysAtOnce))
            {
                await run(new Statement(text, writer => WriteEnds(writer, some), Typed: false),
                    (ref Utf8JsonReader row) => TakeEdgeRow(ref row, graph, type), cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    private static async Task LoadInteractionsAsync(
        WorkingGraph graph, BatchKeys keys, StatementRunner run, CancellationToken cancellation)
    {
        if (keys.Interactions.Count == 0) return;
        // The counts of a database are kept ready: a type of which there is none need not be searched.
        var types = new List<EdgeTypeDefinition>();
        await run(new Statement(GraphStatements.CountInteractions), (ref Utf8JsonReader row) =>
        {
            EdgeTypes.TryGet(TypedJson.NextRequiredText(ref row), out var definition);
            if (TypedJson.NextInteger(ref row) > 0) types.Add(definition!);
        }, cancellation).ConfigureAwait(false);
        foreach (var type in types)
        {
            var text = GraphStatements.ReadInteractions(type.Name);
            foreach (var some in keys.Interactions.Chunk(KeysAtOnce))
            {
                await run(new Statement(text, writer => writer.Name("ids").Texts(some), Typed: false),
                    (ref Utf8JsonReader row) => TakeEdgeRow(ref row, graph, type.Type), cancellation)
                    .ConfigureAwait(false);
            }
        }
    }

    private static void WriteEnds(ParameterWriter writer, (EdgeType Type, string From, string To)[] links)
    {
        writer.Name("rows").StartList();
        foreach (var link in links)
        {
            writer.StartList();
            writer.Text(link.From);
            writer.Text(link.To);
            writer.EndList();
        }
        writer.EndList();
    }

    private static void TakeNode(ref Utf8JsonReader row, WorkingGraph graph, string id)
    {
        NodeIds.TryGetKind(id, out var kind);
        Place(graph, id, RecordJson.ReadNode(ref row, kind, out _));
    }

    private static void TakeEnd(WorkingGraph graph, string id) => Place(graph, id, null);

    private static void Place(WorkingGraph graph, string id, NodeRecord? record)
    {
        var cell = graph.Node(id);
        cell.WasThere = true;
        cell.Base = record;
        cell.Now = new NodeCell.State(true, record, 0);
    }

    private static void TakeEdgeRow(ref Utf8JsonReader row, WorkingGraph graph, EdgeType type)
    {
        var from = TypedJson.NextRequiredText(ref row);
        var to = TypedJson.NextText(ref row);
        row.Read();
        TakeEdge(ref row, graph, type, from, to);
    }

    private static void TakeEdge(ref Utf8JsonReader row, WorkingGraph graph, EdgeType type, string from, string? to)
    {
        if (RecordJson.ReadEdge(ref row, type, from, to, out _) is not { } edge) return;
        var cell = edge.Id is null ? graph.Link(type, from, to!) : graph.Interaction(edge.Id);
        cell.Base = edge;
        cell.Now = new EdgeCell.State(edge, 0);
    }

    private static NodeKindDefinition KindOf(string id)
    {
        NodeIds.TryGetKind(id, out var kind);
        return NodeKinds.Of(kind);
    }
}
