using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.ReadModel.Masks;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// The community at one number of the change log: immutable, complete, to be shared between threads. What it holds is
/// read through a <see cref="GraphReader"/>. Ordinals mean something only within it; ids are what may leave it.
/// </summary>
public sealed class GraphSnapshot
{
    private Lazy<SearchVersion> _search;

    internal GraphSnapshot(
        long sequence, long committedAt, NodeTable nodes, EdgeTable edges, Adjacency[] relations,
        WantedClasses? wanted = null, NodeMask[]? masks = null, KeptSums? sums = null)
    {
        Sequence = sequence;
        CommittedAt = committedAt;
        Nodes = nodes;
        Edges = edges;
        Rows = relations;
        Sums = new KeptSums(relations, sums);
        Masks = new MaskSet(this, wanted, masks);
        _search = new(() => SearchProjection.Build(this));
    }

    /// <summary>The community before anything happened.</summary>
    public static GraphSnapshot Empty() => new FullBuild().Build(0, 0);

    /// <summary>The number of the last commit that it holds.</summary>
    public long Sequence { get; }

    /// <summary>When that commit was made, as UTC ticks; 0 where nobody knows.</summary>
    public long CommittedAt { get; }

    public int NodeCount => Nodes.Count;

    public int EdgeCount => Edges.Count;

    /// <summary>
    /// The share that is dead of ordinals or of text bytes, whichever is larger; 0 below <paramref name="deadMin"/>
    /// ordinals and 1,024 times as many bytes.
    /// </summary>
    internal double DeadShare(int deadMin)
    {
        var dead = Nodes.DeadCount + Edges.DeadCount;
        var ordinals = dead < deadMin ? 0 : (double)dead / (dead + NodeCount + EdgeCount);
        var deadBytes = Nodes.Texts.WrittenBytes - Nodes.Texts.LiveBytes;
        var texts = deadBytes < deadMin * 1024L ? 0 : (double)deadBytes / Nodes.Texts.WrittenBytes;
        return Math.Max(ordinals, texts);
    }

    /// <summary>Bytes held by each part; texts with the room in which they grow.</summary>
    public IReadOnlyList<(string Part, long Bytes)> Memory =>
    [
        ("texts", Nodes.Texts.Arrays.Sum(array => (long)array.Length)),
        ("node ids and orders", Nodes.Ids.Bytes + Nodes.Index.Slots.Bytes + Nodes.OrderKeys.Bytes + (4L * NodeCount)),
        ("node properties", Nodes.Properties.Sum(set => set.Bytes)),
        ("derived", Nodes.Excerpts.Bytes + Nodes.Scores.Bytes + Nodes.ViewCounts.Bytes
            + Nodes.RatingSums.Bytes + Nodes.Ratings.Bytes),
        ("edges", Edges.From.Bytes + Edges.To.Bytes + Edges.Times.Bytes + Edges.Ids.Bytes),
        ("edge properties", Edges.Properties.Sum(set => set?.Bytes ?? 0)),
        ("adjacency", Rows.Sum(rows => rows.Bytes)),
    ];

    internal NodeTable Nodes { get; }

    internal EdgeTable Edges { get; }

    /// <summary>What each class of readers sees.</summary>
    internal MaskSet Masks { get; }

    /// <summary>The search index; made at the first use, unless it came from the version before.</summary>
    internal SearchVersion Search => _search.Value;

    /// <summary>Gives the version its index, before it is published.</summary>
    internal void Attach(SearchVersion search) => _search = new(search);

    /// <summary>By relation.</summary>
    internal Adjacency[] Rows { get; }

    /// <summary>How long rows of several relations are together.</summary>
    internal KeptSums Sums { get; }

    /// <summary>The id of the node into which the one of that id was merged; null for every other id.</summary>
    public string? MergedInto(string id)
    {
        Span<byte> raw = stackalloc byte[Limits.IdBytesMax];
        if (!Encoding.UTF8.TryGetBytes(id, raw, out var length)) return null;
        byte[] scratch = [];
        if (Nodes.Find(raw[..length]) is not (>= 0 and var node)) return null;
        var found = Nodes.Texts.Raw(Nodes.Ids[node], ref scratch);
        return found.SequenceEqual(raw[..length]) ? null : Encoding.UTF8.GetString(found);
    }

    /// <summary>Looks at everything that must be true of a version; for tests.</summary>
    /// <exception cref="InvalidOperationException">Something is not; the message names it.</exception>
    internal void CheckInvariants() => Invariants.Check(this);

    /// <summary>
    /// Opens the one door for a request: what is read through it is the graph without the nodes that the viewer may
    /// not see. The first viewer of its class waits for the class's mask, for later versions too.
    /// </summary>
    public GraphReader Read(Viewer viewer) => new(this, viewer, Masks.Of(viewer));
}
