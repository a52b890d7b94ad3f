using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.Api;

/// <summary>The files of `schema/`, which the assembly carries: a published program needs no folder.</summary>
public static class SchemaSources
{
    private const string Folder = "schema/";

    /// <summary>All files, in the order of their names; a source is named by its path in the repository.</summary>
    public static IReadOnlyList<Source> Read()
    {
        var assembly = typeof(SchemaSources).Assembly;
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        return [.. names.Order(StringComparer.Ordinal).Select(name => new Source(ReadBytes(assembly, name), name))];
    }

    private static byte[] ReadBytes(System.Reflection.Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
