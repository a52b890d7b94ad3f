using System.Text.Json.Nodes;
using System.Xml.Linq;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>
/// The quantum computing community of 2018, asked with GraphQL and compared with what its files say, read here by the
/// simplest means.
/// </summary>
public sealed class RealCommunityTests(RealCommunityTests.Fixture fixture) : IClassFixture<RealCommunityTests.Fixture>
{
    private static readonly Lazy<Post[]> Posts = new(() =>
        [.. Rows("Posts.xml").Select(Post.Read).Where(post => post.Type is "1" or "2")]);

    private static readonly Random Random = new(Seed);

    private const int Seed = 20180312;

    [SharedDataFact]
    public async Task Totals_are_the_counts_of_the_files()
    {
        var data = await fixture.Community.DataAsync("""
            { members { totalCount } topics { totalCount }
              questions: documents(filter: { format: { eq: QUESTION } }) { totalCount }
              answers: documents(filter: { format: { eq: ANSWER } }) { totalCount }
              answered: documents(filter: { answers: { exists: true } }) { totalCount } }
            """);
        Assert.Equal(Rows("Users.xml").Count(), (int)data["members"]!["totalCount"]!);
        Assert.Equal(Rows("Tags.xml").Count(), (int)data["topics"]!["totalCount"]!);
        Assert.Equal(Posts.Value.Count(post => post.Type == "1"), (int)data["questions"]!["totalCount"]!);
        Assert.Equal(Posts.Value.Count(post => post.Type == "2"), (int)data["answers"]!["totalCount"]!);
        Assert.Equal(
            Posts.Value.Where(post => post.Parent is not null).Select(post => post.Parent).Distinct().Count(),
            (int)data["answered"]!["totalCount"]!);
    }

    [SharedDataFact]
    public async Task Topics_come_by_number_of_documents_and_each_has_those_tagged_with_it_newest_first()
    {
        var topics = (await fixture.Community.DataAsync("""
            { topics(first: 20) { nodes { id documentCount
                documents(first: 50) { totalCount nodes { id authors { id } topics { id } } } } } }
            """))["topics"]!["nodes"]!.AsArray();
        var tagged = Posts.Value.SelectMany(post => post.Topics.Select(topic => (topic, post)))
            .ToLookup(pair => pair.topic, pair => pair.post);
        Assert.Equal(
            tagged.Select(topic => topic.Count()).OrderDescending().Take(20),
            topics.Select(topic => (int)topic!["documentCount"]!));
        foreach (var topic in topics)
        {
            var expected = tagged[Id(topic)].OrderByDescending(post => post.CreatedAt).ToArray();
            var documents = topic!["documents"]!["nodes"]!.AsArray();
            Assert.Equal(expected.Length, (int)topic!["documents"]!["totalCount"]!);
            Assert.Equal(expected.Take(50).Select(post => post.Id), documents.Select(Id));
            foreach (var (document, post) in documents.Zip(expected))
            {
                Assert.Equal(post.Topics.Order(), document!["topics"]!.AsArray().Select(Id).Order());
                Assert.Equal(post.Authors, document["authors"]!.AsArray().Select(Id));
            }
        }
    }

    [SharedDataFact]
    public async Task Walked_in_pages_of_any_size_forward_and_backward_each_document_is_met_once()
    {
        var forward = new List<string>();
        for (JsonNode? after = null; ;)
        {
            var page = await PageAsync("first", Random.Next(1, 101), "after", after);
            forward.AddRange(page["nodes"]!.AsArray().Select(Id));
            if (!(bool)page["pageInfo"]!["hasNextPage"]!) break;
            after = page["pageInfo"]!["endCursor"];
        }

        var backward = new List<string>();
        for (JsonNode? before = null; ;)
        {
            var page = await PageAsync("last", Random.Next(1, 101), "before", before);
            backward.InsertRange(0, page["nodes"]!.AsArray().Select(Id));
            if (!(bool)page["pageInfo"]!["hasPreviousPage"]!) break;
            before = page["pageInfo"]!["startCursor"];
        }

        Assert.Equal(Posts.Value.Select(post => post.Id).Order(), forward.Where(IsPost).Order());
        Assert.Equal(forward, backward);
        var created = Posts.Value.ToDictionary(post => post.Id, post => post.CreatedAt);
        var times = forward.Where(IsPost).Select(id => created[id]).ToArray();
        Assert.Equal(times.OrderDescending(), times);

        async Task<JsonNode> PageAsync(string size, int count, string place, JsonNode? cursor) =>
            (await fixture.Community.DataAsync(
                $$"""
                query ($cursor: String) { documents({{size}}: {{count}}, {{place}}: $cursor) {
                    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
                """,
                new { cursor = (string?)cursor }))["documents"]!;
    }

    [SharedDataFact]
    public async Task Random_filters_keep_what_a_walk_over_the_files_keeps()
    {
        const string query = """
            query ($filter: DocumentFilter) { documents(first: 100, filter: $filter) { totalCount nodes { id } } }
            """;
        for (var round = 0; round < 60; round++)
        {
            var (filter, keeps) = RandomFilter(depth: 3);
            var data = await fixture.Community.DataAsync(
                query, new { filter = new { and = new[] { filter, IsFromDump } } });
            var expected = Posts.Value.Where(keeps).OrderByDescending(post => post.CreatedAt).ToArray();
            var shown = $"seed {Seed}, round {round}: {filter.ToJsonString()}";
            Assert.True(expected.Length == (int)data["documents"]!["totalCount"]!, shown);
            Assert.True(
                expected.Take(100).Select(post => post.Id)
                    .SequenceEqual(data["documents"]!["nodes"]!.AsArray().Select(Id)),
                shown);
        }
    }

