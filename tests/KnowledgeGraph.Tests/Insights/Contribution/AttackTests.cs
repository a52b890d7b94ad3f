using KnowledgeGraph.Insights.Contribution.Scoring;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>
/// Ten ways to gain points without helping anybody, and the most that each gains under the rules that come with the
/// program. The bounds stand in docs/insights/contribution.md.
/// </summary>
public class AttackTests
{
    private const int Attacker = 0;

    [Fact]
    public void Self_likes_gain_nothing()
    {
        var scene = new Scene(1);
        for (var i = 0; i < 1000; i++)
        {
            scene.Do(Attacker, "like", i % 90, subject: 100 + i, other: Attacker);
            scene.Do(Attacker, "like received", i % 90, subject: 100 + i, other: Attacker);
        }

        Assert.Equal(0, scene.Points(Attacker));
        Assert.Equal(2000, Touched(scene, CleaningStep.OwnWork, days: 101));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ring_of_two_gains_less_than_a_fifth_of_honest_praise(bool oneAfterTheOther)
    {
        var ring = Ring(2, likesPerPair: 100, oneAfterTheOther);
        var honest = Honest(givers: 100);

        Assert.True(ring / 2 < honest / 5, $"{ring / 2:0.0} each, {honest:0.0} for as many honest likes.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ring_of_ten_gains_less_than_a_third_of_honest_praise(bool oneAfterTheOther)
    {
        var ring = Ring(10, likesPerPair: 10, oneAfterTheOther);
        var honest = Honest(givers: 90);

        Assert.True(ring / 10 < honest / 3, $"{ring / 10:0.0} each, {honest:0.0} for as many honest likes.");
    }

    [Fact]
    public void A_flood_gains_at_most_the_days_cap()
    {
        var scene = new Scene(2);
        for (var i = 0; i < 10_000; i++) scene.Do(Attacker, "comment", day: 100, subject: 100 + i, other: 1);
        Assert.Equal(40, scene.Points(Attacker));

        // On one thing it gains far less.
        scene = new Scene(2);
        for (var i = 0; i < 10_000; i++) scene.Do(Attacker, "comment", day: 100, subject: 100, other: 1);
        Assert.InRange(scene.Points(Attacker), 19, 20);
    }

    [Fact]
    public void Many_new_accounts_gain_nothing_and_old_ones_at_most_the_days_cap()
    {
        var scene = new Scene(1001);
        for (var giver = 1; giver <= 1000; giver++)
        {
            scene.Joins(giver, day: 95);
            scene.Do(Attacker, "like received", day: 100, subject: 5000, other: giver);
        }

        Assert.Equal(0, scene.Points(Attacker));
        for (var giver = 1; giver <= 1000; giver++) scene.Joins(giver, day: 50);
        Assert.InRange(scene.Points(Attacker), 60, 120);
    }

    [Fact]
    public void Deleting_and_posting_again_gains_no_more_than_posting_once()
    {
        var scene = new Scene(1);
        var first = scene.Do(Attacker, "answer", day: 40, subject: 100);
        var ledger = scene.Count();
        var posted = first;
        for (var day = 41; day <= 100; day++)
        {
            var ticks = posted.Ticks + TimeSpan.TicksPerDay;
            var again = posted with { Ticks = ticks, Id = (ulong)day + 1000, Subject = day };
            ledger = ledger.With([posted], [again], scene.Facts);
            posted = again;
        }

        var once = new Scene(1);
        once.Do(Attacker, "answer", day: 100, subject: 100);
        Assert.Equal(once.Points(Attacker), Sum(ledger, Attacker));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(20, true)]
    [InlineData(200, false)]
    public void Splitting_a_post_gains_no_more_than_its_length_is_worth(int pieces, bool onManyDays)
    {
        // 2,000 bytes, where 800 are a whole answer: in thousandths of one.
        var whole = new Scene(1);
        whole.Do(Attacker, "answer", day: 100, subject: 1, size: 1000);
        var split = new Scene(1);
        for (var piece = 0; piece < pieces; piece++)
        {
            var day = onManyDays ? 100 - piece : 100;
            split.Do(Attacker, "answer", day, subject: 1 + piece, size: 2000 / pieces * 1000 / 800);
        }

        var bound = onManyDays ? 2000.0 / 800 : Math.Sqrt(2000.0 / 800);
        Assert.InRange(split.Points(Attacker) / whole.Points(Attacker), 1, bound);
    }

    [Fact]
    public void Edits_back_and_forth_gain_less_than_six_edits()
    {
        var scene = new Scene(2);
        for (var i = 0; i < 200; i++) scene.Do(i % 2, "edit", day: 100 - (i % 50), subject: 100);
        var one = new Scene(1);
        one.Do(0, "edit", day: 100, subject: 100);

        Assert.InRange(scene.Points(0), 1, 6 * one.Points(0));
        Assert.InRange(scene.Points(1), 1, 6 * one.Points(0));
    }

    [Fact]
    public void Bots_gain_nothing_and_give_nothing()
    {
        var scene = new Scene(2).Joins(1, day: -500, isBot: true);
        for (var i = 0; i < 100; i++)
        {
            scene.Do(1, "comment", day: i, subject: 100 + i);
            scene.Do(Attacker, "like received", day: i, subject: 200 + i, other: 1);
        }

        Assert.Equal(0, scene.Points(1));
        Assert.Equal(0, scene.Points(Attacker));
    }

    [Fact]
    public void Back_dating_gains_nothing_before_joining_and_never_more_than_today()
    {
        var scene = new Scene(1).Joins(Attacker, day: 100);
        for (var day = 10; day < 99; day++) scene.Do(Attacker, "comment", day, subject: 100 + day);
        Assert.Equal(0, scene.Points(Attacker));

        var (old, fresh) = (new Scene(1), new Scene(1));
        old.Do(Attacker, "comment", day: 20, subject: 1);
        fresh.Do(Attacker, "comment", day: 100, subject: 1);
        Assert.InRange(old.Points(Attacker) / fresh.Points(Attacker), 0, 0.75);
    }

    [Fact]
    public void A_clock_that_is_fast_gains_nothing_until_its_day_and_then_once()
    {
        var scene = new Scene(1);
        for (var i = 0; i < 50; i++) scene.Do(Attacker, "comment", day: 101 + i, subject: 100 + i);
        Assert.Equal(0, scene.Points(Attacker));
        Assert.Equal(50, scene.Count().LaterEvents);

        // The same event told again by a clock put right is another telling of it, by its id.
        scene = new Scene(1);
        scene.Do(Attacker, "comment", day: 100, subject: 1, id: 7);
        scene.Do(Attacker, "comment", day: 99, subject: 1, id: 7);
        Assert.InRange(scene.Points(Attacker), 1.9, 2);
        Assert.Equal(1, Touched(scene, CleaningStep.Duplicate, days: 90));
    }

    // What all members of a ring, who like everything of one another, gain as content.
    private static double Ring(int size, int likesPerPair, bool oneAfterTheOther)
    {
        var scene = new Scene(size);
        for (var i = 0; i < likesPerPair; i++)
        {
            for (var giver = 0; giver < size; giver++)
            {
                for (var receiver = 0; receiver < size; receiver++)
                {
                    if (giver == receiver) continue;
                    // At best each waits until the other has given all it has.
                    var day = !oneAfterTheOther ? 1 + (i * 98 / likesPerPair)
                        : giver < receiver ? 1 + (i * 49 / likesPerPair) : 50 + (i * 49 / likesPerPair);
                    scene.Do(receiver, "like received", day, 1000 + (receiver * likesPerPair) + i, giver);
                }
            }
        }

        return Enumerable.Range(0, size).Sum(member => scene.Points(member, days: 101));
    }

    // What one gains from as many likes by as many givers.
    private static double Honest(int givers)
    {
        var scene = new Scene(givers + 1);
        for (var giver = 1; giver <= givers; giver++)
            scene.Do(0, "like received", 1 + (giver * 98 / givers), 1000 + giver, giver);
        return scene.Points(0, days: 101);
    }

    private static double Sum(ContributionLedger ledger, int member) =>
        KnowledgeGraph.Insights.Contribution.Rules.Dimensions.All.Sum(it => Scoring.Points(ledger, member, it));

    private static long Touched(Scene scene, CleaningStep step, int days) => scene.Count(days).Touched(step);
}
