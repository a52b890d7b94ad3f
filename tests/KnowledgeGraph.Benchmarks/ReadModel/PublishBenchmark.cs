using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Benchmarks.ReadModel;

/// <summary>What does it cost to make the next version: after one change of each sort, after 1,000 at once?</summary>
internal static class PublishBenchmark
{
    private const int Rounds = 2_000;

    /// <returns>The version after all of it.</returns>
    public static GraphSnapshot Run(GraphSnapshot snapshot)
    {
        var reader = snapshot.Read(Viewer.Program);
        var (members, documents, topics) =
            (Ids(reader, NodeKind.Member), Ids(reader, NodeKind.Document), Ids(reader, NodeKind.Topic));
        var random = new Random(1);
        var number = 0;
        snapshot = Measure("a like", snapshot, 1, () => [Interaction(EdgeType.Liked)]);
        snapshot = Measure("a view", snapshot, 1, () => [Interaction(EdgeType.Viewed)]);
        snapshot = Measure("a link to the largest topic", snapshot, 1, () => [About(Any(documents), topics[0])]);
        snapshot = Measure("a member put", snapshot, 1, () => [new NodePut(Member())]);
        snapshot = Measure("a document with author and two topics", snapshot, 1, NewDocument);
        return Measure("1,000 likes and documents in one version", snapshot, 1_000, () =>
            number % 2 == 0 ? [Interaction(EdgeType.Liked)] : NewDocument());

        string Any(string[] ids) => ids[random.Next(ids.Length)];

        InteractionRecorded Interaction(EdgeType type) => new(new(
            type, Any(members), Any(documents), Now(), $"bench/{number++}", new PropertyValue[4]));

        LinkPut About(string from, string to) => new(new(
            EdgeType.About, from, to, null, null, new PropertyValue[EdgeTypes.Of(EdgeType.About).Properties.Count]));

        NodeRecord Member() =>
            Node(NodeKind.Member, ("displayName", $"Somebody {number++}"), ("bio", "Writes benchmarks."));

        Change[] NewDocument()
        {
            var document = Node(
                NodeKind.Document, ("title", $"Document {number++}"),
                ("body", string.Concat(Enumerable.Repeat("Some **words** of a body.\n", 60))));
            document.Values[NodeKinds.Document["createdAt"].Index] = PropertyValue.InstantFromTicks(Now());
            return
            [
                new NodePut(document),
                new LinkPut(new(EdgeType.Authored, Any(members), document.Id, null, null, new PropertyValue[2])),
                About(document.Id, topics[0]), About(document.Id, topics[random.Next(1, topics.Length)]),
            ];
        }

        long Now() => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + number;

        NodeRecord Node(NodeKind kind, params (string Name, string Text)[] texts)
        {
            var definition = NodeKinds.Of(kind);
            PropertyValue[] values = [.. definition.Properties.Select(property => property.Default)];
            foreach (var (name, text) in texts) values[definition[name].Index] = PropertyValue.Text(text);
            return new($"{definition.IdPrefix}:bench{number}", kind, values);
        }
    }

    private static GraphSnapshot Measure(string name, GraphSnapshot snapshot, int perVersion, Func<Change[]> changes)
    {
        var rounds = Math.Max(20, Rounds / perVersion);
        var batches = Enumerable.Range(0, rounds)
            .Select(_ => Enumerable.Range(0, perVersion).SelectMany(_ => changes()).ToArray()).ToArray();
        var times = new double[rounds];
        var (bytes, cpu) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < rounds; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            var projector = new Projector(snapshot);
            projector.Apply(new Commit(snapshot.Sequence + 1, 1, "bench", batches[i]));
            snapshot = projector.Freeze();
            times[i] = Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-44} p50 {times[rounds / 2],8:0.0} µs  p99 {times[rounds * 99 / 100],8:0.0} µs  "
            + $"CPU {cpu.TotalMicroseconds / rounds,8:0.0} µs  {bytes / rounds / 1024,6:N0} kB"));
        return snapshot;
    }

    private static string[] Ids(GraphReader reader, NodeKind kind)
    {
        if (!reader.TryPrepare(kind, null, null, default, out var query, out _)) return [];
        var pages = new PageBatch();
        reader.Page(kind, query, pages);
        return [.. pages.Nodes.ToArray().Select(node => reader.Ids.String(node)!)];
    }
}
