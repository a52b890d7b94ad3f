using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>Documents that hold all that the grammar knows, in the folder Documents.</summary>
internal static class SampleDocument
{
    private static readonly string[] All = [Read("executable"), Read("type-system")];

    public static string Read(string name) =>
        File.ReadAllText(Repository.PathOf($"tests/KnowledgeGraph.Tests/GraphQL/Language/Documents/{name}.graphql"));

    /// <summary>One of them, or some consecutive lines of it.</summary>
    public static string Any(Random random)
    {
        var document = All[random.Next(All.Length)];
        if (random.Next(4) == 0) return document;
        var parts = document.Split("\n\n");
        var start = random.Next(parts.Length);
        return string.Join("\n\n", parts[start..random.Next(start + 1, Math.Min(parts.Length, start + 4) + 1)]);
    }
}
