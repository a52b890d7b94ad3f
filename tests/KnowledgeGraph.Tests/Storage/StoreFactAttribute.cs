using Xunit;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>A fact of the contract of stores; where a store may be absent, the project has another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>A theory of the contract of stores.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreTheoryAttribute : TheoryAttribute;
