namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What is executed later of the objects of a selection: the fields that the same deferred fragments bring. Immutable.
/// </summary>
/// <param name="Usages">The fragments; the part is delivered with the first of them that is complete.</param>
/// <param name="Selection">The fields.</param>
internal sealed record DeferredPlan(DeferUsage[] Usages, SelectionPlan Selection);
