using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>The nodes of one response key, each with the deferred fragment that brings it.</summary>
internal sealed class FieldGroup
{
    private HashSet<FieldNode>? _anyhow;

    public List<FieldNode> Nodes { get; } = [];

    /// <summary>Of each node the innermost deferred fragment that it stands in, null for none.</summary>
    public List<DeferUsage?> Usages { get; } = [];

    /// <summary>Adds a node; one that comes anyhow needs not come with a deferred fragment as well.</summary>
    public void Add(FieldNode node, DeferUsage? usage)
    {
        if (usage is not null && (_anyhow ??= Anyhow()).Contains(node)) return;
        if (usage is null) _anyhow?.Add(node);
        Nodes.Add(node);
        Usages.Add(usage);
    }

    private HashSet<FieldNode> Anyhow() => [.. Nodes.Where((_, index) => Usages[index] is null)];
}

/// <summary>Fields by response key, in the order in which each key was first met.</summary>
internal sealed class FieldGroups
{
    private readonly Dictionary<string, FieldGroup> _byKey = [];

    public List<FieldGroup> All { get; } = [];

    public void Add(FieldNode field, DeferUsage? usage)
    {
        if (!_byKey.TryGetValue(field.ResponseKey, out var group))
        {
            group = new FieldGroup();
            _byKey.Add(field.ResponseKey, group);
            All.Add(group);
        }

        group.Add(field, usage);
    }
}
