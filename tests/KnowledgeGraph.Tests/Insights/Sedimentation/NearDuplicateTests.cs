using System.Globalization;
using System.Xml.Linq;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Community = KnowledgeGraph.Tests.Api.Community;

namespace KnowledgeGraph.Tests.Insights.Sedimentation;

/// <summary>Near-duplicates against a comparison of every pair, and on a real community.</summary>
public sealed class NearDuplicateTests(ITestOutputHelper output)
{
    private const int Documents = 300;

    [Fact]
    public async Task What_every_pair_compared_finds_is_found_and_nothing_else()
    {
        var random = new Random(RandomSeed.Next("KNOWLEDGEGRAPH_TEST_DUPLICATES_SEED", output));
        var texts = new List<string[]>();
        for (var number = 0; number < Documents; number++)
        {
            // Every third is an older one with some words replaced.
            var share = random.NextDouble() * 0.3;
            texts.Add(number % 3 == 2
                ? [.. texts[random.Next(number)].Select(word => random.NextDouble() < share ? Word(random) : word)]
                : [.. Enumerable.Range(0, random.Next(20, 120)).Select(_ => Word(random))]);
        }

        await using var community = await Community.DrawAsync("topic:1");
        await community.CommitAsync([.. texts.Select((text, number) => new CreateNode(Make.Node(
            $"document:{number:000}", ("title", Make.Text($"T{number}")), ("body", Make.Text(string.Join(' ', text))),
            ("createdAt", PropertyValue.InstantFromTicks(Make.Start + (number * TimeSpan.TicksPerDay))))))]);
        var reader = community.Follower.Current.Read();
        var found = NearDuplicates.Of(reader).ToDictionary(pair => Id(reader, pair.Document));

        var (expected, missed) = (0, 0);
        for (var newer = 0; newer < Documents; newer++)
        {
            var best = Enumerable.Range(0, newer).Select(older => Likeness(texts[newer], texts[older])).Append(0).Max();
            var isFound = found.TryGetValue($"document:{newer:000}", out var pair);
            if (isFound)
            {
                Assert.Equal(
                    Likeness(texts[newer], texts[int.Parse(Id(reader, pair!.Original)[9..])]), pair.TextLikeness, 12);
            }

            if (best < DuplicatePair.SimilarityMin)
            {
                Assert.False(isFound);
                continue;
            }

            expected++;
            // What is only just like enough may share no key.
            if (!isFound || pair!.TextLikeness < best) missed++;
        }

        output.WriteLine($"{expected} expected, {missed} missed");
        Assert.True(expected > 15 && missed <= expected / 4, $"{missed} of {expected} were missed.");
    }

    [Fact]
    public async Task Titles_count_and_what_is_said_already_is_left_out()
    {
        await using var community = await Community.DrawAsync("""
            document:1 title="How to install the graph database on Linux" createdAt=2026-01-01 body="One text."
            document:2 title="How to install graph databases on linux?" createdAt=2026-01-02 body="Another text."
            document:3 title="如何安装图数据库" createdAt=2026-01-03
            document:4 title="如何安装图数据库?" createdAt=2026-01-04
            document:5 title="Guide" createdAt=2026-01-05
            document:6 title="Guide" createdAt=2026-01-06
            """);
        const string Ask = """
            { duplicates { nodes { document { id } original { id } similarity textLikeness titleLikeness } } }
            """;

        Assert.Equal(
            Community.Json("""
                {'duplicates':{'nodes':[
                {'document':{'id':'document:2'},'original':{'id':'document:1'},
                 'similarity':0.6,'textLikeness':0,'titleLikeness':1},
                {'document':{'id':'document:4'},'original':{'id':'document:3'},
                 'similarity':0.6,'textLikeness':0,'titleLikeness':1}]}}
                """),
            await community.TextAsync(Ask));
        await community.AddAsync("document:2 -DUPLICATES-> document:1");
        Assert.Single((await community.DataAsync(Ask))["duplicates"]!["nodes"]!.AsArray());
    }

