using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>The nodes of one response key, each with the deferred fragment that brings it.</summary>
internal sealed class FieldGroup
{
    public List<FieldNode> Nodes { get; } = [];

    /// <summary>Of each node the innermost deferred fragment that it stands in, null for none.</summary>
    public List<DeferUsage?> Usages { get; } = [];

    /// <summary>Adds a node; one that comes anyhow needs not come with a deferred fragment as well.</summary>
    public void Add(FieldNode node, DeferUsage? usage)
    {
        for (var index = 0; usage is not null && index < Nodes.Count; index++)
        {
            if (Nodes[index] == node && (Usages[index] is null || Usages[index] == usage)) return;
        }

        Nodes.Add(node);
        Usages.Add(usage);
    }
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
