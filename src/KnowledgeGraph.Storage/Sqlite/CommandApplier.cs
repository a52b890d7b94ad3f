using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Records;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// Carries out requests inside the transaction that is open: the tables, the entry of the log, the outcomes. A command
/// is checked before it writes, so that a refused one leaves nothing behind. For the writer's thread alone.
/// </summary>
internal sealed class CommandApplier(GraphTables tables, PeopleTables people, SqliteStoreOptions options)
{
    // The entry of the log that is being made. Tables are given slices of it: each thing is encoded once.
    private readonly ByteWriter _log = new();
    private List<Change> _changes = [];

    /// <summary>What a request did: its result, and its entry in the log, null where it changed nothing.</summary>
    public readonly record struct Applied(CommitResult Result, Commit? Commit, int LogBytes);

    /// <param name="request">What to carry out.</param>
    /// <param name="last">The number of the last entry of the log.</param>
    public Applied Apply(CommitRequest request, long last)
    {
        if (request.ExpectedSequence is { } expected && expected != last)
        {
            var overtaken = StoreRefusals.Overtaken(request.Commands.Count);
            return new Applied(new CommitResult(last, overtaken), null, 0);
        }

        _log.Clear();
        _changes = new List<Change>(request.Commands.Count);
        var outcomes = new Outcome[request.Commands.Count];
        // A single command that is refused has written nothing, and skipped ones neither.
        var undoable = request.OnRefusal == RefusalPolicy.RefuseAll && outcomes.Length > 1;
        if (undoable) tables.BeginRequest();

        var refused = false;
        for (var index = 0; index < outcomes.Length; index++)
        {
            outcomes[index] = Apply(request.Commands[index]);
            refused |= outcomes[index].Kind == OutcomeKind.Refused;
        }

        if (undoable && refused)
        {
            tables.UndoRequest();
            _changes.Clear();
            foreach (ref var outcome in outcomes.AsSpan())
            {
                if (outcome.Kind != OutcomeKind.Refused) outcome = new Outcome(OutcomeKind.Undone);
            }
        }
        else if (undoable)
        {
            tables.EndRequest();
        }

        if (_changes.Count == 0) return new Applied(new CommitResult(last, outcomes), null, 0);
        var commit = new Commit(last + 1, options.Time.GetUtcNow().UtcTicks, request.Actor, _changes);
        tables.AppendLog(commit.Sequence, commit.At, Encoding.UTF8.GetBytes(commit.Actor), _log.Written);
        people.Append(
            commit.At, commit.Actor, request.Audit ?? AuditStamp.None, commit.Sequence, _changes.Count,
            AuditTargets.Of(_changes));
        return new Applied(new CommitResult(commit.Sequence, outcomes), commit, _log.Length);
    }

    private Outcome Apply(Command command)
    {
        var start = _log.Length;
        var outcome = command switch
        {
            CreateNode create => Create(create.Node, start),
            UpsertNode upsert => Upsert(upsert, start),
            UpdateNode update => Update(update, start),
            DeleteNode delete => Delete(delete.Id, start),
            PutLink put => Put(put.Link),
            RemoveLink remove => Remove(remove),
            RecordInteraction record => Record(record.Interaction),
            RemoveInteraction remove => Remove(remove, start),
            _ => throw new InvalidOperationException($"No such command: {command.GetType().Name}."),
        };
        if (outcome.Kind is OutcomeKind.Unchanged or OutcomeKind.Refused) _log.Truncate(start);
        return outcome;
    }

