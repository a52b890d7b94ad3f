using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>
/// Carries out requests on a <see cref="WorkingGraph"/>: the outcomes, and the changes for the log. For the writer
/// alone.
/// </summary>
internal sealed class RequestEvaluator(WorkingGraph graph, int commitBytesMax)
{
    private readonly ByteWriter _log = new();
    private List<Change> _changes = [];

    /// <summary>What a request did.</summary>
    /// <param name="Outcomes">One for each command.</param>
    /// <param name="Changes">What it changed, in order; empty for nothing.</param>
    /// <param name="Log">The same as the log keeps it.</param>
    public readonly record struct Evaluated(Outcome[] Outcomes, IReadOnlyList<Change> Changes, byte[] Log);

    public Evaluated Evaluate(CommitRequest request)
    {
        _log.Clear();
        _changes = new List<Change>(request.Commands.Count);
        var outcomes = new Outcome[request.Commands.Count];
        var refused = false;
        for (var index = 0; index < outcomes.Length; index++)
        {
            var start = _log.Length;
            outcomes[index] = Apply(request.Commands[index]);
            if (outcomes[index].Kind is OutcomeKind.Unchanged or OutcomeKind.Refused) _log.Truncate(start);
            refused |= outcomes[index].Kind == OutcomeKind.Refused;
        }
        if (refused && request.OnRefusal == RefusalPolicy.RefuseAll)
        {
            graph.UndoRequest();
            foreach (ref var outcome in outcomes.AsSpan())
            {
                if (outcome.Kind != OutcomeKind.Refused) outcome = new Outcome(OutcomeKind.Undone);
            }
            return new Evaluated(outcomes, [], []);
        }
        graph.EndRequest();
        return new Evaluated(outcomes, _changes, _changes.Count == 0 ? [] : _log.Written.ToArray());
    }

    private Outcome Apply(Command command) => command switch
    {
        CreateNode create => Create(create.Node),
        UpsertNode upsert => Upsert(upsert),
        UpdateNode update => Update(update),
        DeleteNode delete => Delete(delete.Id),
        PutLink put => Put(put.Link),
        RemoveLink remove => Remove(remove),
        RecordInteraction record => Record(record.Interaction),
        RemoveInteraction remove => Remove(remove),
        _ => throw new InvalidOperationException($"No such command: {command.GetType().Name}."),
    };

