using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// The community as walks see it, through its reader: steps are those of <see cref="WalkRelations"/>, and an entry's
/// weight is what its edge says, less the longer ago it was.
/// <para>
/// What an interaction says, aged to a fixed day, is noted beside its entry the first time: from then on a row is read
/// from two arrays side by side, and all of it aged to now by one factor. For one thread.
/// </para>
/// </summary>
internal sealed class ReaderRows : IWalkRows
{
    /// <summary>The half-life that notes are made with; with another one nothing is noted.</summary>
    public const double NotedHalfLifeDays = 365;

    // Any day would do, within a hundred half-lives of now: so far powers of two reach.
    private const int NotedHalfLivesMax = 100;
    private static readonly long NotedDay = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly object NotesKey = new();

    private readonly GraphReader _reader;
    private readonly IntegerColumn _times;
    private readonly NumberColumn _likes;
    private readonly NumberColumn _ratings;
    private readonly NumberColumn _confidences;
    private readonly long _now;
    private readonly double _perTick;
    private readonly bool _isNoted;

    // From the fixed day to now: what a noted 1 counts, and what is noted of a weight of 1 now.
    private readonly double _unit;
    private readonly float _one;
    private int[] _draws = [];

    /// <param name="reader">What may be seen.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="halfLifeDays">After so many days what somebody did counts half.</param>
    public ReaderRows(GraphReader reader, long now, double halfLifeDays)
    {
        (_reader, _now) = (reader, now);
        _perTick = 1 / (halfLifeDays * TimeSpan.TicksPerDay);
        _isNoted = halfLifeDays == NotedHalfLifeDays;
        _unit = _isNoted
            ? double.Exp2(Math.Clamp((NotedDay - now) * _perTick, -NotedHalfLivesMax, NotedHalfLivesMax))
            : 1;
        _one = (float)(1 / _unit);
        _times = reader.EdgeTimes;
        _likes = reader.EdgeNumbers(EdgeType.Liked, "value");
        _ratings = reader.EdgeNumbers(EdgeType.Rated, "value");
        _confidences = reader.EdgeNumbers(EdgeType.About, "confidence");
    }

    /// <inheritdoc/>
    public WalkRow Read(int step, int node, int entriesMax, ref SplitMix random, WalkBuffer buffer)
    {
        var set = WalkRelations.All[step];
        var degree = Degree(set, node);
        buffer.Clear();
        if (degree == 0) return default;
        var unit = set.First.IsOfInteractions ? _unit : 1;
        if (degree > entriesMax)
        {
            // By what it is: the order in which nodes are met may differ where topics are.
            var own = Fork(random, set, node, degree);
            if (IsUnordered(set)) AddDrawn(set, node, entriesMax, own, buffer);
            else AddAt(set, node, Draw(entriesMax, degree, own), buffer);
        }
        else
        {
            foreach (var relation in set.Relations) AddAll(relation, node, buffer);
        }

        return new WalkRow(buffer.Nodes, buffer.Weights, degree, unit);
    }

    /// <summary>
    /// Notes all of a node's interactions along a step, and counts them: what the first to read them would do.
    /// </summary>
    public void Note(int step, int node)
    {
        var set = WalkRelations.All[step];
        Degree(set, node);
        foreach (var relation in set.Relations)
        {
            var entries = _reader.Follow(relation, node, NotesKey).GetEnumerator();
            while (entries.MoveNext()) Noted(ref entries, isAhead: false);
        }
    }

    /// <summary>How many entries a node's row has along a step.</summary>
    public int Degree(int step, int node) => Degree(WalkRelations.All[step], node);

    /// <summary>What an edge says for its target, 0 for nothing.</summary>
    public float WeightOf(int edge)
    {
        var type = _reader.TypeOf(edge);
        switch (type)
        {
            case EdgeType.About:
                var confidence = _confidences[edge];
                return double.IsNaN(confidence) ? 1 : (float)confidence;
            case < EdgeType.Viewed:
                // Links between items stand as long as they are there.
                return type is EdgeType.Authored or EdgeType.ContributedTo or EdgeType.InterestedIn or EdgeType.Follows
                    ? InteractionWeights.Of(type)
                    : 1;
            default:
                // What lies ahead of now counts as if it were now: clocks differ.
                return (float)(Said(edge, type) * double.Exp2(-Math.Max(0, _now - _times[edge]) * _perTick));
        }
    }

    private int Degree(RelationSet set, int node) =>
        set.Relations.Length == 1 ? _reader.Degree(set.First, node) : _reader.Degree(set, node);

    // Topics come in no order: to draw the same ones each time they are put in one.
    private static bool IsUnordered(RelationSet set) => set.First.Neighbour == NodeKind.Topic;

    private void AddAll(Relation relation, int node, WalkBuffer buffer)
    {
        if (!_isNoted || !relation.IsOfInteractions)
        {
            foreach (var (neighbour, edge) in _reader.Follow(relation, node))
                Add(neighbour, neighbour < 0 ? 0 : WeightOf(edge), edge, node, buffer);
            return;
        }

        var entries = _reader.Follow(relation, node, NotesKey).GetEnumerator();
        if (!entries.MoveNext()) return;
        var isAhead = IsAhead(ref entries);
        do AddNoted(ref entries, isAhead, node, buffer);
        while (entries.MoveNext());
    }

