using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Tests.Support;

/// <summary>
/// A store that keeps everything in dictionaries, under <see cref="RefusalPolicy.Skip"/> only: enough to see what an
/// importer says, and simple enough to be right by reading.
/// </summary>
internal sealed class MemoryGraphStore : IGraphStore
{
    private readonly Dictionary<string, NodeRecord> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<(EdgeType, string, string), EdgeRecord> _links = [];
    private readonly Dictionary<string, EdgeRecord> _interactions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _sequence;

    public IReadOnlyDictionary<string, NodeRecord> Nodes => _nodes;

    public IReadOnlyCollection<EdgeRecord> Links => _links.Values;

    public IReadOnlyDictionary<string, EdgeRecord> Interactions => _interactions;

    /// <summary>The links of one type.</summary>
    public IEnumerable<EdgeRecord> LinksOf(EdgeType type) => _links.Values.Where(link => link.Type == type);

    /// <summary>The interactions of one type.</summary>
    public IEnumerable<EdgeRecord> InteractionsOf(EdgeType type) => _interactions.Values.Where(it => it.Type == type);

    public EdgeRecord Link(EdgeType type, string from, string to) => _links[(type, from, to)];

    public ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default) => new(_sequence);

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default)
    {
        if (request.OnRefusal != RefusalPolicy.Skip) throw new NotSupportedException("Importers skip what is refused.");
        if (request.Commands.Count > Limits.CommandsPerCommitMax) throw new ArgumentException("Too many commands.");
        lock (_lock)
        {
            _sequence++;
            return new(new CommitResult(_sequence, [.. request.Commands.Select(Apply)]));
        }
    }

    public IAsyncEnumerable<Commit> ReadChangesAsync(long after, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Kept is the state, not the log.");

    public ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Kept is the state, not the log.");

    public ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default) => new(new Scan(this));

    public ValueTask DisposeAsync() => default;

    private Outcome Apply(Command command) => command switch
    {
        UpsertNode upsert => Apply(upsert),
        PutLink { Link: var link } => EndsOf(link)
            ?? Put(_links, (link.Type, link.From, link.To!), link),
        RecordInteraction { Interaction: var event_ } => EndsOf(event_) ?? Apply(event_),
        _ => throw new NotSupportedException($"No importer sends {command.GetType().Name}."),
    };

    private Outcome Apply(UpsertNode upsert)
    {
        if (!_nodes.TryGetValue(upsert.Node.Id, out var old)) return Put(_nodes, upsert.Node.Id, upsert.Node);
        if (old.Kind != upsert.Node.Kind) return Refuse(ErrorCodes.WrongKind, upsert.Node.Id);
        var values = (PropertyValue[])old.Values.Clone();
        for (var index = 0; index < values.Length; index++)
            if ((upsert.Set & (1UL << index)) != 0) values[index] = upsert.Node.Values[index];
        return Put(_nodes, old.Id, old with { Values = values });
    }

    private Outcome Apply(EdgeRecord interaction)
    {
        var id = interaction.Id!;
        if (!_interactions.TryGetValue(id, out var old)) return Put(_interactions, id, interaction);
        return AreEqual(old, interaction) ? new(OutcomeKind.Unchanged) : Refuse(ErrorCodes.InteractionIdTaken, id);
    }

    private Outcome? EndsOf(EdgeRecord edge)
    {
        if (!_nodes.ContainsKey(edge.From)) return Refuse(ErrorCodes.NodeNotFound, edge.From, "from");
        if (edge.To is null || _nodes.ContainsKey(edge.To)) return null;
        return Refuse(ErrorCodes.NodeNotFound, edge.To, "to");
    }

    private static Outcome Put<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
        where TValue : notnull
    {
        var kind = !table.TryGetValue(key, out var old) ? OutcomeKind.Created
            : AreEqual(old, value) ? OutcomeKind.Unchanged
            : OutcomeKind.Changed;
        table[key] = value;
        return new(kind);
    }

    private static bool AreEqual(object left, object right) => (left, right) switch
    {
        (NodeRecord one, NodeRecord two) => one.Kind == two.Kind && one.Values.SequenceEqual(two.Values),
        (EdgeRecord one, EdgeRecord two) =>
            one with { Values = two.Values } == two && one.Values.SequenceEqual(two.Values),
        _ => false,
    };

    private static Outcome Refuse(string code, string id, string? property = null) =>
        new(OutcomeKind.Refused, new Refusal(code, $"refused because of {id}", property));

    private sealed class Scan(MemoryGraphStore store) : GraphScan
    {
        public override long Sequence => store._sequence;

        public override async IAsyncEnumerable<NodeRecord> ReadNodesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            foreach (var node in store._nodes.Values.OrderBy(node => (node.Kind, Key(node.Id)))) yield return node;
        }

        public override async IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            foreach (var link in store._links.Values.OrderBy(link => (link.Type, Key(link.From), Key(link.To!))))
                yield return link;
            foreach (var interaction in store._interactions.Values.OrderBy(it => (it.At, Key(it.Id!))))
                yield return interaction;
        }

        public override ValueTask DisposeAsync() => default;

        // Hexadecimal digits sort as the bytes do.
        private static string Key(string id) => Convert.ToHexString(Encoding.UTF8.GetBytes(id));
    }
}
