using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>What holds of every ledger: seeds are printed, and set by CONTRIBUTION_SEED.</summary>
public class LedgerPropertyTests(ITestOutputHelper output)
{
    private const string Seed = "CONTRIBUTION_SEED";

    private static readonly int Rounds = RandomSeed.Count("CONTRIBUTION_ROUNDS", 40);

    [Fact]
    public void Shares_add_up_to_1_and_evidence_to_the_total() => EachRound((random, scene) =>
    {
        var ledger = scene.Count(random.Next(1, 120));
        var scores = new ContributionScores(ledger, [random.NextDouble(), random.NextDouble(), 0.1]);
        if (scores.MemberCount > 0) Assert.Equal(1, scores.Scores.ToArray().Sum(), 9);
        var totals = new long[Dimensions.Count];
        foreach (var member in ledger.Members())
        {
            var evidence = ledger.Explain(member);
            foreach (var dimension in Dimensions.All)
            {
                var sum = Enumerable.Range(0, evidence.Count).Select(place => evidence[place])
                    .Where(item => scene.Rules.Rules[item.Rule].Dimension == dimension)
                    .Sum(item => item.Points);
                Assert.Equal(ledger.PointsOf(member, dimension), sum);
                totals[(int)dimension] += sum;
            }
        }

        foreach (var dimension in Dimensions.All) Assert.Equal(totals[(int)dimension], ledger.Total(dimension));
    });

    [Fact]
    public void Each_step_only_takes_away() => EachRound((random, scene) =>
    {
        var ledger = scene.Count();
        foreach (var member in ledger.Members())
        {
            var evidence = ledger.Explain(member);
            for (var place = 0; place < evidence.Count; place++)
            {
                var item = evidence[place];
                // One millionth for what was rounded down before.
                Assert.InRange(item.Damped, 0, item.Base + 1);
                Assert.InRange(item.Capped, 0, item.Damped);
                Assert.InRange(item.Points, 0, item.Capped);
                Assert.True(!item.IsDropped || item.Points == 0);
            }
        }
    });

    [Fact]
    public void The_order_of_events_and_the_number_of_threads_change_nothing() => EachRound((random, scene) =>
    {
        var shuffled = scene.Events.ToArray();
        random.Shuffle(shuffled);
        var again = ContributionLedger.Build(Scene.ToEvents(shuffled), scene.Rules, scene.Window(), scene.Facts);
        AssertEqual(scene.Count(), again);
    });

    [Fact]
    public void Increments_equal_a_full_count() => EachRound((random, scene) =>
    {
        var present = scene.Events.ToList();
        var spare = present.Where(_ => random.Next(3) == 0).ToList();
        foreach (var it in spare) present.Remove(it);
        var ledger = Full(present, scene);
        for (var step = 0; step < 12; step++)
        {
            var removed = Take(random, present, random.Next(4));
            var added = Take(random, spare, random.Next(4));
            present.AddRange(added);
            spare.AddRange(removed);
            ledger = ledger.With([.. removed], [.. added], scene.Facts);
            AssertEqual(Full(present, scene), ledger);
        }
    });

    [Fact]
    public void An_event_that_is_not_there_cannot_be_taken_out()
    {
        var scene = new Scene(2);
        var it = scene.Do(0, "comment", 90, 5);
        Assert.Throws<ArgumentException>(() => scene.Count().With([it with { Id = 99 }], [], scene.Facts));
    }

    private void EachRound(Action<Random, Scene> check)
    {
        var seed = RandomSeed.Next(Seed, output);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(seed + round);
            check(random, RandomScene(random));
        }
    }

    // Few members, subjects, days and ids, so that everything that can meet does.
    private static Scene RandomScene(Random random)
    {
        var members = random.Next(2, 8);
        var scene = new Scene(members, RandomRules(random));
        for (var member = 0; member < members; member++)
            scene.Joins(member, random.Next(-200, 60), isBot: random.Next(8) == 0);
        var days = random.Next(1, 100);
        var sizes = random.Next(1, 2000);
        for (var i = random.Next(400); i > 0; i--)
        {
            var rule = scene.Rules.Rules[random.Next(scene.Rules.Rules.Count)];
            scene.Do(
                random.Next(members), rule.Name, 102 - random.Next(days), random.Next(-1, 6),
                random.Next(Signals.IsPraise(rule.Signal) ? 0 : -1, members),
                rule.Winsorized ? random.Next(sizes) * 1000 : random.Next(1, 1001),
                second: random.Next(20), id: random.Next(10) == 0 ? (ulong)random.Next(20) : null);
        }

        return scene;
    }

    internal static RuleSet RandomRules(Random random) => DefaultRules.Set with
    {
        HalfLifeDays = random.Next(3) * 10,
        DailyCaps = [random.Next(50), random.Next(200), random.Next(200)],
        WinsorQuantile = random.Next(1, 101) / 100.0,
        ReturnedPraiseShare = random.NextDouble(),
        GiverDamping = (Damping)random.Next(3),
        NewAccountDays = random.Next(30),
        Rules = [.. DefaultRules.Set.Rules.Select(rule => rule with
        {
            Damping = (Damping)random.Next(3), Repetition = (Repetition)random.Next(4), Capped = random.Next(2) == 0,
        })],
    };

    private static ContributionLedger Full(IEnumerable<ContributionEvent> events, Scene scene) =>
        ContributionLedger.Build(Scene.ToEvents(events), scene.Rules, scene.Window(), scene.Facts);

    private static List<ContributionEvent> Take(Random random, List<ContributionEvent> from, int count)
    {
        var taken = new List<ContributionEvent>();
        for (; count > 0 && from.Count > 0; count--)
        {
            var place = random.Next(from.Count);
            taken.Add(from[place]);
            from.RemoveAt(place);
        }

        return taken;
    }

    private static void AssertEqual(ContributionLedger expected, ContributionLedger actual) =>
        Assert.Equal(LedgerText.Of(expected), LedgerText.Of(actual));
}