    [SharedDataFact]
    public async Task On_a_real_community_edited_copies_are_found_and_marked_duplicates_are_other_questions()
    {
        const string Dump = "quantumcomputing.stackexchange";
        await using var community = await Community.FillAsync(async commands =>
            await new ImportRunner(commands).RunAsync(new StackExchangeImporter(SharedData.PathOf(Dump))));
        var reader = community.Follower.Current.Read();
        var posts = reader.Nodes(NodeKind.Document).ToArray().Select(node => Id(reader, node)).ToHashSet();
        var site = posts.First()[..(posts.First().LastIndexOf('/') + 1)];
        var marked = XDocument.Load(SharedData.PathOf($"{Dump}/PostLinks.xml")).Root!.Elements("row")
            .Where(row => row.Attribute("LinkTypeId")!.Value == "3")
            .Select(row => (site + row.Attribute("PostId")!.Value, site + row.Attribute("RelatedPostId")!.Value))
            .Where(pair => posts.Contains(pair.Item1) && posts.Contains(pair.Item2)).ToHashSet();
        var pairs = NearDuplicates.WithKnown(reader);
        var hits = pairs.Count(pair => marked.Contains((Id(reader, pair.Document), Id(reader, pair.Original)))
            || marked.Contains((Id(reader, pair.Original), Id(reader, pair.Document))));
        var near = marked.Count(pair => reader.TryFind(pair.Item1, out var one)
            && reader.TryFind(pair.Item2, out var two)
            && Similar.To(reader, one, [NodeKind.Document], 10).Any(it => it.Node == two));
        output.WriteLine($"{marked.Count} marked, {pairs.Count} near-duplicates, {hits} of them marked: precision "
            + $"{Share(hits, pairs.Count)}, recall {Share(hits, marked.Count)}; {near} among the ten most similar");

        // What the measure is for: copies with every twelfth word replaced.
        var (copied, found) = await FindCopiesAsync(community, reader);
        output.WriteLine($"{found} of {copied} edited copies were found");
        Assert.True(copied > 50 && found >= copied * 0.95, $"{found} of {copied} edited copies were found.");
    }

    private static async Task<(int Copied, int Found)> FindCopiesAsync(Community community, GraphReader reader)
    {
        var bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        var commands = new List<Command>();
        foreach (var node in reader.Nodes(NodeKind.Document).ToArray())
        {
            if (commands.Count == 100) break;
            if (bodies.String(node) is not { Length: > 600 } text) continue;
            var words = text.Split(' ').Select((word, at) => at % 12 == 11 ? "replaced" : word);
            commands.Add(new CreateNode(Make.Node(
                $"document:copy/{Id(reader, node)}", ("title", Make.Text("A copy")),
                ("body", Make.Text(string.Join(' ', words))),
                ("createdAt", PropertyValue.InstantFromTicks(Make.Start + (5_000 * TimeSpan.TicksPerDay))))));
        }

        await community.CommitAsync(commands);
        var after = community.Follower.Current.Read();
        var found = NearDuplicates.Of(after).Count(pair =>
            Id(after, pair.Document) == $"document:copy/{Id(after, pair.Original)}");
        return (commands.Count, found);
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "none" : ((double)part / whole).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Id(GraphReader reader, int node) => reader.Ids.String(node)!;

    private static string Word(Random random) => $"w{random.Next(2_000)}";

    // Jaccard of the sets of three words that stand together.
    private static double Likeness(string[] one, string[] other)
    {
        var (left, right) = (Triples(one), Triples(other));
        return (double)left.Intersect(right).Count() / left.Union(right).Count();
    }

    private static HashSet<string> Triples(string[] words) =>
        [.. Enumerable.Range(0, words.Length - 2).Select(at => string.Join(' ', words[at..(at + 3)]))];
}
