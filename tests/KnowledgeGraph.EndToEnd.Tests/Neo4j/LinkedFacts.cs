using KnowledgeGraph.EndToEnd.Tests.Neo4j;

// Tests of other stores run here on a real Neo4j: their files are linked, and in their namespaces these attributes
// stand before xunit's own, so that they are skipped where there is no Neo4j.
namespace KnowledgeGraph.Tests.Storage
{
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class FactAttribute : Xunit.FactAttribute
    {
        public FactAttribute() => Skip = Neo4jProgram.Missing;
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class TheoryAttribute : Xunit.TheoryAttribute
    {
        public TheoryAttribute() => Skip = Neo4jProgram.Missing;
    }
}

namespace KnowledgeGraph.Tests.Api
{
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class FactAttribute : Xunit.FactAttribute
    {
        public FactAttribute() => Skip = Neo4jProgram.Missing;
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class TheoryAttribute : Xunit.TheoryAttribute
    {
        public TheoryAttribute() => Skip = Neo4jProgram.Missing;
    }
}
