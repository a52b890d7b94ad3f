using KnowledgeGraph.Api.Mutations;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>`ContributionRuleSet`, and how an administrator puts the next one.</summary>
internal static class RuleSetResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<RuleSet>("ContributionRuleSet")
            .Each("version", (set, _) => set.Version)
            .Each("note", (set, _) => set.Note)
            .EachObjects("rules", (set, _) => set.Rules)
            .EachObject<DimensionValues>("weights", (set, _) => DimensionValues.Of(it => set.Weights[(int)it]))
            .EachObject<DimensionValues>("dailyCaps", (set, _) => DimensionValues.Of(it => set.DailyCaps[(int)it]))
            .Each("halfLifeDays", (set, _) => set.HalfLifeDays)
            .Each("json", (set, _) => RuleSetJson.Write(set));
        schema.Object<ContributionRule>("ContributionRule")
            .Each("name", (rule, _) => rule.Name)
            .Each("signal", (rule, _) => Signals.Names[(int)rule.Signal])
            .EachList<string>("formats", (rule, _) => rule.Formats)
            .EachList<string>("maturities", (rule, _) => rule.Maturities)
            .Each("dimension", (rule, _) => Dimensions.Names[(int)rule.Dimension])
            .Each("points", (rule, _) => rule.Points / (double)ContributionEvent.One);
        schema.Object<Root>("Mutation")
            .EachObjectAsync<Payload>("setContributionRules", (_, context) => SetAsync(context));
        schema.Object<Payload>("SetContributionRulesPayload")
            .EachObject<RuleSet>("ruleSet", (payload, _) => payload.Set)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<Payload?> SetAsync(FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var input = context.Object("input")!;
        if (community.Viewer.Role < Role.Administrator)
            return Refused(ErrorCodes.InvalidValue, "Only an administrator may change the rules.", "replaces");
        var latest = RuleSetDocuments.Latest(community.Everything).Version;
        var replaces = input.Field("replaces")!.AsInteger();
        if (replaces != latest)
        {
            return Refused(ErrorCodes.InvalidValue,
                $"Version {replaces} is not the latest, which is {latest}. Look at what changed, and try again.",
                "replaces");
        }

        if (!RuleSetJson.TryRead(input.Field("json")!.AsString(), out var set, out var mistakes))
            return new Payload(null, [.. mistakes.Select(it => Error(ErrorCodes.InvalidValue, it, "json"))]);
        set = set with { Version = latest + 1, Note = input.Field("note")!.AsString() };
        var node = RuleSetDocuments.ToNode(set, community.Clock.GetUtcNow());
        var (_, errors) = await community
            .ExecuteAsync(new CreateNode(node), context.CancellationToken).ConfigureAwait(false);
        return errors.Count > 0
            ? new Payload(null, errors)
            : new Payload(RuleSetDocuments.Find(community.Everything, set.Version), []);
    }

    private static Payload Refused(string code, string message, string field) =>
        new(null, [Error(code, message, field)]);

    private static UserError Error(string code, string message, string field) => new(code, message, ["input", field]);

    private sealed record Payload(RuleSet? Set, IReadOnlyList<UserError> Errors);
}
