using KnowledgeGraph.EndToEnd.Tests.Neo4j;
using Xunit;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>A fact of the contract of stores on a real Neo4j; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute
{
    public StoreFactAttribute() => Skip = Neo4jProgram.Missing;
}

/// <summary>A theory of the contract of stores on a real Neo4j.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreTheoryAttribute : TheoryAttribute
{
    public StoreTheoryAttribute() => Skip = Neo4jProgram.Missing;
}
