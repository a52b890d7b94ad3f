using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>Reads `window`, `topic`, `policy` and pages of the contribution fields.</summary>
internal static class ContributionArguments
{
    private const int DaysByDefault = 90;
    private const int DaysMax = 36_525;

    /// <summary>The view that the arguments ask for, of those that the field has.</summary>
    /// <exception cref="GraphQLException">They make no sense.</exception>
    public static ContributionView View(FieldContext context, bool withPolicy = true, bool withTopic = true)
    {
        var policy = withPolicy ? context.Object("policy") : null;
        var rules = Rules(context, policy);
        var topic = withTopic ? Topic(context) : null;
        return ContributionView.Of(
            context.Reader(), rules, Window(context, DaysByDefault), topic, Weights(rules, policy));
    }

    /// <summary>The days to count.</summary>
    /// <param name="context">With `window`.</param>
    /// <param name="daysByDefault">Where the window is not given; null for everything.</param>
    public static ScoringWindow Window(FieldContext context, int? daysByDefault)
    {
        var now = context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks;
        var window = context.Object("window");
        if (window is null)
            return daysByDefault is { } some ? ScoringWindow.Until(now, some) : ScoringWindow.AllUntil(now);
        var days = Given(window, "days") is { } given ? given.AsInteger() : (long?)null;
        var from = Given(window, "from") is { } first ? ScoringWindow.DayOf(InstantInput.ReadTicks(first)) : (int?)null;
        var to = Given(window, "to") is { } last ? ScoringWindow.DayOf(InstantInput.ReadTicks(last)) : (int?)null;
        if (days is < 1 or > DaysMax) throw Mistake("window", $"`days` must be from 1 to {DaysMax:N0}.");
        if (days is not null && from is not null && to is not null)
            throw Mistake("window", "Give two of `days`, `from` and `to`.");
        var count = (int?)days ?? DaysByDefault;
        var end = to ?? (from is { } start && days is not null ? start + count - 1 : ScoringWindow.DayOf(now));
        var begin = from ?? Math.Max(0, end - count + 1);
        return begin <= end ? new ScoringWindow(begin, end) : throw Mistake("window", "It ends before it begins.");
    }

    /// <summary>`first`, held to its limit.</summary>
    public static int First(FieldContext context) => context.Int32("first") switch
    {
        < 0 => throw Mistake("first", "`first` cannot be negative."),
        > Limits.PageSizeMax and var first => throw new GraphQLException(
            $"`first` of {context.Field} is {first}: a page has at most {Limits.PageSizeMax}.",
            GraphQLErrorCodes.LimitExceeded),
        var first => first ?? Limits.PageSizeDefault,
    };

    public static Dimension? DimensionOf(FieldContext context) =>
        context.String("dimension") is { } name ? (Dimension)Dimensions.Names.IndexOf(name) : null;

    public static GraphQLException Mistake(string argument, string message) => new(
        message, ErrorCodes.InvalidValue, new Dictionary<string, object?> { ["argument"] = argument });

    private static RuleSet Rules(FieldContext context, InputValue? policy)
    {
        var everything = context.State<CommunityContext>().Everything;
        var rules = RuleSetDocuments.Latest(everything);
        if (policy is null) return rules;
        if (Given(policy, "rules") is { } version)
        {
            rules = RuleSetDocuments.Find(everything, checked((int)version.AsInteger()))
                ?? throw Mistake("policy", $"There is no version {version.AsInteger()} of the rules.");
        }

        if (Given(policy, "halfLifeDays") is not { } halfLife) return rules;
        rules = rules with { HalfLifeDays = checked((int)halfLife.AsInteger()) };
        return rules.Mistakes() is [var mistake, ..] ? throw Mistake("policy", mistake) : rules;
    }

    private static double[] Weights(RuleSet rules, InputValue? policy)
    {
        double[] weights = [.. rules.Weights];
        if (policy is null) return weights;
        foreach (var dimension in Dimensions.All)
        {
            if (Given(policy, Dimensions.Names[(int)dimension].ToLowerInvariant()) is { } weight)
                weights[(int)dimension] = weight.AsNumber();
        }

        return (rules with { Weights = weights }).Mistakes() is [var mistake, ..]
            ? throw Mistake("policy", mistake)
            : weights;
    }

    internal static int? Topic(FieldContext context)
    {
        if (context.String("topic") is not { } id) return null;
        return context.Reader().TryFind(id, NodeKind.Topic, out var topic)
            ? topic
            : throw new GraphQLException($"There is no topic `{id}`.", ErrorCodes.NodeNotFound);
    }

    private static InputValue? Given(InputValue input, string field) =>
        input.Field(field) is { IsNull: false } value ? value : null;

    private static int IndexOf(this IReadOnlyList<string> names, string name) =>
        names.Index().First(it => it.Item == name).Index;
}
