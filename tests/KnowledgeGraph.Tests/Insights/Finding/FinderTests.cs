using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Finding;

public class FinderTests(ITestOutputHelper output)
{
    [Fact]
    public void An_exact_hit_stands_above_the_beginning_of_a_word_and_that_above_a_corrected_one()
    {
        var found = new Found("Quantum computers and quantum gates, quantum quantum", "Quantun", "Quantunnel", "Gates");
        Assert.Equal(
            "Quantun | Quantunnel | Quantum computers and quantum gates, quantum quantum",
            found.Titles("quantun", isTyping: true));
        Assert.Equal(
            [FindMatch.Exact, FindMatch.Prefix, FindMatch.Corrected],
            found.Find("quantun", request => request with { IsTyping = true }).Hits.Select(hit => hit.Match));
    }

    [Theory]
    [InlineData("docker", "dockre", true)]
    [InlineData("kubernetes", "kubrenetse", true)]
    [InlineData("java", "jaav", false)]
    [InlineData("2024", "2025", false)]
    [InlineData("1.2.34", "1.2.35", false)]
    [InlineData("http2", "http3", false)]
    public void One_mistake_is_forgiven_from_five_letters_two_from_nine_and_none_in_numbers(
        string word, string typed, bool isFound) => Assert.Equal(isFound ? word : "", new Found(word).Titles(typed));

    [Theory]
    [InlineData("c#", "C# basics")]
    [InlineData("c++", "C++ templates")]
    [InlineData(".net", "Using .NET 8")]
    [InlineData("dotnet", "Using .NET 8")]
    [InlineData("node.js", "Node.js streams")]
    [InlineData("nodejs", "Node.js streams")]
    [InlineData("user id", "getUserById explained")]
    [InlineData("getuserbyid", "getUserById explained")]
    [InlineData("get_user_by_id", "getUserById explained")]
    [InlineData("http server", "HTTP2Server tuning")]
    [InlineData("tuned", "HTTP2Server tuning")]
    public void Technical_words_are_found(string typed, string title) => Assert.Equal(title, new Found(
        "C# basics", "C++ templates", "C for all", "Using .NET 8", "Net income", "Node.js streams",
        "getUserById explained", "HTTP2Server tuning").Titles(typed));

