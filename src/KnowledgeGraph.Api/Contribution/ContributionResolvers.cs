using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>Contribution scores of the whole community, and the fields that lead to those of one member.</summary>
internal static class ContributionResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<PlainConnection<ContributionReceipt>>(
                "contributionLeaderboard", (_, context) => LeaderboardPage.Read(context))
            .EachObjects("topActive", (_, context) => LeaderboardPage.TopActive(context))
            .EachObject<ContributionView>(
                "communityContribution", (_, context) => ContributionArguments.View(context, withPolicy: false))
            .EachObjects("simulateContribution", (_, context) => Simulate(context))
            .EachObject<RuleSet>("contributionRules", (_, context) => Rules(context));
        schema.Object<int>("Member").EachObject<ContributionReceipt>(
            "contribution", (member, context) => ContributionArguments.View(context).Receipt(member));
        schema.Object<int>("Topic").EachObject<TopicBusFactor>("busFactor", BusFactorOf);
        RegisterCommunity(schema);
        ReceiptResolvers.Register(schema);
        RuleSetResolvers.Register(schema);
        FlowResolvers.Register(schema);
    }

    private static void RegisterCommunity(ExecutableSchemaBuilder schema)
    {
        schema.Object<ContributionView>("CommunityContribution")
            .EachObject<CountedWindow>("window", (view, _) => new CountedWindow(view.Window))
            .EachObject<DimensionValues>("points", (view, _) => DimensionValues.OfPoints(view.Ledger.Total))
            .EachObject<DimensionValues>("weights", (view, _) => DimensionValues.Of(view.Scores.Weight))
            .Each("memberCount", (view, _) => view.Scores.MemberCount)
            .Each("eventCount", (view, _) => (int)Math.Min(int.MaxValue, view.Ledger.EventCount))
            .EachObject<DimensionValues>(
                "counted", (view, _) => DimensionValues.Of(dimension => view.Ledger.Counted(dimension)))
            .EachObjects("cleaning", (view, _) => StepCount.All(view.Ledger.Touched))
            .Each("laterEvents", (view, _) => (int)Math.Min(int.MaxValue, view.Ledger.LaterEvents))
            .EachObject<Distribution>("distribution", (view, _) => Distribution.Of(view.Scores.Scores))
            .EachObjects("history", (view, _) => view.WeeksOfAll)
            .Each("ruleSetVersion", (view, _) => view.Rules.Version);
        schema.Object<Distribution>("ContributionDistribution")
            .Each("gini", (distribution, _) => distribution.Gini)
            .EachObjects("quantiles", (distribution, _) => distribution.Quantiles);
        schema.Object<Quantile>("ContributionQuantile")
            .Each("share", (quantile, _) => quantile.Share)
            .Each("score", (quantile, _) => quantile.Value);
        schema.Object<SimulatedScore>("SimulatedContribution")
            .EachObject<int>("member", (score, _) => score.Member)
            .Each("total", (score, _) => score.Score)
            .Each("simulatedTotal", (score, _) => score.ScoreThen)
            .Each("rank", (score, _) => score.Rank)
            .Each("simulatedRank", (score, _) => score.RankThen);
        schema.Object<TopicBusFactor>("BusFactor")
            .Each("count", (factor, _) => factor.Members.Count)
            .Each("memberCount", (factor, _) => factor.MemberCount)
            .EachObjects("members", (factor, context) =>
                context.State<CommunityContext>().Viewer.SeesEverything ? factor.Members : []);
        schema.Object<BusFactorMember>("BusFactorMember")
            .EachObject<int>("member", (member, _) => member.Member)
            .Each("share", (member, _) => member.Share);
    }

    private static IReadOnlyList<SimulatedScore> Simulate(FieldContext context) => Simulation.Run(
        now: ContributionArguments.View(context, withPolicy: false),
        then: ContributionArguments.View(context),
        context.State<CommunityContext>().IsListed(),
        ContributionArguments.First(context));

    private static RuleSet? Rules(FieldContext context)
    {
        var everything = context.State<CommunityContext>().Everything;
        return context.Int32("version") is { } version
            ? RuleSetDocuments.Find(everything, version)
            : RuleSetDocuments.Latest(everything);
    }

    private static TopicBusFactor BusFactorOf(int topic, FieldContext context)
    {
        var threshold = context.Double("threshold") ?? 0.5;
        if (threshold is not (>= 0 and <= 1))
            throw ContributionArguments.Mistake("threshold", "`threshold` must be from 0 to 1.");
        var rules = RuleSetDocuments.Latest(context.State<CommunityContext>().Everything);
        var window = ContributionArguments.Window(context, daysByDefault: null);
        return TopicBusFactor.Of(ContributionView.Of(context.Reader(), rules, window, topic), threshold);
    }
}

/// <summary>A row of `CountedWindow`.</summary>
internal sealed record CountedWindow(ScoringWindow Window);

/// <summary>A row of `CleaningCount`.</summary>
internal sealed record StepCount(string Step, int Count)
{
    /// <summary>The steps that touched something.</summary>
    public static IReadOnlyList<StepCount> All(Func<CleaningStep, long> touched) =>
        [.. Enum.GetValues<CleaningStep>().Where(step => touched(step) > 0).Select(step =>
            new StepCount(CleaningSteps.Names[(int)step], (int)Math.Min(int.MaxValue, touched(step))))];
}

/// <summary>A row of `ByContributionDimension`.</summary>
internal sealed record DimensionValues(double Interaction, double Content, double Sedimentation, double Sum)
{
    public static DimensionValues Of(Func<Dimension, double> of)
    {
        var (interaction, content, sedimentation) =
            (of(Dimension.Interaction), of(Dimension.Content), of(Dimension.Sedimentation));
        return new(interaction, content, sedimentation, interaction + content + sedimentation);
    }

    /// <summary>From whole millionths, which are added up before they become numbers.</summary>
    public static DimensionValues OfPoints(Func<Dimension, long> of) => new(
        Points.ToNumber(of(Dimension.Interaction)), Points.ToNumber(of(Dimension.Content)),
        Points.ToNumber(of(Dimension.Sedimentation)), Points.ToNumber(Dimensions.All.Sum(of)));
}
