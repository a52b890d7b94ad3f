namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>The two costs of IBM's specification (https://ibm.github.io/graphql-specs/cost-spec.html).</summary>
/// <param name="Fields">The weights of all fields, arguments included, each as often as it is resolved.</param>
/// <param name="Types">The weights of the types of all values, each as often as it is returned.</param>
public readonly record struct Cost(double Fields, double Types)
{
    // The largest number up to which JSON's numbers are exact everywhere; nested pages can pass any limit.
    private const double Max = 9_007_199_254_740_991;

    /// <summary>Both together: what limits are compared with.</summary>
    public double Total => Math.Min(Fields + Types, Max);

    public static Cost operator +(Cost left, Cost right) => new(left.Fields + right.Fields, left.Types + right.Types);

    public static Cost operator *(double times, Cost cost) =>
        times == 0 ? default : new Cost(times * cost.Fields, times * cost.Types);

    internal Cost Bounded() => new(Math.Min(Fields, Max), Math.Min(Types, Max));
}