    private void AddAt(RelationSet set, int node, ReadOnlySpan<int> draws, WalkBuffer buffer)
    {
        var (start, draw) = (0, 0);
        foreach (var relation in set.Relations)
        {
            var end = start + (set.Relations.Length == 1 ? int.MaxValue : _reader.Degree(relation, node));
            if (draw == draws.Length) return;
            if (draws[draw] >= end || end == start)
            {
                start = end;
                continue;
            }

            var isNoted = _isNoted && relation.IsOfInteractions;
            var entries = isNoted
                ? _reader.Follow(relation, node, NotesKey).GetEnumerator()
                : _reader.Follow(relation, node).GetEnumerator();
            entries.MoveNext();
            var isAhead = isNoted && IsAhead(ref entries);
            for (var at = start; draw < draws.Length && draws[draw] < end; draw++)
            {
                if (draws[draw] > at && !entries.MoveNext(draws[draw] - at)) return;
                at = draws[draw];
                if (isNoted) AddNoted(ref entries, isAhead, node, buffer);
                else Add(entries.Current.Neighbour, WeightOf(entries.Current.Edge), entries.Current.Edge, node, buffer);
            }

            start = end;
        }
    }

    // From each of as many equal parts the entry at the same place of chance; ascending.
    private ReadOnlySpan<int> Draw(int draws, int degree, SplitMix random)
    {
        if (_draws.Length < draws) _draws = new int[draws];
        var (place, part) = (random.NextDouble(), (double)degree / draws);
        for (var draw = 0; draw < draws; draw++) _draws[draw] = Math.Min(degree - 1, (int)((draw + place) * part));
        return _draws.AsSpan(0, draws);
    }

    // Another sequence for each row: by what is noted of its first entry, which is at hand, or else by the node's id.
    private SplitMix Fork(SplitMix random, RelationSet set, int node, int degree)
    {
        if (_isNoted && set.Relations.Length == 1 && set.First.IsOfInteractions)
        {
            var entries = _reader.Follow(set.First, node, NotesKey).GetEnumerator();
            if (entries.MoveNext())
            {
                var first = BitConverter.SingleToUInt32Bits(Noted(ref entries, isAhead: false));
                return random.Fork(((ulong)first << 32) | (uint)degree);
            }
        }

        return random.Fork(_reader.Ids.Token(node));
    }

    private void AddDrawn(RelationSet set, int node, int entriesMax, SplitMix random, WalkBuffer buffer)
    {
        var entries = new List<(int Node, int Edge)>();
        foreach (var relation in set.Relations)
        {
            foreach (var entry in _reader.Follow(relation, node)) entries.Add(entry);
        }

        entries.Sort((left, right) =>
            _reader.Ids.Token(left.Node).SequenceCompareTo(_reader.Ids.Token(right.Node)));
        for (var draw = 0; draw < entriesMax; draw++)
        {
            var (neighbour, edge) = entries[random.Stratified(draw, entriesMax, entries.Count)];
            buffer.Add(neighbour, WeightOf(edge), edge);
        }
    }

    // An interaction without a target leads nowhere, and is an entry all the same.
    private static void Add(int neighbour, float weight, int edge, int node, WalkBuffer buffer)
    {
        if (neighbour >= 0) buffer.Add(neighbour, weight, edge);
        else buffer.Add(node, 0, edge);
    }

    private void AddNoted(ref GraphReader.NeighbourEnumerator entries, bool isAhead, int node, WalkBuffer buffer)
    {
        var neighbour = entries.Neighbour;
        // The edge lies in another array, and is not read where nobody wants it.
        var weight = entries.HasNotes && !isAhead ? entries.Note : float.NaN;
        if (float.IsNaN(weight)) weight = Noted(ref entries, isAhead);
        Add(neighbour, weight, buffer.KeepsEdges ? entries.Current.Edge : -1, node, buffer);
    }

    // What was done ahead of now stands first, and says more than 1 does now, or nothing at all.
    private bool IsAhead(ref GraphReader.NeighbourEnumerator entries)
    {
        var edge = entries.Current.Edge;
        var noted = Noted(ref entries, isAhead: false);
        return (noted <= 0 || noted > _one) && _times[edge] > _now;
    }

    private float Noted(ref GraphReader.NeighbourEnumerator entries, bool isAhead)
    {
        var edge = entries.Current.Edge;
        if (isAhead && _times[edge] > _now) return (float)(Said(edge, _reader.TypeOf(edge)) / _unit);
        if (!entries.HasNotes) return Aged(edge);
        ref var note = ref entries.Note;
        if (float.IsNaN(note)) note = Aged(edge);
        return note;
    }

    private float Aged(int edge) =>
        (float)(Said(edge, _reader.TypeOf(edge)) * double.Exp2((_times[edge] - NotedDay) * _perTick));

    private double Said(int edge, EdgeType type) => type switch
    {
        EdgeType.Liked => InteractionWeights.Of(type, double.IsNaN(_likes[edge]) ? 1 : _likes[edge]),
        EdgeType.Rated => InteractionWeights.Of(type, _ratings[edge]),
        _ => InteractionWeights.Of(type),
    };
}
