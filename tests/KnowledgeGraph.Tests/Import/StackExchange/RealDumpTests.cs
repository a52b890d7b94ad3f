using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.StackExchange;

/// <summary>The whole quantum computing community of 2018, counted against what is known of the dump.</summary>
public sealed class RealDumpTests
{
    // Imported once for all tests here, which run one after another and leave it as it is.
    private static readonly Lazy<Task<(MemoryGraphStore, ImportSummary)>> Imported =
        new(() => Importing.IntoEmptyStoreAsync(Dump));

    private static StackExchangeImporter Dump => new(SharedData.PathOf("quantumcomputing.stackexchange"));

    [SharedDataFact]
    public async Task Holds_as_many_of_each_as_the_dump_and_nothing_new_the_second_time()
    {
        var (store, summary) = await Imported.Value;
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(3461 + 1986 + 3413 + 12560 + 327 + 154, summary.Read);
        Assert.Equal(3461, store.Nodes.Values.Count(node => node.Kind == NodeKind.Member));
        Assert.Equal((612, 1060), (CountOf(store, "QUESTION"), CountOf(store, "ANSWER")));
        Assert.Equal(154, store.Nodes.Values.Count(node => node.Kind == NodeKind.Topic));
        Assert.Equal(1060, store.LinksOf(EdgeType.Answers).Count());
        Assert.Equal(389, store.LinksOf(EdgeType.Answers).Count(link => link["accepted"].AsBoolean()));
        Assert.Equal(294, store.LinksOf(EdgeType.References).Count());
        Assert.Equal(11, store.LinksOf(EdgeType.Duplicates).Count());
        Assert.Equal(3412, store.InteractionsOf(EdgeType.Commented).Count());
        Assert.Equal(706, store.InteractionsOf(EdgeType.Bookmarked).Count());
        Assert.Equal(22, store.InteractionsOf(EdgeType.Interacted).Count());
        // 36 of the 1,325 are edits of descriptions whose tag is gone.
        Assert.Equal(1289, store.InteractionsOf(EdgeType.Edited).Count());
        Assert.Equal(1, summary.SkippedByReason["a comment whose author's account was deleted"]);
        Assert.Equal(22, summary.SkippedByReason["a link from or to a post that is not in the dump"]);
        await Importing.AssertImportsNothingNewAsync(store, Dump);
    }

    [SharedDataFact]
    public async Task A_question_has_its_author_time_score_topics_address_and_license()
    {
        var (store, summary) = await Imported.Value;
        var question = store.Nodes["document:qc.se/1"];
        Assert.Equal("2018-03-12T17:00:45.5670000Z", question["createdAt"].ToString());
        Assert.Equal((52, 1163), (question["score"].AsInteger(), question["viewCount"].AsInteger()));
        Assert.Equal("https://quantumcomputing.stackexchange.com/q/1", question["url"].AsText());
        Assert.Equal(("CC BY-SA 3.0", "en"), (question["license"].AsText(), question["language"].AsText()));
        Assert.Single(store.LinksOf(EdgeType.Authored), link => link.To == question.Id);
        Assert.Contains(store.LinksOf(EdgeType.About), link =>
            link.From == question.Id && link.To == "topic:simulation");
        Assert.True(store.Link(EdgeType.Answers, "document:qc.se/18", question.Id)["accepted"].AsBoolean());
    }

    [SharedDataFact]
    public async Task Bodies_are_Markdown_without_the_HTML_that_they_were()
    {
        var (store, summary) = await Imported.Value;
        var body = store.Nodes["document:qc.se/1"]["body"].AsText();
        Assert.StartsWith(
            "I know that a [Turing machine](https://en.wikipedia.org/wiki/Turing_machine)<sup>1</sup> can "
            + "theoretically simulate \"anything\", but I don't know", body, StringComparison.Ordinal);
        Assert.All(
            store.Nodes.Values.Where(node => node.Kind == NodeKind.Document).Select(node => node["body"].AsText()),
            text => Assert.DoesNotContain("<p>", text, StringComparison.Ordinal));
    }

    [SharedDataFact]
    public async Task Topics_are_named_from_their_slug_and_described_by_excerpt_and_wiki()
    {
        var (store, summary) = await Imported.Value;
        var topic = store.Nodes["topic:quantum-gate"];
        Assert.Equal("quantum gate", topic["name"].AsText());
        Assert.Equal("quantum-gate", topic["aliases"].ToString());
        var description = topic["description"].AsText();
        Assert.StartsWith("For questions regarding usage", description, StringComparison.Ordinal);
        Assert.Contains("\n\n", description, StringComparison.Ordinal);
        Assert.True(store.Nodes["topic:qubit"]["aliases"].IsNull);
    }

    [SharedDataFact]
    public async Task Programs_are_bots_and_posts_of_deleted_users_have_no_author()
    {
        var (store, summary) = await Imported.Value;
        Assert.Equal(1, store.Nodes["member:qc.se/-1"]["kind"].AsEnumeration());
        Assert.Equal(2, summary.SkippedByReason[
            "the author of a post whose account was deleted: the post is stored without author"]);
        Assert.Equal(612 + 1060, store.Nodes.Values.Count(node => node.Kind == NodeKind.Document));
    }

    private static int CountOf(MemoryGraphStore store, string format) => store.Nodes.Values.Count(node =>
        node.Kind == NodeKind.Document && NodeKinds.DocumentFormatValues[node["format"].AsEnumeration()] == format);
}