    [Theory]
    [InlineData("topic:graphql", "1")]
    [InlineData("topic:GQL server", "1")]
    [InlineData("author:ada", "1")]
    [InlineData("author:\"Ada Lovelace\" -server", "")]
    [InlineData("-topic:graphql server", "2")]
    [InlineData("kind:topic graphql", "topic:graphql")]
    [InlineData("is:verified server", "2")]
    [InlineData("server before:2024", "1")]
    [InlineData("server after:2023", "2")]
    [InlineData("server year:2024", "2")]
    [InlineData("server topic:nothing", "")]
    [InlineData("kind:nonsense server", "")]
    public void Fields_limit_what_is_found(string query, string ids)
    {
        var found = new Found(
            [
                Make.Node(
                    "topic:graphql", ("name", Make.Text("GraphQL")), ("aliases", PropertyValue.TextList(["GQL"]))),
                Make.Node("member:ada", ("displayName", Make.Text("Ada Lovelace")), ("handle", Make.Text("ada"))),
                Make.Node("document:1", ("title", Make.Text("A server")), At(2023)),
                Make.Node("document:2", ("title", Make.Text("A server too")), At(2024),
                    ("maturity", PropertyValue.Enumeration(2))),
            ],
            [
                Make.Link(EdgeType.About, "document:1", "topic:graphql"),
                Make.Link(EdgeType.Authored, "member:ada", "document:1"),
            ]);
        Assert.Equal(ids, string.Join(' ', found.Find(query).Hits
            .Where(hit => hit.Match is not FindMatch.Relaxed)
            .Select(hit => found.Reader.Ids.String(hit.Node)!.Replace("document:", ""))));

        static (string, PropertyValue) At(int year) => (
            "createdAt", PropertyValue.Instant(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Words_are_left_out_where_no_document_holds_all_and_the_answer_names_them()
    {
        var result = new Found("Quantum gates", "Classical gates").Find("quantum gates tutorial");
        Assert.Equal([FindMatch.Relaxed, FindMatch.Relaxed], result.Hits.Select(hit => hit.Match));
        Assert.Equal(["quantum", "tutorial"], result.DroppedTerms);
    }

    [Fact]
    public void What_was_meant_is_told_with_its_number_of_hits()
    {
        var result = new Found("Quantum gates", "Quantum circuits").Find("quantm circuits");
        Assert.Equal(new DidYouMean("quantum circuits", 1), result.DidYouMean);
        Assert.Null(new Found("Quantum gates").Find("quantum gates").DidYouMean);
    }

    [Fact]
    public void Markup_is_escaped_in_pieces() => Assert.Equal(
        "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;", new Found("<script>alert(1)</script>").Marked("alert"));

    [Fact]
    public void The_parts_of_a_score_add_up_to_it()
    {
        var found = new Found(
            [Found.Document(1, "Quantum gates"), Found.Document(2, "Quantum gates")],
            [Make.Link(EdgeType.References, "document:1", "document:2")]);
        var hits = found.Find("quantum gates", request => request with { Near = Node(found, "document:1") }).Hits;
        Assert.Equal("document:2", found.Reader.Ids.String(hits[0].Node));
        Assert.All(hits, hit => Assert.Equal(hit.Score, hit.Parts.Sum, 1e-9));
        Assert.True(hits[0].Parts.Authority > 0 && hits[0].Parts.Closeness > 0);
    }

    [Fact]
    public void Words_that_stand_together_are_a_part_of_their_own()
    {
        var found = new Found("quantum gates", "gates that are named quantum by nobody");
        var hits = found.Find("quantum gates", request => request with { Explains = true }).Hits;
        Assert.Equal("document:1", found.Reader.Ids.String(hits[0].Node));
        Assert.True(hits[0].Parts.Proximity > 0 && hits[0].Parts.Words > 0);
        Assert.Equal(0, hits[1].Parts.Proximity);
        Assert.All(hits, hit => Assert.Equal(hit.Score, hit.Parts.Sum, 1e-9));
        var plain = found.Find("quantum gates").Hits;
        Assert.Equal(plain.Select(hit => hit.Score), hits.Select(hit => hit.Score));
    }

    [Fact]
    public void What_answers_the_same_query_lifts_what_it_is_linked_with()
    {
        NodeRecord[] nodes =
        [
            Found.Document(1, "Gates", "one quantum of many"), Found.Document(2, "Gates", "one quantum of many"),
            Found.Document(3, "Quantum gates", "quantum gates"), Found.Document(4, "nothing of it"),
        ];
        // The one that is referred to has authority, too: so it is the one that refers that is looked at.
        var linked = new Found(nodes, [
            Make.Link(EdgeType.References, "document:2", "document:3"),
            Make.Link(EdgeType.References, "document:1", "document:4"),
        ]);
        var hits = linked.Find("quantum gates").Hits;
        Assert.Equal(
            ["document:3", "document:2", "document:1"], hits.Select(hit => linked.Reader.Ids.String(hit.Node)!));
        Assert.True(hits[1].Parts.Neighbours > 0);
        Assert.Equal(0, hits[2].Parts.Neighbours);
    }

    [Fact]
    public void Equal_hits_stand_in_the_order_of_their_ids_whenever_they_came()
    {
        var found = new Found(new[] { 7, 3, 9, 1 }.Select(number => Found.Document(number, "gates")));
        foreach (var order in Enum.GetValues<FindOrder>())
        {
            Assert.Equal(
                ["document:1", "document:3", "document:7", "document:9"],
                found.Find("gates", request => request with { Order = order }).Hits
                    .Select(hit => found.Reader.Ids.String(hit.Node)!));
        }

        Assert.Equal(
            ["document:1", "document:3"],
            Suggestions.Of(found.Reader, "gat", null, 2).Select(node => found.Reader.Ids.String(node)!));
    }

    [Theory]
    [InlineData(FindOrder.Newest)]
    [InlineData(FindOrder.Oldest)]
    [InlineData(FindOrder.HighestScore)]
    public void A_score_is_the_same_in_every_order(FindOrder order)
    {
        var found = new Found("quantum gates", "quantum", "gates and quantum", "nothing");
        var expected = found.Find("quantum gates").Hits.ToDictionary(hit => hit.Node, hit => (hit.Score, hit.Match));
        var hits = found.Find("quantum gates", request => request with { Order = order }).Hits;
        Assert.Equal(expected.Count, hits.Count);
        Assert.All(hits, hit => Assert.Equal(expected[hit.Node], (hit.Score, hit.Match)));
    }

    [Fact]
    public void Words_of_ones_own_file_mean_the_same()
    {
        var found = new Found("Kubernetes operators", "Docker");
        Assert.Empty(found.Find("kay eight").Hits);
        var hits = found.Find("kay eight", request => request with
        {
            Synonyms = [["kay eight", "kubernetes"]],
        }).Hits;
        Assert.Equal("document:1", found.Reader.Ids.String(Assert.Single(hits).Node));
    }

    [Fact]
    public void A_search_within_a_scope_tells_the_path()
    {
        var found = new Found(
            [Found.Document(1, "One"), Found.Document(2, "Two gates"), Found.Document(3, "Three gates")],
            [Make.Link(EdgeType.References, "document:1", "document:2")]);
        var result = found.Find("gates", request => request with
        {
            Within = new FindScope(Node(found, "document:1"), EdgeType.References, 1),
        });
        var hit = Assert.Single(result.Hits);
        Assert.Equal([Node(found, "document:1"), Node(found, "document:2")], hit.Path!);
    }

    [Fact]
    public void Facets_are_counted_as_though_they_did_not_limit()
    {
        var found = new Found(
        [
            Make.Node("document:1", ("title", Make.Text("gates")), ("format", PropertyValue.Enumeration(0))),
            Make.Node("document:2", ("title", Make.Text("gates")), ("format", PropertyValue.Enumeration(1))),
            Make.Node("topic:gates", ("name", Make.Text("gates"))),
        ]);
        var result = found.Find("gates", request => request with
        {
            Facets = [FacetField.Format, FacetField.Kind],
            Where = new FindConditions { Formats = [0] },
        });
        Assert.Equal(1, result.Count);
        Assert.Equal(
            "Format: ANSWER=1, QUESTION=1 Kind: Document=1",
            string.Join(' ', result.Facets.Select(facet => $"{facet.Field}: " + string.Join(
                ", ", facet.Values.Select(value => $"{value.Value}={value.Count}")))));
    }

    [Fact]
    public void Pages_follow_one_another_and_hold_every_hit_once()
    {
        var found = new Found([.. Enumerable.Range(1, 25).Select(number => $"gate {number}")]);
        var seen = new List<int>();
        FindCursor? after = null;
        for (var page = 0; page < 6; page++)
        {
            var result = found.Find("gate", request => request with { First = 5, After = after });
            if (result.Hits.Count == 0) break;
            seen.AddRange(result.Hits.Select(hit => hit.Node));
            var last = result.Hits[^1];
            after = new FindCursor(seen.Count - 1, (int)last.Match, last.Score, found.Reader.Ids.String(last.Node)!);
        }

        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
    }

    [Fact]
    public void Any_query_is_answered()
    {
        var found = new Found("Quantum gates", "中国农业", "C++ and .NET");
        var random = new Random(RandomSeed.Next("FINDER_SEED", output));
        string[] pieces =
        [
            "quantum", "gates", "中国", "农业", "c++", "\"", "“", "(", ")", "-", " ", " OR ", "|", "topic:",
            "is:verified", "before:2024", "after:99999", ":", "：", "\0", "👍", "nongye", "AND", "kind:", "a", "*",
            "\\", "author:\"x\"",
        ];
        for (var run = 0; run < RandomSeed.Count("FINDER_COUNT", 300); run++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(14)).Select(_ => pieces[random.Next(pieces.Length)]));
            output.WriteLine(text);
            var result = found.Find(text, request => request with
            {
                IsTyping = random.Next(2) == 0, Facets = [FacetField.Kind, FacetField.Topic],
            });
            foreach (var hit in result.Hits) _ = result.Texts.Of(hit.Node);
        }

        found.Find(string.Join(' ', Enumerable.Range(0, 1_000).Select(number => $"word{number} gates")));
        found.Find(new string('(', 5_000) + "gates");
        found.Find(string.Concat(Enumerable.Repeat("-", 5_000)) + "gates");
        found.Find(new string('中', 2_000));
    }

    [Fact]
    public void What_is_hidden_is_in_nothing_that_is_seen()
    {
        var random = new Random(RandomSeed.Next("FINDER_MASK_SEED", output));
        string[] words = ["quantum", "gates", "qubits", "secret", "circuit", "circuits", "农业", "银行", "nongye"];
        for (var run = 0; run < RandomSeed.Count("FINDER_MASK_COUNT", 15); run++)
        {
            var nodes = RandomNodes(random, words);
            var edges = RandomEdges(random, nodes);
            var isSeen = nodes.ToDictionary(node => node.Id, node => node["access"].AsText() == "public");
            var masked = new Found(nodes, edges, Viewer.Anonymous);
            var deleted = new Found(
                nodes.Where(node => isSeen[node.Id]), edges.Where(edge => isSeen[edge.From] && isSeen[edge.To!]));
            string[] queries = ["quantum", "secret gates", "circits", "topic:quantum", "nongye", "银行", ""];
            foreach (var query in queries)
            {
                Func<FindRequest, FindRequest> with = request => request with
                {
                    IsTyping = true, Facets = [FacetField.Kind, FacetField.Topic, FacetField.Author],
                    Order = FindOrder.Relevance,
                };
                Assert.Equal(
                    Sorted(deleted.Describe(deleted.Find(query, with))),
                    Sorted(masked.Describe(masked.Find(query, with))));
                Assert.Equal(Suggested(deleted, query), Suggested(masked, query));
            }
        }
    }

    // Equal scores stand in the order of ordinals, which differ between the two.
    private static string Sorted(string lines) =>
        string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    private static IEnumerable<string> Suggested(Found found, string prefix) =>
        Suggestions.Of(found.Reader, prefix, null, 50).Select(node => found.Reader.Ids.String(node)!)
            .Order(StringComparer.Ordinal);

    private static List<NodeRecord> RandomNodes(Random random, string[] words)
    {
        string[] access = ["public", "members", "curators"];
        var nodes = new List<NodeRecord>();
        for (var i = 0; i < 18; i++)
        {
            var title = string.Join(' ', Enumerable.Range(0, 3).Select(_ => words[random.Next(words.Length)]));
            nodes.Add(Make.Node(
                $"document:{i}", ("title", Make.Text(title)), ("access", Make.Text(access[random.Next(3)])),
                ("body", Make.Text(words[random.Next(words.Length)]))));
        }

        for (var i = 0; i < 4; i++)
        {
            nodes.Add(Make.Node(
                $"topic:{i}", ("name", Make.Text(words[random.Next(words.Length)])),
                ("aliases", PropertyValue.TextList([words[random.Next(words.Length)]])),
                ("access", Make.Text(access[random.Next(3)]))));
            nodes.Add(Make.Node(
                $"member:{i}", ("displayName", Make.Text(words[random.Next(words.Length)])),
                ("access", Make.Text(access[random.Next(3)]))));
        }

        return nodes;
    }

    private static List<EdgeRecord> RandomEdges(Random random, List<NodeRecord> nodes)
    {
        string Of(NodeKind kind)
        {
            var some = nodes.Where(node => node.Kind == kind).ToList();
            return some[random.Next(some.Count)].Id;
        }

        var edges = new List<EdgeRecord>();
        for (var i = 0; i < 30; i++)
        {
            edges.Add((i % 3) switch
            {
                0 => Make.Link(EdgeType.About, Of(NodeKind.Document), Of(NodeKind.Topic)),
                1 => Make.Link(EdgeType.Authored, Of(NodeKind.Member), Of(NodeKind.Document)),
                _ => Make.Link(EdgeType.References, Of(NodeKind.Document), Of(NodeKind.Document)),
            });
        }

        return [.. edges.Where(edge => edge.From != edge.To).DistinctBy(edge => (edge.Type, edge.From, edge.To))];
    }

    private static int Node(Found found, string id) =>
        found.Reader.TryFind(id, out var node) ? node : throw new InvalidOperationException(id);
}
