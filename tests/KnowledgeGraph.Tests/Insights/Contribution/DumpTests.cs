using System.Globalization;
using System.Xml.Linq;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Api;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>A real community of 2018: our content score beside the reputation that its own site gave.</summary>
public class DumpTests(ITestOutputHelper output)
{
    private const string Dump = "quantumcomputing.stackexchange";

    [SharedDataFact]
    public async Task Content_and_sedimentation_rank_members_as_the_sites_own_reputation_does()
    {
        await using var community = await Community.FillAsync(async commands =>
            await new ImportRunner(commands).RunAsync(new StackExchangeImporter(SharedData.PathOf(Dump))));
        var reader = community.Follower.Current.Read();
        var rules = DefaultRules.Set with { HalfLifeDays = 0 };
        var now = new DateTime(2018, 12, 31, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var view = ContributionView.Of(reader, rules, ScoringWindow.AllUntil(now), topic: null, [0, 0.6, 0.4]);
        var members = reader.Nodes(NodeKind.Member).ToArray()
            .ToDictionary(member => reader.Ids.String(member)!.Split('/')[^1]);
        var users = XDocument.Load(SharedData.PathOf($"{Dump}/Users.xml")).Root!.Elements("row")
            .Where(row => int.Parse(row.Attribute("Id")!.Value, CultureInfo.InvariantCulture) > 0)
            .Select(row => (
                Reputation: double.Parse(row.Attribute("Reputation")!.Value, CultureInfo.InvariantCulture),
                Member: members[row.Attribute("Id")!.Value]))
            .ToArray();
        double Score(int member) => view.Scores.Score(member);

        // Accounts that never wrote anything have their reputation from elsewhere (1, or 101 for a known user).
        var active = users.Where(user => Score(user.Member) > 0).ToArray();
        var all = Spearman(users.Select(user => user.Reputation), users.Select(user => Score(user.Member)));
        var among = Spearman(active.Select(user => user.Reputation), active.Select(user => Score(user.Member)));
        output.WriteLine($"Spearman {among:0.000} among {active.Length} with a score, {all:0.000} of {users.Length}");
        foreach (var step in Enum.GetValues<CleaningStep>())
            output.WriteLine($"{step} {view.Ledger.Touched(step)} of {view.Ledger.EventCount}");
        foreach (var dimension in Dimensions.All)
            output.WriteLine($"{dimension} {Points.ToNumber(view.Ledger.Total(dimension)):0}");
        Assert.InRange(among, 0.7, 1);
    }

    // Pearson's coefficient of the ranks, ties having the mean of theirs.
    private static double Spearman(IEnumerable<double> left, IEnumerable<double> right)
    {
        var (x, y) = (Ranks([.. left]), Ranks([.. right]));
        var (meanX, meanY) = (x.Average(), y.Average());
        var covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var at = 0;
        foreach (var ties in values.Index().GroupBy(value => value.Item).OrderBy(group => group.Key))
        {
            var same = ties.ToArray();
            foreach (var (index, _) in same) ranks[index] = at + ((same.Length - 1) / 2.0);
            at += same.Length;
        }

        return ranks;
    }
}
