namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>How far validation goes. Immutable.</summary>
public sealed record ValidationOptions
{
    public static ValidationOptions Default { get; } = new();

    /// <summary>How many errors are told before validation stops and says so.</summary>
    public int ErrorsMax { get; init; } = 100;

    /// <summary>
    /// How often fragments may be visited while following their spreads (from operations, in cycles, at the root of a
    /// subscription). A document that needs more is refused with <see cref="GraphQLErrorCodes.LimitExceeded"/>.
    /// </summary>
    public int FragmentVisitsMax { get; init; } = 100_000;

    /// <summary>
    /// How many fields may be looked at to see that fields with one response name can be merged, each as often as it
    /// occurs under different fragments. More is refused with <see cref="GraphQLErrorCodes.LimitExceeded"/>.
    /// </summary>
    public int MergeComparisonsMax { get; init; } = 500_000;

    /// <summary>Say `Did you mean`. Off where the schema must not be guessed from errors.</summary>
    public bool GivesSuggestions { get; init; } = true;
}
