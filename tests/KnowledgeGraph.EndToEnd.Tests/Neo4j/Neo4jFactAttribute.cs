using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>A test on a real Neo4j; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Neo4jFactAttribute : FactAttribute
{
    public Neo4jFactAttribute() => Skip = Neo4jProgram.Missing;
}
