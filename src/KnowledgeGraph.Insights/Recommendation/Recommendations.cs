using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>The questions that recommendations answer. Each reads one version through its reader.</summary>
public static class Recommendations
{
    private static readonly Relation Prerequisites =
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.In, NodeKind.Course);

    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
    private static readonly NodeKind[] MemberKind = [NodeKind.Member];

    // So many nodes that were given are begun from.
    private const int GivenMax = 40;

    // What the community does now counts as much as so many starts of the member.
    private const double StartsForRising = 20;

    // Asked for of thousands of nodes, and never added to.
    private static readonly List<int> Nothing = [];

    /// <summary>
    /// What a member might want next: not what it did, made or does not want, and no course that lacks its
    /// prerequisites. Begins at what it did, its interests, whom it follows and the topics given; what is rising counts
    /// besides, the more the less is known of the member.
    /// </summary>
    public static RecommendationList ForMember(GraphReader reader, int member, RecommendationQuery query)
    {
        var rows = new ReaderRows(reader, query.Now, query.HalfLifeDays);
        var profile = new MemberProfile(reader, rows, member);
        var given = query.Topics.Where(topic => !profile.Own.ContainsKey(topic));
        var starts = profile.Starts(query.StartsMax).Concat(given.Select(topic => new WalkStart(topic, 4, -1)));
        var (left, isKnown) = (LeftOut(reader, query), NotFor(reader, profile, member));
        var rising = (Rising.Of(reader, query.Now), StartsForRising / Math.Max(1, profile.StartCount));
        return Answer(
            reader, query, rows, [.. starts], PathTypes.ToItems, member, node => isKnown(node) || left(node), rising);
    }

    /// <summary>
    /// Says of a node whether it is never recommended to the member: known, not wanted, or too early.
    /// </summary>
    internal static Func<int, bool> NotFor(GraphReader reader, int member, long now) => NotFor(
        reader, new MemberProfile(reader, new ReaderRows(reader, now, ReaderRows.NotedHalfLifeDays), member), member);

    /// <summary>What hangs together with some nodes, for somebody of whom nothing else is known.</summary>
    public static RecommendationList From(GraphReader reader, IReadOnlyList<int> nodes, RecommendationQuery query)
    {
        var types = query.Kinds is [NodeKind.Member] ? PathTypes.ToMembers : PathTypes.ToItems;
        return FromNodes(reader, nodes, query, types);
    }

    /// <summary>The courses that come after a course, or that those who took it took.</summary>
    public static RecommendationList NextCourses(GraphReader reader, int course, RecommendationQuery query) =>
        FromNodes(reader, [course], query, PathTypes.ToNextCourses);

    /// <summary>The members who know a topic, or a repository: who made what is about it, who is active.</summary>
    public static RecommendationList Experts(GraphReader reader, int node, RecommendationQuery query) =>
        FromNodes(reader, [node], query with { Kinds = MemberKind }, PathTypes.ToMembers);

    /// <summary>Members who might contribute to a repository and do not yet.</summary>
    public static RecommendationList Contributors(GraphReader reader, int repository, RecommendationQuery query)
    {
        var already = new List<int>(query.Exclude);
        var contributors = Relations.Of(EdgeType.ContributedTo, EdgeDirection.In, NodeKind.Member);
        foreach (var (member, _) in reader.Follow(contributors, repository)) already.Add(member);
        return Experts(reader, repository, query with { Exclude = already });
    }

    /// <summary>Why a node is not among the first so many for a member.</summary>
    public static WhyNot WhyNot(GraphReader reader, int member, int node, int first, RecommendationQuery query)
    {
        var rows = new ReaderRows(reader, query.Now, query.HalfLifeDays);
        var profile = new MemberProfile(reader, rows, member);
        if (reader.KindOf(node) is NodeKind.Member or NodeKind.Topic) return new(WhyNotReason.WrongKind);
        if (profile.NotInterested.TryGetValue(node, out var refused))
            return new(WhyNotReason.NotInterested) { Edge = refused };
        if (profile.Own.TryGetValue(node, out var own)) return new(WhyNotReason.Own) { Edge = own };
        if (profile.Done.TryGetValue(node, out var done)) return new(WhyNotReason.Done) { Edge = done };
        if (Missing(reader, profile, node) is { Count: > 0 } missing)
            return new(WhyNotReason.PrerequisiteMissing) { Missing = missing };
        using var list = ForMember(reader, member, query);
        for (var place = 0; place < list.Ranked.Count; place++)
        {
            if (list.Ranked[place].Node != node) continue;
            return new(place < first ? WhyNotReason.Recommended : WhyNotReason.RankedLower)
            {
                Rank = place + 1,
                Answer = list.At(place, withPaths: true),
                BarScore = Digits.Nine(list.Ranked[Math.Min(first, list.Ranked.Count) - 1].Score),
            };
        }

        return new(WhyNotReason.NoPath);
    }

    /// <summary>
    /// Reads once what walks read again and again, so that the first questions need not: what each interaction says,
    /// and how many there are of what. Later versions take it over. Nothing depends on whether it was done.
    /// </summary>
    public static void Prepare(GraphReader reader, CancellationToken stop)
    {
        var rows = new ReaderRows(reader, DateTime.UnixEpoch.Ticks, ReaderRows.NotedHalfLifeDays);
        foreach (var kind in NodeKinds.All)
        {
            if (kind.Kind == NodeKind.Topic) continue;
            var step = kind.Kind == NodeKind.Member ? WalkRelations.MemberItems : WalkRelations.ItemMembers;
            var nodes = reader.Nodes(kind.Kind).ToArray();
            // In the order in which they lie in memory.
            Array.Sort(nodes);
            foreach (var node in nodes)
            {
                if (stop.IsCancellationRequested) return;
                rows.Note(step, node);
            }
        }
    }

    private static RecommendationList FromNodes(
        GraphReader reader, IReadOnlyList<int> nodes, RecommendationQuery query, IReadOnlyList<PathType> types)
    {
        var rows = new ReaderRows(reader, query.Now, query.HalfLifeDays);
        var left = LeftOut(reader, query);
        var given = nodes.ToHashSet();
        var starts = nodes.Concat(query.Topics).Distinct().Take(GivenMax)
            .Select(node => new WalkStart(node, 1, -1));
        return Answer(
            reader, query, rows, [.. starts], types, avoided: -1, node => left(node) || given.Contains(node));
    }

    private static RecommendationList Answer(
        GraphReader reader, RecommendationQuery query, ReaderRows rows, WalkStart[] starts,
        IReadOnlyList<PathType> types, int avoided, Func<int, bool> isLeftOut,
        (Rising.Found Found, double Weight)? rising = null)
    {
        var recommender = new Recommender(reader, query, rows);
        var ranked = recommender.Rank(starts, types, avoided, isLeftOut, rising);
        if (ranked.Count == 0 && types == PathTypes.ToItems)
        {
            var kinds = query.Kinds;
            ranked = [.. Rising.Of(reader, query.Now).Nodes.Where(found =>
                (kinds.Count == 0 || kinds.Contains(reader.KindOf(found.Node))) && !isLeftOut(found.Node))];
            Variety.Order(ranked, query.Diversity, reader);
            recommender.Dispose();
            return new RecommendationList(ranked, isSampled: false, null, null);
        }

        Variety.Order(ranked, query.Diversity, reader);
        return new RecommendationList(
            ranked, recommender.IsSampled, recommender, new PathShares(reader, rows, avoided, query.EntriesMax));
    }

    private static Func<int, bool> NotFor(GraphReader reader, MemberProfile profile, int member)
    {
        var known = new HashSet<int>(profile.Done.Keys) { member };
        known.UnionWith(profile.Own.Keys);
        known.UnionWith(profile.NotInterested.Keys);
        return node => known.Contains(node) || Missing(reader, profile, node).Count > 0;
    }

    private static Func<int, bool> LeftOut(GraphReader reader, RecommendationQuery query)
    {
        var excluded = query.Exclude.ToHashSet();
        var topics = query.Topics.ToHashSet();
        return node => (excluded.Count > 0 && excluded.Contains(node)) ||
            (topics.Count > 0 && !IsAbout(reader, node, topics));
    }

    private static bool IsAbout(GraphReader reader, int node, HashSet<int> topics)
    {
        foreach (var (topic, _) in reader.Follow(Topics, node))
        {
            if (topics.Contains(topic)) return true;
        }

        return false;
    }

    // The prerequisites of a course that the member did not complete.
    private static List<int> Missing(GraphReader reader, MemberProfile profile, int node)
    {
        if (reader.KindOf(node) != NodeKind.Course) return Nothing;
        var missing = new List<int>();
        foreach (var (course, _) in reader.Follow(Prerequisites, node))
        {
            if (!profile.Completed.ContainsKey(course)) missing.Add(course);
        }

        return missing;
    }
}
