using System.Globalization;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>Which releases of Neo4j will do.</summary>
internal static class Neo4jVersion
{
    /// <summary>The first with labels and relationship types as expressions in CREATE.</summary>
    public const string Least = "5.26";

    /// <summary>Whether a version, `5.26.24` or `2025.01.0`, is new enough.</summary>
    public static bool IsEnough(string version)
    {
        var parts = version.Split('.', '-');
        return parts.Length >= 2 &&
            int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) &&
            int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) &&
            (major > 5 || (major == 5 && minor >= 26));
    }
}
