using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution.Flow;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>`Member.creditFlow`: the second model.</summary>
internal static class FlowResolvers
{
    private const int DaysByDefault = 365;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<int>("Member").EachObject<MemberFlow>("creditFlow", (member, context) =>
        {
            var rules = RuleSetDocuments.Latest(context.State<CommunityContext>().Everything);
            var window = ContributionArguments.Window(context, DaysByDefault);
            return new MemberFlow(member, FlowReading.Of(context.Reader(), rules, window));
        });
        schema.Object<MemberFlow>("CreditFlow")
            .Each("share", (it, _) => it.Flow.Credit(it.Member))
            .Each("unattributed", (it, _) => it.Flow.Unattributed)
            .Each("steps", (it, _) => it.Flow.Steps)
            .Each("tolerance", (_, _) => CreditFlow.Tolerance)
            .EachObjects("inflows", (it, context) =>
                it.Flow.Inflows(it.Member, ContributionArguments.First(context)));
        schema.Object<Inflow>("CreditInflow")
            .EachObject<int>("node", (inflow, _) => inflow.Node)
            .Each("amount", (inflow, _) => inflow.Amount)
            .Each("byUse", (inflow, _) => inflow.ByUse)
            .Each("byBuilding", (inflow, _) => inflow.ByBuilding);
    }

    private sealed record MemberFlow(int Member, CreditFlow Flow);
}
