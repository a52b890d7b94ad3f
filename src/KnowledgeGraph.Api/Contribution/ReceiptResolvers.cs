using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>`MemberContribution` with its evidence, and the connections to them.</summary>
internal static class ReceiptResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        RegisterReceipt(schema);
        RegisterParts(schema);
        RegisterEvidence(schema);
        RegisterConnection<ContributionReceipt>(schema, "MemberContribution");
        RegisterConnection<EvidenceEntry>(schema, "ContributionEvidence");
    }

    private static void RegisterReceipt(ExecutableSchemaBuilder schema) =>
        schema.Object<ContributionReceipt>("MemberContribution")
            .EachObject<int>("member", (receipt, _) => receipt.Member)
            .EachObject<CountedWindow>("window", (receipt, _) => new CountedWindow(receipt.View.Window))
            .Each("total", (receipt, _) => receipt.Score)
            .EachObject<DimensionValues>("shares", (receipt, _) =>
                DimensionValues.Of(dimension => receipt.View.Scores.Share(receipt.Member, dimension)))
            .EachObject<DimensionValues>("points", (receipt, _) =>
                DimensionValues.OfPoints(dimension => receipt.View.Ledger.PointsOf(receipt.Member, dimension)))
            .EachObject<DimensionValues>("weights", (receipt, _) => DimensionValues.Of(receipt.View.Scores.Weight))
            .EachObjects("counts", (receipt, _) => receipt.Counts())
            .EachObjects("cleaning", (receipt, _) => StepCount.All(receipt.Evidence.Touched))
            .Each("rank", (receipt, _) => receipt.Rank)
            .Each("percentile", (receipt, _) => receipt.Percentile)
            .EachObject<Trend>("trend", (receipt, _) =>
                receipt.PointsBefore is { } before ? new Trend(before, receipt.Points) : null)
            .EachObject<MemberStanding>("standing", (receipt, context) =>
                MaySeeStanding(receipt.Member, context) ? receipt.Standing : null)
            .EachObjects("history", (receipt, _) => receipt.Weeks)
            .EachObject<PlainConnection<EvidenceEntry>>("evidence", EvidencePage.Read)
            .Each("ruleSetVersion", (receipt, _) => receipt.View.Rules.Version);

    private static void RegisterParts(ExecutableSchemaBuilder schema)
    {
        schema.Object<DimensionValues>("ByContributionDimension")
            .Each("interaction", (values, _) => values.Interaction)
            .Each("content", (values, _) => values.Content)
            .Each("sedimentation", (values, _) => values.Sedimentation)
            .Each("sum", (values, _) => values.Sum);
        schema.Object<CountedWindow>("CountedWindow")
            .Each("from", (it, _) => new DateTime(it.Window.Start, DateTimeKind.Utc))
            .Each("to", (it, _) => new DateTime(it.Window.End, DateTimeKind.Utc))
            .Each("days", (it, _) => it.Window.Days);
        schema.Object<RuleCount>("ContributionCount")
            .Each("rule", (count, _) => count.Rule.Name)
            .Each("dimension", (count, _) => NameOf(count.Rule))
            .Each("count", (count, _) => count.Events)
            .Each("points", (count, _) => Points.ToNumber(count.Points));
        schema.Object<StepCount>("CleaningCount")
            .Each("step", (count, _) => count.Step)
            .Each("count", (count, _) => count.Count);
        schema.Object<Trend>("ContributionTrend")
            .Each("pointsBefore", (trend, _) => Points.ToNumber(trend.Before))
            .Each("change", (trend, _) => Points.ToNumber(trend.Now - trend.Before))
            .Each("ratio", (trend, _) =>
                trend.Before == 0 ? (double?)null : (trend.Now - trend.Before) / (double)trend.Before);
        schema.Object<MemberStanding>("ContributionStanding")
            .Each("standing", (it, _) => FieldNames.EnumValue($"{it.Standing}").TrimStart('_'))
            .Each("reason", (it, _) => FieldNames.EnumValue($"{it.Reason}").TrimStart('_'))
            .Each("value", (it, _) => it.Value)
            .Each("threshold", (it, _) => it.Threshold);
        schema.Object<WeekOfPoints>("ContributionWeek")
            .Each("weekOf", (week, _) => new DateTime(week.FirstDay * TimeSpan.TicksPerDay, DateTimeKind.Utc))
            .EachObject<DimensionValues>("points", (week, _) =>
                DimensionValues.OfPoints(dimension => week.Points[(int)dimension]))
            .Each("events", (week, _) => week.Events);
    }

    private static void RegisterEvidence(ExecutableSchemaBuilder schema) =>
        schema.Object<EvidenceEntry>("ContributionEvidence")
            .Each("rule", (entry, _) => entry.Rule.Name)
            .Each("dimension", (entry, _) => NameOf(entry.Rule))
            .Each("count", (entry, _) => entry.Events)
            .Each("points", (entry, _) => Points.ToNumber(entry.Points))
            .Each("at", (entry, _) =>
                entry.Item is { } item ? new DateTime(item.Ticks, DateTimeKind.Utc) : (DateTime?)null)
            .EachObject<int>("subject", (entry, _) => Node(entry.Item?.Subject))
            .EachObject<int>("other", (entry, _) => Node(entry.Item?.Other))
            .Each("size", (entry, _) => entry.Item?.Size / (double)ContributionEvent.One)
            .Each("weight", (entry, _) => entry.Item is { } item ? Points.ToNumber(item.Weight) : (double?)null)
            .Each("base", (entry, _) => entry.Item is { } item ? Points.ToNumber(item.Base) : (double?)null)
            .Each("damped", (entry, _) => entry.Item is { } item ? Points.ToNumber(item.Damped) : (double?)null)
            .Each("capped", (entry, _) => entry.Item is { } item ? Points.ToNumber(item.Capped) : (double?)null)
            .Each("decay", (entry, _) => entry.Item?.Decay)
            .EachList<string>("steps", (entry, _) =>
                [.. Enum.GetValues<CleaningStep>().Where(step => entry.Item?.WasTouched(step) ?? false)
                    .Select(step => CleaningSteps.Names[(int)step])]);

    internal static void RegisterConnection<TRow>(ExecutableSchemaBuilder schema, string node) where TRow : class
    {
        schema.Object<PlainConnection<TRow>>($"{node}Connection")
            .EachObjects("nodes", (connection, _) => connection.Rows)
            .EachObjects("edges", (connection, _) => connection.Edges)
            .EachObject<PageInfoRow>("pageInfo", (connection, _) => new PageInfoRow(default, connection.Page))
            .Each("totalCount", (connection, _) => connection.TotalCount);
        schema.Object<PlainEdge<TRow>>($"{node}Edge")
            .Each("cursor", (edge, _) => edge.Cursor)
            .EachObject<TRow>("node", (edge, _) => edge.Row);
    }

    private static string NameOf(ContributionRule rule) => Dimensions.Names[(int)rule.Dimension];

    private static int? Node(int? node) => node >= 0 ? node : null;

    // A standing is a judgement about a person: between the member and those who care for the community.
    private static bool MaySeeStanding(int member, FieldContext context)
    {
        var viewer = context.State<CommunityContext>().Viewer;
        return viewer.SeesEverything
            || (viewer.MemberId is { } id && context.Reader().TryFind(id, out var self) && self == member);
    }

    private sealed record Trend(long Before, long Now);
}