    private Outcome Create(NodeRecord node)
    {
        if (graph.IsErased(node.Id)) return Refuse(StoreRefusals.Erased(node.Id));
        var cell = graph.Node(node.Id);
        var start = _log.Length;
        node = Verification.Settle(node);
        ChangeCodec.WriteNodePut(_log, node);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(commitBytesMax));
        if (cell.Now.IsThere) return Refuse(StoreRefusals.NodeExists(node.Id));
        return Created(cell, node, start);
    }

    private Outcome Upsert(UpsertNode command)
    {
        if (graph.IsErased(command.Node.Id)) return Refuse(StoreRefusals.Erased(command.Node.Id));
        var cell = graph.Node(command.Node.Id);
        if (cell.Now.IsThere) return Merge(cell, command.Node, command.Set);
        var missing = CommandRules.MissingProperties(command.Node);
        if (missing.Count > 0) return new Outcome(missing);
        var start = _log.Length;
        var settled = Verification.Settle(command.Node);
        ChangeCodec.WriteNodePut(_log, settled);
        return TooLarge() ? Refuse(StoreRefusals.TooLarge(commitBytesMax)) : Created(cell, settled, start);
    }

    private Outcome Created(NodeCell cell, NodeRecord node, int start)
    {
        ChangeCodec.MarkCreated(_log, start);
        graph.Set(cell, node);
        return Done(OutcomeKind.Created, new NodePut(node) { IsNew = true });
    }

    private Outcome Update(UpdateNode command)
    {
        var cell = graph.Node(command.Node.Id);
        if (cell.Now.IsThere && StoreRefusals.Conflict(command, cell.Now.Record!.Values) is { } conflict)
            return Refuse(conflict);
        return cell.Now.IsThere
            ? Merge(cell, command.Node, command.Set)
            : Refuse(StoreRefusals.NodeNotFound(command.Node.Id, "id"));
    }

    private Outcome Merge(NodeCell cell, NodeRecord node, ulong set)
    {
        var old = cell.Now.Record!;
        PropertyValue[]? values = null;
        for (var index = 0; index < old.Values.Length; index++)
        {
            if ((set & (1UL << index)) == 0 || old.Values[index] == node.Values[index]) continue;
            values ??= [.. old.Values];
            values[index] = node.Values[index];
        }
        if (values is null) return new Outcome(OutcomeKind.Unchanged);
        values = Verification.Settle(node.Kind, old.Values, values, set);
        if (values.AsSpan().SequenceEqual(old.Values)) return new Outcome(OutcomeKind.Unchanged);
        var merged = old with { Values = values };
        ChangeCodec.WriteNodePut(_log, merged);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(commitBytesMax));
        graph.Set(cell, merged);
        return Done(OutcomeKind.Changed, new NodePut(merged));
    }

    private Outcome Delete(string id)
    {
        var cell = graph.Node(id);
        if (!cell.Now.IsThere) return Refuse(StoreRefusals.NodeNotFound(id, "id"));
        var access = cell.Now.Record is { } record ? RecordJson.AccessOf(record) : null;
        var deleted = new NodeDeleted(id) { Access = access };
        ChangeCodec.Write(_log, deleted);
        graph.Set(cell, null);
        return Done(OutcomeKind.Deleted, deleted);
    }

    private Outcome Put(EdgeRecord link)
    {
        if (EndsNotFound(link) is { } refused) return refused;
        var cell = graph.Link(link.Type, link.From, link.To!);
        var old = graph.Current(cell);
        if (old is not null && Same(old, link)) return new Outcome(OutcomeKind.Unchanged);
        ChangeCodec.WriteLinkPut(_log, link);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(commitBytesMax));
        graph.Set(cell, link);
        return Done(old is null ? OutcomeKind.Created : OutcomeKind.Changed, new LinkPut(link));
    }

    private Outcome Remove(RemoveLink command)
    {
        var cell = graph.Link(command.Type, command.From, command.To);
        if (graph.Current(cell) is null) return new Outcome(OutcomeKind.Unchanged);
        ChangeCodec.WriteLinkRemoved(_log, command.Type, command.From, command.To);
        graph.Set(cell, null);
        return Done(OutcomeKind.Deleted, new LinkRemoved(command.Type, command.From, command.To));
    }

    private Outcome Record(EdgeRecord interaction)
    {
        if (EndsNotFound(interaction) is { } refused) return refused;
        var cell = graph.Interaction(interaction.Id!);
        if (graph.Current(cell) is { } old)
        {
            return old.Type == interaction.Type && old.From == interaction.From && old.To == interaction.To &&
                Same(old, interaction)
                    ? new Outcome(OutcomeKind.Unchanged)
                    : Refuse(StoreRefusals.InteractionIdTaken(interaction.Id!));
        }
        ChangeCodec.WriteInteractionRecorded(_log, interaction);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(commitBytesMax));
        graph.Set(cell, interaction);
        return Done(OutcomeKind.Created, new InteractionRecorded(interaction));
    }

    private Outcome Remove(RemoveInteraction command)
    {
        var cell = graph.Interaction(command.Id);
        if (graph.Current(cell) is not { } old) return new Outcome(OutcomeKind.Unchanged);
        ChangeCodec.WriteInteractionRemoved(_log, old);
        graph.Set(cell, null);
        return Done(OutcomeKind.Deleted, new InteractionRemoved(old));
    }

    private Outcome? EndsNotFound(EdgeRecord edge)
    {
        var hasSource = graph.Node(edge.From).Now.IsThere;
        var hasTarget = edge.To is null || graph.Node(edge.To).Now.IsThere;
        if (hasSource && hasTarget) return null;
        var refusals = new List<Refusal>(2);
        if (!hasSource) refusals.Add(StoreRefusals.NodeNotFound(edge.From, "from"));
        if (!hasTarget) refusals.Add(StoreRefusals.NodeNotFound(edge.To!, "to"));
        return new Outcome(refusals);
    }

    private static bool Same(EdgeRecord left, EdgeRecord right) =>
        left.At == right.At && left.Values.AsSpan().SequenceEqual(right.Values);

    private bool TooLarge() => _log.Length > commitBytesMax;

    private Outcome Done(OutcomeKind kind, Change change)
    {
        _changes.Add(change);
        return new Outcome(kind);
    }

    private static Outcome Refuse(Refusal refusal) => new(OutcomeKind.Refused, refusal);
}
