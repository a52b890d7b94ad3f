using KnowledgeGraph.Graph.Paths;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Learning;

/// <summary>
/// Orders of courses and documents from what is known to a goal (docs/insights/learning-paths.md). A course needs all
/// of its prerequisites; a topic needs one of the courses about it, and of topics that come before it one course each.
/// </summary>
public static class LearningPaths
{
    // So many choices of courses for topics are compared; beyond it each topic takes its own shortest.
    private const int ChoicesMax = 5_000;

    private static readonly Relation Before =
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.In, NodeKind.Course);

    private static readonly Relation After =
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.Out, NodeKind.Course);

    private static readonly Relation TopicsBefore =
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.In, NodeKind.Topic);

    private static readonly Relation CoursesAbout =
        Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Course);

    private static readonly Relation DocumentsAbout =
        Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document);

    private static readonly Relation Included =
        Relations.Of(EdgeType.Includes, EdgeDirection.Out, NodeKind.Document);

    /// <summary>
    /// The path with the fewest courses that are not known yet, of equal ones the one with the fewest hours.
    /// </summary>
    public static LearningPath Find(GraphReader reader, LearningQuery query)
    {
        var known = new Knowledge(reader, query.Member, query.Known);
        var builder = new PathBuilder(reader, query, known);
        if (known.Has(query.Goal)) return builder.Build([], isKnown: true);
        if (reader.KindOf(query.Goal) != NodeKind.Topic)
            return builder.Build(Closure(reader, known, [query.Goal]), isKnown: false);

        var plans = Plans(reader, known, query.Goal, builder).ToArray();
        if (plans.Length == 0) return builder.Documents(SortedRow(reader, DocumentsAbout, query.Goal));
        var best = builder.Build(plans[0], isKnown: false);
        return best with
        {
            Alternatives = [.. plans.Skip(1).Take(query.AlternativesMax).Select(p => builder.Build(p, isKnown: false))],
        };
    }

    /// <summary>
    /// What a learner can start now: courses not known whose prerequisites all are, those first that open the way to
    /// the most others.
    /// </summary>
    public static IReadOnlyList<(int Course, int Opens)> ReadyNext(
        GraphReader reader, int? member, IReadOnlyList<int> known)
    {
        var knowledge = new Knowledge(reader, member, known);
        var ready = new List<(int Course, int Opens)>();
        foreach (var course in reader.Nodes(NodeKind.Course).ToArray())
        {
            if (!knowledge.Has(course) && Row(reader, Before, course).All(knowledge.Has))
                ready.Add((course, Opens(reader, knowledge, course)));
        }

        return
        [
            .. ready.OrderByDescending(course => course.Opens)
                .ThenBy(course => reader.Ids.String(course.Course), StringComparer.Ordinal),
        ];
    }

    /// <summary>The courses that are prerequisites of each other, over the whole community.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Cycles(GraphReader reader)
    {
        var courses = reader.Nodes(NodeKind.Course).ToArray();
        return [.. Components.InOrder(courses, course => Row(reader, Before, course)).Where(part => part.Length > 1)];
    }

    // What is not known of the goals and of everything before them.
    private static HashSet<int> Closure(GraphReader reader, Knowledge known, IEnumerable<int> goals)
    {
        var closure = new HashSet<int>();
        var open = new Stack<int>(goals);
        while (open.TryPop(out var course))
        {
            if (known.Has(course) || !closure.Add(course)) continue;
            foreach (var (earlier, _) in reader.Follow(Before, course)) open.Push(earlier);
        }

        return closure;
    }

    // One set of courses for each course about the topic, the shortest first.
    private static IEnumerable<HashSet<int>> Plans(GraphReader reader, Knowledge known, int topic, PathBuilder builder)
    {
        var needed = TopicsNeeded(reader, known, topic);
        var others = needed.Where(other => other != topic).Select(other => SortedRow(reader, CoursesAbout, other))
            .Where(courses => courses.Length > 0 && !courses.Any(known.Has)).ToArray();
        return SortedRow(reader, CoursesAbout, topic)
            .Select(course => Cheapest(reader, known, course, others, builder))
            .OrderBy(plan => plan.Count).ThenBy(builder.HoursOf);
    }

    // The topic and those before it of which nothing is known.
    private static HashSet<int> TopicsNeeded(GraphReader reader, Knowledge known, int topic)
    {
        var needed = new HashSet<int>();
        var open = new Stack<int>([topic]);
        while (open.TryPop(out var next))
        {
            if (known.Has(next) || !needed.Add(next)) continue;
            foreach (var (earlier, _) in reader.Follow(TopicsBefore, next)) open.Push(earlier);
        }

        return needed;
    }

    private static HashSet<int> Cheapest(
        GraphReader reader, Knowledge known, int course, int[][] others, PathBuilder builder)
    {
        var choices = others.Aggregate(1L, (product, courses) => Math.Min(ChoicesMax + 1, product * courses.Length));
        if (choices > ChoicesMax)
        {
            others = [.. others.Select(courses => (int[])[courses.MinBy(c => Closure(reader, known, [c]).Count)])];
        }

        HashSet<int>? best = null;
        foreach (var chosen in Product(others))
        {
            var plan = Closure(reader, known, [course, .. chosen]);
            if (best is null || plan.Count < best.Count ||
                (plan.Count == best.Count && builder.HoursOf(plan) < builder.HoursOf(best)))
            {
                best = plan;
            }
        }

        return best!;
    }

    private static IEnumerable<IEnumerable<int>> Product(int[][] lists)
    {
        IEnumerable<IEnumerable<int>> all = [[]];
        foreach (var list in lists) all = all.SelectMany(chosen => list.Select(item => chosen.Append(item)));
        return all;
    }

    // How many courses lack, of their prerequisites, this one alone.
    private static int Opens(GraphReader reader, Knowledge known, int course) =>
        Row(reader, After, course).Count(
            later => !known.Has(later) && Row(reader, Before, later).All(other => other == course || known.Has(other)));

    internal static List<int> Row(GraphReader reader, Relation relation, int node)
    {
        var row = new List<int>();
        foreach (var (neighbour, _) in reader.Follow(relation, node)) row.Add(neighbour);
        return row;
    }

    internal static int[] SortedRow(GraphReader reader, Relation relation, int node) =>
        [.. Row(reader, relation, node).OrderBy(other => reader.Ids.String(other), StringComparer.Ordinal)];

    /// <summary>Puts a set of courses in order, and says of each why it is there.</summary>
    private sealed class PathBuilder(GraphReader reader, LearningQuery query, Knowledge known)
    {
        private readonly ReadModel.Columns.TextColumn _efforts = reader.Texts(NodeFields.Of(NodeKind.Course, "effort"));
        private readonly ReadModel.Columns.TextColumn _durations =
            reader.Texts(NodeFields.Of(NodeKind.Course, "duration"));

        public LearningPath Build(HashSet<int> courses, bool isKnown)
        {
            var ordered = courses.OrderBy(course => reader.Ids.String(course), StringComparer.Ordinal).ToArray();
            var components = Components.InOrder(ordered, course => Row(reader, Before, course));
            var goals = reader.KindOf(query.Goal) == NodeKind.Topic
                ? Row(reader, CoursesAbout, query.Goal).ToHashSet()
                : [query.Goal];
            var steps = new List<LearningStep>();
            var hours = 0.0;
            foreach (var course in components.SelectMany(component => component))
            {
                var unmet = SortedRow(reader, Before, course).Where(courses.Contains).ToArray();
                var neededBy = SortedRow(reader, After, course).Where(courses.Contains).Cast<int?>().FirstOrDefault();
                var reason = goals.Contains(course) ? LearningReason.Goal : LearningReason.Prerequisite;
                hours = Add(steps, course, reason, reason == LearningReason.Goal ? null : neededBy, unmet, hours);
                foreach (var document in SortedRow(reader, Included, course).Where(document => !known.Has(document)))
                {
                    if (steps.All(step => step.Node != document))
                        hours = Add(steps, document, LearningReason.Material, course, [], hours);
                }
            }

            return PathOf(steps, hours, isKnown, [.. components.Where(component => component.Length > 1)]);
        }

        /// <summary>Where no course is about the topic: the documents are.</summary>
        public LearningPath Documents(int[] documents)
        {
            var steps = new List<LearningStep>();
            var hours = 0.0;
            foreach (var document in documents.Where(document => !known.Has(document)))
                hours = Add(steps, document, LearningReason.Material, null, [], hours);
            return PathOf(steps, hours, isKnown: false, []);
        }

        public double HoursOf(HashSet<int> courses) => courses.Sum(course => HoursOf(course) ?? 0);

        private double Add(
            List<LearningStep> steps, int node, LearningReason reason, int? neededBy, int[] unmet, double before)
        {
            var own = reader.KindOf(node) == NodeKind.Course ? HoursOf(node) : null;
            var after = before + (own ?? 0);
            var fits = query.BudgetHours is not { } most || after <= most;
            steps.Add(new(node, reason, neededBy, unmet, own, before, fits));
            return after;
        }

        private double? HoursOf(int course) => EffortText.Hours(_efforts.String(course), _durations.String(course));

        private static LearningPath PathOf(
            List<LearningStep> steps, double hours, bool isKnown, IReadOnlyList<IReadOnlyList<int>> cycles) => new()
            {
                Steps = steps,
                IsKnown = isKnown,
                Hours = hours,
                FitsBudget = steps.All(step => step.FitsBudget),
                Cycles = cycles,
                Alternatives = [],
            };
    }
}
