namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>What a change of a schema does to the clients that were written for it.</summary>
public enum ChangeSeverity
{
    /// <summary>No valid request becomes invalid, and none is answered otherwise.</summary>
    Safe,

    /// <summary>Requests stay valid, but may be answered in ways that a client does not expect.</summary>
    Dangerous,

    /// <summary>Requests that were valid may be refused, or answered with other types.</summary>
    Breaking,
}

/// <summary>One difference between two schemas.</summary>
/// <param name="Severity">What it does to clients.</param>
/// <param name="Coordinate">
/// What changed, as a schema coordinate (https://spec.graphql.org/September2025/#sec-Schema-Coordinates); a removed
/// element's in the old schema, any other's in the new one; `schema` for the schema itself.
/// </param>
/// <param name="Description">What changed in words; for what graphql-js knows too, its words.</param>
public sealed record SchemaChange(ChangeSeverity Severity, string Coordinate, string Description);