    private Outcome Create(NodeRecord node, int start)
    {
        if (people.IsErased(node.Id)) return Refuse(StoreRefusals.Erased(node.Id));
        node = Verification.Settle(node);
        var parts = ChangeCodec.WriteNodePut(_log, node);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(options.CommitBytesMax));
        if (!tables.TryInsertNode(node.Id, _log.Slice(parts.Id), _log.Slice(parts.Values)))
            return Refuse(StoreRefusals.NodeExists(node.Id));
        return Created(node, start);
    }

    private Outcome Upsert(UpsertNode command, int start)
    {
        var node = command.Node;
        if (people.IsErased(node.Id)) return Refuse(StoreRefusals.Erased(node.Id));
        var settled = Verification.Settle(node);
        var parts = ChangeCodec.WriteNodePut(_log, settled);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(options.CommitBytesMax));
        // What cannot be created can still be merged into what is there.
        var missing = CommandRules.MissingProperties(node);
        if (missing.Count == 0 && tables.TryInsertNode(node.Id, _log.Slice(parts.Id), _log.Slice(parts.Values)))
            return Created(settled, start);

        if (!ReferenceEquals(settled, node))
        {
            _log.Truncate(start);
            parts = ChangeCodec.WriteNodePut(_log, node);
        }

        return Merge(node, command.Set, parts, start) ?? new Outcome(missing);
    }

    private Outcome Created(NodeRecord node, int start)
    {
        ChangeCodec.MarkCreated(_log, start);
        return Done(OutcomeKind.Created, new NodePut(node) { IsNew = true });
    }

    private Outcome Update(UpdateNode command, int start)
    {
        var parts = ChangeCodec.WriteNodePut(_log, command.Node);
        if (command.Expected is not null && FindConflict(command, parts) is { } conflict) return Refuse(conflict);
        return Merge(command.Node, command.Set, parts, start) ??
            Refuse(StoreRefusals.NodeNotFound(command.Node.Id, "id"));
    }

    private Refusal? FindConflict(UpdateNode command, ChangeCodec.Parts parts)
    {
        var isThere = tables.BeginReadNode(_log.Slice(parts.Id), out var data) != 0;
        var conflict = isThere
            ? StoreRefusals.Conflict(command, RecordCodec.Read(command.Node.Kind, data))
            : null;
        tables.EndReadNode();
        return conflict;
    }

    /// <summary>Sets properties of the node that is there; null where there is none.</summary>
    private Outcome? Merge(NodeRecord node, ulong set, ChangeCodec.Parts parts, int start)
    {
        var key = tables.BeginReadNode(_log.Slice(parts.Id), out var data);
        if (key == 0) return null;
        // Equal bytes are equal values: nothing to decode where somebody says again what is known.
        var values = data.SequenceEqual(_log.Slice(parts.Values)) ? null : RecordCodec.Read(node.Kind, data);
        tables.EndReadNode();

        PropertyValue[]? after = null;
        for (var index = 0; values is not null && index < values.Length; index++)
        {
            if ((set & (1UL << index)) == 0 || values[index] == node.Values[index]) continue;
            after ??= [.. values];
            after[index] = node.Values[index];
        }
        if (after is null) return new Outcome(OutcomeKind.Unchanged);
        after = Verification.Settle(node.Kind, values, after, set);
        if (after.AsSpan().SequenceEqual(values)) return new Outcome(OutcomeKind.Unchanged);

        var merged = new NodeRecord(node.Id, node.Kind, after);
        _log.Truncate(start);
        parts = ChangeCodec.WriteNodePut(_log, merged);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(options.CommitBytesMax));
        tables.UpdateNode(key, _log.Slice(parts.Values));
        return Done(OutcomeKind.Changed, new NodePut(merged));
    }

    private Outcome Delete(string id, int start)
    {
        var parts = ChangeCodec.WriteNodeDeleted(_log, id);
        var key = tables.BeginReadNode(_log.Slice(parts.Id), out var data);
        if (key == 0) return Refuse(StoreRefusals.NodeNotFound(id, "id"));
        var access = AccessOf(id, data);
        tables.EndReadNode();
        tables.DeleteNode(id, key);
        if (access is not null) ChangeCodec.AddAccess(_log, start, access);
        return Done(OutcomeKind.Deleted, new NodeDeleted(id) { Access = access });
    }

    private static string? AccessOf(string id, ReadOnlySpan<byte> data)
    {
        if (!NodeIds.TryGetKind(id, out var kind)) return null;
        var access = RecordCodec.Read(kind, data)[NodeKinds.Of(kind)["access"].Index];
        return access.IsNull ? null : access.AsText();
    }

    private Outcome Put(EdgeRecord link)
    {
        var parts = ChangeCodec.WriteLinkPut(_log, link);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(options.CommitBytesMax));
        var source = tables.FindNode(link.From, _log.Slice(parts.From));
        var target = tables.FindNode(link.To!, _log.Slice(parts.To));
        if (source == 0 || target == 0) return EndsNotFound(link, source, target);

        var values = _log.Slice(parts.Values);
        if (tables.TryInsertLink(link.Type, source, target, link.At, values))
            return Done(OutcomeKind.Created, new LinkPut(link));
        if (tables.LinkIs(link.Type, source, target, link.At, values)) return new Outcome(OutcomeKind.Unchanged);
        tables.UpdateLink(link.Type, source, target, link.At, values);
        return Done(OutcomeKind.Changed, new LinkPut(link));
    }

    private Outcome Remove(RemoveLink command)
    {
        var parts = ChangeCodec.WriteLinkRemoved(_log, command.Type, command.From, command.To);
        var source = tables.FindNode(command.From, _log.Slice(parts.From));
        var target = tables.FindNode(command.To, _log.Slice(parts.To));
        return source != 0 && target != 0 && tables.DeleteLink(command.Type, source, target)
            ? Done(OutcomeKind.Deleted, new LinkRemoved(command.Type, command.From, command.To))
            : new Outcome(OutcomeKind.Unchanged);
    }

    private Outcome Record(EdgeRecord interaction)
    {
        var parts = ChangeCodec.WriteInteractionRecorded(_log, interaction);
        if (TooLarge()) return Refuse(StoreRefusals.TooLarge(options.CommitBytesMax));
        var source = tables.FindNode(interaction.From, _log.Slice(parts.From));
        var target = interaction.To is null ? 0 : tables.FindNode(interaction.To, _log.Slice(parts.To));
        if (source == 0 || (target == 0 && interaction.To is not null))
            return EndsNotFound(interaction, source, target);

        var id = _log.Slice(parts.Id);
        var values = _log.Slice(parts.Values);
        var at = interaction.At!.Value;
        if (tables.TryInsertInteraction(id, interaction.Type, source, target, at, values))
            return Done(OutcomeKind.Created, new InteractionRecorded(interaction));
        return tables.InteractionIs(id, interaction.Type, source, target, at, values)
            ? new Outcome(OutcomeKind.Unchanged)
            : Refuse(StoreRefusals.InteractionIdTaken(interaction.Id!));
    }

    private Outcome Remove(RemoveInteraction command, int start)
    {
        var id = _log.Slice(_log.WriteText(command.Id));
        var removed = tables.DeleteInteraction(command.Id, id);
        _log.Truncate(start);
        if (removed is null) return new Outcome(OutcomeKind.Unchanged);
        ChangeCodec.WriteInteractionRemoved(_log, removed);
        return Done(OutcomeKind.Deleted, new InteractionRemoved(removed));
    }

    private static Outcome EndsNotFound(EdgeRecord edge, long source, long target)
    {
        var refusals = new List<Refusal>(2);
        if (source == 0) refusals.Add(StoreRefusals.NodeNotFound(edge.From, "from"));
        if (target == 0 && edge.To is not null) refusals.Add(StoreRefusals.NodeNotFound(edge.To, "to"));
        return new Outcome(refusals);
    }

    private bool TooLarge() => _log.Length > options.CommitBytesMax;

    private Outcome Done(OutcomeKind kind, Change change)
    {
        _changes.Add(change);
        return new Outcome(kind);
    }

    private static Outcome Refuse(Refusal refusal) => new(OutcomeKind.Refused, refusal);
}
