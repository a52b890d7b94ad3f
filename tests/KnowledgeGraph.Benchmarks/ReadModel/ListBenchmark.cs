using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Benchmarks.ReadModel;

/// <summary>What do lists cost: slices, plain lists of many parents, deep pages, filters, other orders?</summary>
internal static class ListBenchmark
{
    public static void Run(GraphSnapshot snapshot)
    {
        var reader = snapshot.Read(Viewer.Program);
        var pages = new PageBatch();
        var topics = Whole(reader, NodeKind.Topic)[..20];
        var documents = Whole(reader, NodeKind.Document);
        var topicDocuments = Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);
        var documentTopics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);

        var query = Prepare(reader, NodeKind.Document, null, null, new(First: 50));
        Measure("first 50 documents of 20 topics", () => reader.Page(topicDocuments, topics, query, pages));
        Measure("topics of 1,000 documents", () => reader.List(documentTopics, documents.AsSpan(0, 1_000), pages));
        Measure("documents, first 20", () => reader.Page(
            NodeKind.Document, Prepare(reader, NodeKind.Document, null, null, new(First: 20)), pages));

        var cursor = CursorOf(query, documents[documents.Length / 2]);
        Measure("documents, 20 after the middle", () => reader.Page(
            NodeKind.Document, Prepare(reader, NodeKind.Document, null, null, new(First: 20, After: cursor)), pages));
        var score = new NodeOrder(NodeKind.Document, [new(NodeFields.Of(NodeKind.Document, "score"), true)]);
        Measure("documents by score, first 20", () => reader.Page(
            NodeKind.Document, Prepare(reader, NodeKind.Document, null, score, new(First: 20)), pages));
        var about = new NodeFilter.Related(
            documentTopics, Quantifier.Any, NodeFilter.IdIn(NodeKind.Topic, [reader.Ids.String(topics[9])!]));
        Measure("documents about a topic, count", () => reader.Count(
            NodeKind.Document, Prepare(reader, NodeKind.Document, about, null, default)));
        var words = new NodeFilter.Text(
            NodeFields.Of(NodeKind.Document, "body"), TextOperator.Contains, "no such words");
        Measure("documents with words in the body, count", () => reader.Count(
            NodeKind.Document, Prepare(reader, NodeKind.Document, words, null, default)));

        var slices = new TextSlice[1_000];
        Measure("ids of 1,000 documents gathered", () => reader.Ids.Gather(documents.AsSpan(0, 1_000), slices));

        void Measure(string name, Action action)
        {
            var clock = Stopwatch.StartNew();
            var rounds = 0;
            // The first are for the compiler.
            for (; clock.ElapsedMilliseconds < 300; rounds++) Once();
            var (warm, bytes) = (rounds, GC.GetAllocatedBytesForCurrentThread());
            var cpu = Environment.CpuUsage.TotalTime;
            clock.Restart();
            for (rounds = 0; rounds < warm; rounds++) Once();
            cpu = Environment.CpuUsage.TotalTime - cpu;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-44} {clock.Elapsed.TotalMicroseconds / rounds,10:0.00} µs  "
                + $"CPU {cpu.TotalMicroseconds / rounds,10:0.00} µs  {bytes / rounds,8:N0} B"));

            void Once()
            {
                pages.Clear();
                action();
            }
        }
    }

    private static int[] Whole(GraphReader reader, NodeKind kind)
    {
        var pages = new PageBatch();
        reader.Page(kind, Prepare(reader, kind, null, null, default), pages);
        return pages.Nodes.ToArray();
    }

    private static ListQuery Prepare(
        GraphReader reader, NodeKind kind, NodeFilter? filter, NodeOrder? order, PageArguments page) =>
        reader.TryPrepare(kind, filter, order, page, out var query, out var error)
            ? query
            : throw new InvalidOperationException(error.Message);

    private static string CursorOf(ListQuery query, int node)
    {
        var slices = new TextSlice[1];
        var tokens = GraphReader.Cursors(query, [node], slices);
        return Encoding.UTF8.GetString(tokens, slices[0].Offset + 1, slices[0].Length - 2);
    }
}
