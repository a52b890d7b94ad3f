using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Storage.People;

/// <summary>What an entry of the audit names of a commit, the same for every store.</summary>
public static class AuditTargets
{
    /// <summary>The nodes that the changes are about, in order, each once, up to the most there may be.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Change> changes)
    {
        var targets = new List<string>();
        foreach (var change in changes)
        {
            foreach (var id in IdsOf(change))
            {
                if (id is null || targets.Contains(id)) continue;
                targets.Add(id);
                if (targets.Count == AuditStamp.TargetsMax) return targets;
            }
        }

        return targets;
    }

    private static string?[] IdsOf(Change change) => change switch
    {
        NodePut put => [put.Node.Id],
        NodeDeleted deleted => [deleted.Id],
        LinkPut { Link: var link } => [link.From, link.To],
        LinkRemoved link => [link.From, link.To],
        InteractionRecorded { Interaction: var it } => [it.From, it.To],
        InteractionRemoved { Interaction: var it } => [it.From, it.To],
        _ => [],
    };
}
