using System.Runtime.InteropServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// What <see cref="Rising"/> is made from, of one version, class of readers and day: how many nodes have how many
/// interactions, which have most, and what was scored. It moves on to the next version of its chain at the cost of what
/// changed between them. For one thread.
/// </summary>
internal sealed class RisingState
{
    private const int NodesMax = 300;
    private const int InteractionsMax = 64;
    private const double HalfLifeDays = 90;

    // Above it degrees are not told apart.
    private const int DegreeMax = 1 << 14;

    // With more changes reading everything anew costs no more.
    private const int ChangesMax = 5_000;

    private static readonly NodeKind[] Kinds =
        [NodeKind.Document, NodeKind.Course, NodeKind.CodeRepository, NodeKind.Activity];

    // By degree, how many nodes have it; 0 is not kept.
    private readonly int[] _counts = new int[DegreeMax + 1];
    private readonly HashSet<int> _busy = [];
    private readonly Dictionary<int, float> _members = [];
    private Dictionary<int, double> _scores = [];
    private readonly int _most;
    private GraphReader _reader;
    private ReaderRows _rows;
    private long _all;

    // The nodes of this degree and more are those that are busy.
    private int _floor;

    /// <param name="reader">Stands for all readers of the class.</param>
    /// <param name="day">Since year 1.</param>
    /// <param name="most">Of the newest of each kind, and of the busiest, that are looked at.</param>
    public RisingState(GraphReader reader, long day, int most = NodesMax)
    {
        Day = day;
        _most = most;
        _reader = reader;
        _rows = RowsOf(reader);
        Read();
    }

    /// <summary>Since year 1; scores are of its end.</summary>
    public long Day { get; }

    /// <summary>That of the version.</summary>
    public long Sequence => _reader.Sequence;

    /// <summary>
    /// Becomes that of another version of the chain; false, and nothing done, where that is better read anew.
    /// </summary>
    public bool TryMoveOn(GraphReader reader)
    {
        if (FindChanged(reader) is not { } changed) return false;
        var rows = RowsOf(reader);
        foreach (var node in changed)
        {
            Add(-1, node, DegreeOf(node, _reader, _rows));
            _busy.Remove(node);
            _scores.Remove(node);
            Add(1, node, DegreeOf(node, reader, rows));
        }

        (_reader, _rows) = (reader, rows);
        return true;
    }

    /// <summary>What is rising, best first.</summary>
    public Rising.Found Find()
    {
        var least = LeastOfBusiest();
        if (least < _floor)
        {
            Read();
            least = _floor;
        }

        var found = new List<(int Node, double Score)>();
        var scores = new Dictionary<int, double>();
        foreach (var kind in Kinds)
        {
            var nodes = _reader.Nodes(kind);
            var newest = new int[Math.Min(_most, nodes.Count)];
            nodes.CopyTo(0, newest);
            foreach (var node in newest) Take(node);
        }

        foreach (var node in _busy)
        {
            if (DegreeOf(node, _reader, _rows) >= least) Take(node);
        }

        _scores = scores;
        found.Sort((left, right) => right.Score != left.Score
            ? right.Score.CompareTo(left.Score)
            : _reader.Ids.Token(left.Node).SequenceCompareTo(_reader.Ids.Token(right.Node)));
        var (sum, done) = (0.0, 0L);
        foreach (var (node, score) in found)
        {
            sum += score;
            done += DegreeOf(node, _reader, _rows);
        }

        // What these have of all that was ever done stands for what they have of what is done now.
        return new(found, sum > 0 ? Digits.Nine((double)done / _all / sum) : 0);

        void Take(int node)
        {
            if (scores.ContainsKey(node)) return;
            if (!_scores.TryGetValue(node, out var score)) score = Digits.Nine(ScoreOf(node));
            scores.Add(node, score);
            if (score > 0) found.Add((node, score));
        }
    }

    private ReaderRows RowsOf(GraphReader reader) => new(reader, (Day + 1) * TimeSpan.TicksPerDay, HalfLifeDays);

    private void Read()
    {
        Array.Clear(_counts);
        _busy.Clear();
        (_all, _floor) = (0, int.MaxValue);
        // In the order in which nodes lie in memory: most have none, and need not be looked at further.
        for (var node = 0; node < _reader.NodeCapacity; node++) Add(1, node, DegreeOf(node, _reader, _rows));
        _floor = LeastOfBusiest();
        for (var node = 0; node < _reader.NodeCapacity && _floor <= DegreeMax; node++)
        {
            if (DegreeOf(node, _reader, _rows) >= _floor) _busy.Add(node);
        }
    }

    private void Add(int times, int node, int degree)
    {
        if (degree == 0) return;
        _counts[Math.Min(degree, DegreeMax)] += times;
        _all += times * degree;
        if (times > 0 && degree >= _floor) _busy.Add(node);
    }

    // From the largest degree down there is room for whole degrees only, so that the order of nodes does not matter.
    private int LeastOfBusiest()
    {
        var (least, room) = (DegreeMax + 1, _most);
        while (least > 1 && (room -= _counts[least - 1]) >= 0) least--;
        return least;
    }

    /// <summary>The nodes with other interactions; null for too many, or where that is not known of all.</summary>
    private HashSet<int>? FindChanged(GraphReader reader)
    {
        var nodes = new List<int>();
        reader.FindOtherNodes(_reader, nodes);
        // What a member did who is now hidden, or no longer, is there as before, and counts otherwise.
        if (nodes.Exists(node => _reader.Has(node) ? reader.Hides(node) : _reader.Hides(node) && reader.Has(node)))
            return null;
        var edges = new List<int>();
        reader.FindOtherEdges(_reader, edges);
        reader.FindChanged(_reader, EdgeType.Liked, "value", edges);
        reader.FindChanged(_reader, EdgeType.Rated, "value", edges);
        if (nodes.Count + edges.Count > ChangesMax) return null;
        var changed = new HashSet<int>(nodes);
        foreach (var edge in edges)
        {
            if (_reader.IsEdgeThere(edge)) changed.Add(_reader.TargetOf(edge));
            if (reader.IsEdgeThere(edge)) changed.Add(reader.TargetOf(edge));
        }

        return changed;
    }

    private static int DegreeOf(int node, GraphReader reader, ReaderRows rows)
    {
        if (!reader.Has(node)) return 0;
        var degree = rows.Degree(WalkRelations.ItemMembers, node);
        return degree > 0 && reader.KindOf(node) is NodeKind.Member or NodeKind.Topic ? 0 : degree;
    }

    // Each member counts once, by what of it says most: what few do again and again is not busy.
    private double ScoreOf(int node)
    {
        _members.Clear();
        foreach (var relation in WalkRelations.All[WalkRelations.ItemMembers].Relations)
        {
            var looks = 0;
            foreach (var (member, edge) in _reader.Follow(relation, node))
            {
                if (looks++ == InteractionsMax) break;
                ref var most = ref CollectionsMarshal.GetValueRefOrAddDefault(_members, member, out _);
                most = Math.Max(most, _rows.WeightOf(edge));
            }
        }

        var score = 0.0;
        foreach (var most in _members.Values) score += most;
        return score;
    }
}
