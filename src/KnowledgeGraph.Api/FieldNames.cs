using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api;

/// <summary>How the schema's names follow from the tables' names.</summary>
internal static class FieldNames
{
    /// <summary>`codeRepository` for CodeRepository.</summary>
    public static string Singular(NodeKindDefinition kind) => Camel(kind.Name);

    /// <summary>`codeRepositories` for CodeRepository.</summary>
    public static string Plural(NodeKindDefinition kind)
    {
        var singular = Singular(kind);
        return singular.EndsWith('y') ? singular[..^1] + "ies" : singular + "s";
    }

    /// <summary>`VIEW_COUNT` for `viewCount`.</summary>
    public static string EnumValue(string property) => string.Concat(
        property.Select(letter => char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
