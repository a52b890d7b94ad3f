namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Says which segments to merge. Segments are of one tier where their live bytes are within a factor of another; when a
/// tier is full, it becomes one segment of the next, so that each posting is copied a logarithmic number of times.
/// </summary>
internal static class MergePolicy
{
    /// <summary>Smaller segments count as of this size.</summary>
    private const long FloorBytes = 32 << 10;

    /// <summary>A segment of which so large a part is removed is written anew.</summary>
    private const double RemovedShareMax = 0.3;

    /// <summary>The segments to merge next; empty where there is nothing to do.</summary>
    public static List<SegmentView> Choose(
        IReadOnlyList<SegmentView> views, IReadOnlySet<Segment> busy, SearchIndexOptions options)
    {
        var tiers = new SortedDictionary<int, List<SegmentView>>();
        var wasteful = new List<SegmentView>();
        foreach (var view in views)
        {
            if (busy.Contains(view.Segment)) continue;
            var live = LiveBytes(view);
            if (view.DocumentCount == 0 || view.RemovedCount > RemovedShareMax * view.Segment.DocumentCount)
            {
                wasteful.Add(view);
            }

            if (2 * live > options.SegmentBytesMax) continue;
            var tier = TierOf(live, options.MergeFactor);
            if (!tiers.TryGetValue(tier, out var members)) tiers.Add(tier, members = []);
            members.Add(view);
        }

        foreach (var members in tiers.Values)
        {
            if (members.Count < options.MergeFactor) continue;
            var chosen = new List<SegmentView>();
            long bytes = 0;
            foreach (var view in members.OrderBy(LiveBytes))
            {
                bytes += LiveBytes(view);
                if (bytes > options.SegmentBytesMax) break;
                chosen.Add(view);
            }

            if (chosen.Count > 1) return chosen;
        }

        return wasteful.Count > 0 ? [wasteful.MinBy(LiveBytes)!] : [];
    }

    /// <summary>About how many bytes are left of a segment.</summary>
    public static long LiveBytes(SegmentView view) => view.Segment.DocumentCount == 0
        ? 0
        : (long)(view.Segment.Bytes * ((double)view.DocumentCount / view.Segment.DocumentCount));

    private static int TierOf(long bytes, int factor) =>
        bytes <= FloorBytes ? 0 : 1 + (int)(Math.Log((double)bytes / FloorBytes) / Math.Log(factor));
}
