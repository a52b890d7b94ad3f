using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>Everything that a ledger says, as text: two that are equal count the same in the same way.</summary>
internal static class LedgerText
{
    public static string Of(ContributionLedger ledger)
    {
        var lines = new List<string>
        {
            $"events {ledger.EventCount} later {ledger.LaterEvents}",
            string.Join(" ", Dimensions.All.Select(it => $"{it} {ledger.Total(it)} of {ledger.Counted(it)}")),
            string.Join(" ", Enum.GetValues<CleaningStep>().Select(step => $"{step} {ledger.Touched(step)}")),
            string.Join(" ", ledger.RuleSet.Rules.Index().Select(rule => ledger.SizeLimit(rule.Index))),
        };
        foreach (var member in ledger.Members())
        {
            lines.Add($"{member}: " + string.Join(" ", Dimensions.All.Select(it => ledger.PointsOf(member, it))));
            var evidence = ledger.Explain(member);
            for (var place = 0; place < evidence.Count; place++)
            {
                var item = evidence[place];
                lines.Add($"  {item.Ticks} {item.Rule} {item.Subject} {item.Other} {item.Weight} {item.Base} "
                    + $"{item.Damped} {item.Capped} {item.Points} {item.Size} {item.Source}");
            }
        }

        return string.Join('\n', lines);
    }
}
