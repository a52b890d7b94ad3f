using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// The community as walks see it, through its reader: steps are those of <see cref="WalkRelations"/>, and an entry's
/// weight is what its edge says, less the longer ago it was. For one thread.
/// </summary>
internal sealed class ReaderRows : IWalkRows
{
    private readonly GraphReader _reader;
    private readonly IntegerColumn _times;
    private readonly NumberColumn _likes;
    private readonly NumberColumn _ratings;
    private readonly NumberColumn _confidences;
    private readonly long _now;
    private readonly double _perTick;

    /// <param name="reader">What may be seen.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="halfLifeDays">After so many days what somebody did counts half.</param>
    public ReaderRows(GraphReader reader, long now, double halfLifeDays)
    {
        (_reader, _now) = (reader, now);
        _perTick = 1 / (halfLifeDays * TimeSpan.TicksPerDay);
        _times = reader.EdgeTimes;
        _likes = reader.EdgeNumbers(EdgeType.Liked, "value");
        _ratings = reader.EdgeNumbers(EdgeType.Rated, "value");
        _confidences = reader.EdgeNumbers(EdgeType.About, "confidence");
    }

    /// <inheritdoc/>
    public WalkRow Read(int step, int node, int entriesMax, ref SplitMix random, WalkBuffer buffer)
    {
        var relations = WalkRelations.All[step];
        var degree = 0;
        foreach (var relation in relations) degree += _reader.Degree(relation, node);
        buffer.Clear();
        if (degree == 0) return default;
        if (degree > entriesMax)
        {
            // By its id: the order in which nodes are met may differ where topics are.
            var own = random.Fork(_reader.Ids.Token(node));
            return relations[0].Neighbour == NodeKind.Topic
                ? Draw(relations, node, entriesMax, own, buffer)
                : ReadSome(relations, node, degree, entriesMax, own, buffer);
        }

        foreach (var relation in relations)
        {
            foreach (var (neighbour, edge) in _reader.Follow(relation, node))
            {
                if (neighbour >= 0) buffer.Add(neighbour, WeightOf(edge));
                else buffer.Add(node, 0);
            }
        }

        return new WalkRow(buffer.Nodes, buffer.Weights, degree);
    }

    private WalkRow ReadSome(
        Relation[] relations, int node, int degree, int entriesMax, SplitMix random, WalkBuffer buffer)
    {
        // Draws fall into parts of equal length, one each, so that their positions ascend.
        var (position, draw) = (0, 0);
        var next = random.Stratified(0, entriesMax, degree);
        foreach (var relation in relations)
        {
            foreach (var (neighbour, edge) in _reader.Follow(relation, node))
            {
                if (position++ != next) continue;
                if (neighbour >= 0) buffer.Add(neighbour, WeightOf(edge));
                else buffer.Add(node, 0);
                if (++draw == entriesMax) return new WalkRow(buffer.Nodes, buffer.Weights, degree);
                next = Math.Max(position, random.Stratified(draw, entriesMax, degree));
            }
        }

        return new WalkRow(buffer.Nodes, buffer.Weights, degree);
    }

    // Topics come in no order: to draw the same ones each time they are put in one.
    private WalkRow Draw(
        Relation[] relations, int node, int entriesMax, SplitMix random, WalkBuffer buffer)
    {
        var entries = new List<(int Node, int Edge)>();
        foreach (var relation in relations)
        {
            foreach (var entry in _reader.Follow(relation, node)) entries.Add(entry);
        }

        entries.Sort((left, right) =>
            _reader.Ids.Token(left.Node).SequenceCompareTo(_reader.Ids.Token(right.Node)));
        for (var draw = 0; draw < entriesMax; draw++)
        {
            var (neighbour, edge) = entries[random.Stratified(draw, entriesMax, entries.Count)];
            buffer.Add(neighbour, WeightOf(edge));
        }

        return new WalkRow(buffer.Nodes, buffer.Weights, entries.Count);
    }

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
            case EdgeType.Liked:
                var like = _likes[edge];
                return InteractionWeights.Of(type, double.IsNaN(like) ? 1 : like) * Decay(edge);
            case EdgeType.Rated:
                return InteractionWeights.Of(type, _ratings[edge]) * Decay(edge);
            default:
                return InteractionWeights.Of(type) * Decay(edge);
        }
    }

    // What lies ahead of now counts as if it were now: clocks differ.
    private float Decay(int edge)
    {
        var age = _now - _times[edge];
        return age <= 0 ? 1 : (float)Math.Exp(-Math.Log(2) * age * _perTick);
    }
}
