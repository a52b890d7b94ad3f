using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using Whole = KnowledgeGraph.Tests.Api.Community;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>
/// A version's ledgers come from those of a version before it, and are what a full count of the version gives, for
/// every class of readers. Seeds are printed, and set by CONTRIBUTION_SEED.
/// </summary>
public class LedgerFollowingTests(ITestOutputHelper output)
{
    private static readonly int Rounds = RandomSeed.Count("CONTRIBUTION_ROUNDS", 6);

    private static readonly ScoringWindow Days = new(Scene.Start - 20, Scene.Start + 6);

    private static readonly Viewer[] Viewers =
        [Viewer.Program, Viewer.Anonymous, new("member:2", Role.Member, ["gold"])];

    [Fact]
    public void What_follows_equals_a_full_count_whatever_changes()
    {
        var seed = RandomSeed.Next("CONTRIBUTION_SEED", output);
        var (steps, followed) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(seed + round);
            var commits = new RandomCommits(seed + round);
            RuleSet[] rules =
                [LedgerPropertyTests.RandomRules(random), EveryLook(LedgerPropertyTests.RandomRules(random))];
            var snapshot = After(GraphSnapshot.Empty(), commits, 150, 8);
            for (var step = 0; step < 60; step++)
            {
                var viewer = Viewers[random.Next(Viewers.Length)];
                var before = snapshot;
                snapshot = After(snapshot, commits, 1 + random.Next(2), changesMax: 1 + random.Next(3));
                Check(snapshot.Read(viewer), rules[random.Next(10) / 8], random);
                // Somebody who came before the change is still reading.
                if (random.Next(6) == 0) Check(before.Read(viewer), rules[0], random);
                steps++;
                if (VersionDifference.Find(before.Read(viewer), snapshot.Read(viewer), _ => false) is not null)
                    followed++;
            }
        }

        output.WriteLine($"{followed} of {steps} steps could be followed");
        Assert.True(followed > steps / 3, $"Only {followed} of {steps} steps were followed.");
    }

    [Fact]
    public async Task Merges_and_what_takes_them_back_too()
    {
        var random = new Random(RandomSeed.Next("CONTRIBUTION_SEED", output));
        await using var community = await Whole.FillAsync(async processor => await processor.ExecuteAsync(
            new([.. new RandomCommands(random).Take(1200)], "test", RefusalPolicy.Skip)));
        var rules = LedgerPropertyTests.RandomRules(random);
        var merges = new Stack<string>();
        for (var step = 0; step < 12; step++)
        {
            var undoes = merges.Count > 0 && random.Next(3) == 0;
            var kind = random.Next(2) == 0 ? "Topics" : "Members";
            var data = await community.DataAsync(undoes
                ? $$"""mutation { undoMerge(input: { id: "{{merges.Pop()}}" }) { userErrors { message } } }"""
                : $$"""
                mutation { merge{{kind}}(input: { from: "{{IdOf(kind)}}", into: "{{IdOf(kind)}}" }) {
                    merge { id } userErrors { message } } }
                """);
            if (data[$"merge{kind}"]?["merge"]?["id"] is { } id) merges.Push((string)id!);
            foreach (var viewer in Viewers)
                CheckAll(community.Follower.Current.Read(viewer), rules, new(0, 3_652_058));
        }

        string IdOf(string kind) => $"{kind[..^1].ToLowerInvariant()}:{random.Next(60)}";
    }

    private static void CheckAll(GraphReader reader, RuleSet rules, ScoringWindow window)
    {
        var all = EventReading.Read(reader, rules);
        Assert.Equal(
            LedgerText.Of(ContributionLedger.Build(all.Events, rules, window, all.Facts)),
            LedgerText.Of(ContributionView.Of(reader, rules, window, null).Ledger));
    }

    private static void Check(GraphReader reader, RuleSet rules, Random random)
    {
        var all = EventReading.Read(reader, rules);
        foreach (var window in (ScoringWindow[])[Days, new(Scene.Start, Scene.Start + random.Next(2))])
        {
            Assert.Equal(
                LedgerText.Of(ContributionLedger.Build(all.Events, rules, window, all.Facts)),
                LedgerText.Of(ContributionView.Of(reader, rules, window, null).Ledger));
        }

        var topics = reader.Nodes(NodeKind.Topic).ToArray();
        if (topics.Length == 0) return;
        var topic = topics[random.Next(Math.Min(3, topics.Length))];
        var scope = TopicScope.Of(reader, topic);
        var about = Scene.ToEvents(all.Events.Span.ToArray()
            .Where(it => it.Subject >= 0 && scope.Contains(it.Subject)));
        Assert.Equal(
            LedgerText.Of(ContributionLedger.Build(about, rules, Days, all.Facts)),
            LedgerText.Of(ContributionView.Of(reader, rules, Days, topic).Ledger));
    }

    // Signals that the first version of the rules leaves out, with sizes.
    private static RuleSet EveryLook(RuleSet rules) => rules with
    {
        Rules =
        [
            .. rules.Rules,
            new("view", Signal.Viewed, Dimension.Interaction, 100) { Damping = Damping.Logarithm },
            new("search", Signal.Searched, Dimension.Interaction, 100),
        ],
    };

    private static GraphSnapshot After(GraphSnapshot snapshot, RandomCommits commits, int count, int changesMax)
    {
        var projector = new Projector(snapshot);
        for (var i = 0; i < count; i++) projector.Apply(commits.Next(changesMax));
        return projector.Freeze();
    }
}
