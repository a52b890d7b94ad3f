namespace KnowledgeGraph.Model;

/// <summary>Ids of nodes: `prefix:key`, where the prefix says the kind.</summary>
public static class NodeIds
{
    /// <summary>The id of the node of that kind with that key, which is not checked here.</summary>
    public static string Make(NodeKind kind, ReadOnlySpan<char> key) =>
        string.Concat(NodeKinds.Of(kind).IdPrefix, ":", key);

    /// <summary>The kind that an id names by what stands before its first colon; false where there is none.</summary>
    public static bool TryGetKind(ReadOnlySpan<char> id, out NodeKind kind)
    {
        foreach (var definition in NodeKinds.All)
        {
            var prefix = definition.IdPrefix;
            if (id.Length <= prefix.Length || id[prefix.Length] != ':') continue;
            if (!id.StartsWith(prefix, StringComparison.Ordinal)) continue;
            kind = definition.Kind;
            return true;
        }
        kind = default;
        return false;
    }

    /// <summary>What stands after the first colon; empty where there is none.</summary>
    public static ReadOnlySpan<char> Key(ReadOnlySpan<char> id)
    {
        var colon = id.IndexOf(':');
        return colon < 0 ? default : id[(colon + 1)..];
    }
}