    [SharedDataFact]
    public async Task The_accepted_answer_is_the_one_that_the_asker_accepted()
    {
        foreach (var question in Posts.Value.Where(post => post.Accepted is not null).Take(50))
        {
            var data = await fixture.Community.DataAsync(
                "query ($id: ID!) { document(id: $id) { acceptedAnswer { id question { id } } score } }",
                new { id = question.Id });
            Assert.Equal(question.Accepted, Id(data["document"]!["acceptedAnswer"]));
            Assert.Equal(question.Id, Id(data["document"]!["acceptedAnswer"]!["question"]));
            Assert.Equal(question.Score, (int)data["document"]!["score"]!);
        }
    }

    private static JsonNode IsFromDump => JsonNode.Parse("""{ "format": { "in": ["QUESTION", "ANSWER"] } }""")!;

    // A filter together with what it means for a row of Posts.xml.
    private static (JsonNode Filter, Func<Post, bool> Keeps) RandomFilter(int depth)
    {
        if (depth > 0 && Random.Next(3) > 0)
        {
            var parts = Enumerable.Range(0, Random.Next(0, 4)).Select(_ => RandomFilter(depth - 1)).ToArray();
            var filters = new JsonArray([.. parts.Select(part => part.Filter)]);
            switch (Random.Next(3))
            {
                case 0: return (new JsonObject { ["and"] = filters }, post => parts.All(part => part.Keeps(post)));
                case 1: return (new JsonObject { ["or"] = filters }, post => parts.Any(part => part.Keeps(post)));
                default:
                    var (filter, keeps) = RandomFilter(depth - 1);
                    return (new JsonObject { ["not"] = filter }, post => !keeps(post));
            }
        }

        var any = Posts.Value[Random.Next(Posts.Value.Length)];
        switch (Random.Next(7))
        {
            case 0: return (Of("score", "gt", any.Score), post => post.Score > any.Score);
            case 1: return (Of("score", "lte", any.Score), post => post.Score <= any.Score);
            case 2:
                var time = any.CreatedAt.ToString("O") + "Z";
                return (Of("createdAt", "gte", time), post => post.CreatedAt >= any.CreatedAt);
            case 3:
                return (Of("format", "eq", any.Type == "1" ? "QUESTION" : "ANSWER"), post => post.Type == any.Type);
            case 4:
                string[] topics =
                    [.. Posts.Value.SelectMany(post => post.Topics).Distinct().Order().Take(Random.Next(4))];
                return (
                    Of("topics", "any", new JsonArray([.. topics.Select(topic => (JsonNode)topic)])),
                    post => post.Topics.Intersect(topics).Any());
            case 5:
                var author = any.Authors.FirstOrDefault() ?? "member:nobody";
                return (
                    Of("authors", "none", new JsonArray(author)), post => !post.Authors.Contains(author));
            default:
                var word = (any.Title ?? "quantum").Split(' ')[^1];
                return (
                    Of("title", "contains", word),
                    post => post.Title?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
        }

        static JsonNode Of(string field, string name, JsonNode value) =>
            new JsonObject { [field] = new JsonObject { [name] = value } };
    }

    private static bool IsPost(string id) => id.StartsWith("document:qc.se/") && char.IsAsciiDigit(id[15]);

    private static string Id(JsonNode? node) => (string)node!["id"]!;

    private static IEnumerable<XElement> Rows(string file) =>
        XDocument.Load(SharedData.PathOf($"quantumcomputing.stackexchange/{file}")).Root!.Elements("row");

    /// <summary>A row of Posts.xml with the ids that the importer gives.</summary>
    private sealed record Post(
        string Id, string Type, string? Title, string[] Topics, string[] Authors, DateTime CreatedAt, int Score,
        string? Parent, string? Accepted)
    {
        public static Post Read(XElement row) => new(
            $"document:qc.se/{(string)row.Attribute("Id")!}",
            (string)row.Attribute("PostTypeId")!,
            (string?)row.Attribute("Title"),
            [
                .. ((string?)row.Attribute("Tags") ?? "").Split(['<', '>', '|'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(tag => "topic:" + tag),
            ],
            row.Attribute("OwnerUserId") is { } owner ? [$"member:qc.se/{owner.Value}"] : [],
            DateTime.Parse((string)row.Attribute("CreationDate")!),
            (int)row.Attribute("Score")!,
            row.Attribute("ParentId") is { } parent ? $"document:qc.se/{parent.Value}" : null,
            row.Attribute("AcceptedAnswerId") is { } accepted ? $"document:qc.se/{accepted.Value}" : null);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public Community Community { get; private set; } = null!;

        public async Task InitializeAsync() => Community = SharedData.Folder is null
            ? await Community.DrawAsync("")
            : await Community.FillAsync(commands => new ImportRunner(commands).RunAsync(
                new StackExchangeImporter(SharedData.PathOf("quantumcomputing.stackexchange"))));

        public async Task DisposeAsync() => await Community.DisposeAsync();
    }
}
