namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>What the rules look at, and where they say what they find.</summary>
internal sealed record SchemaContext(
    SchemaDocument Document, TypeFactory Factory, RootTypes Roots, SchemaErrors Errors);
