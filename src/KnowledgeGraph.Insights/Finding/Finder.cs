using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Highlighting;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// The search box: reads what was typed, finds it among the nodes that the reader sees, ranks it by words and by the
/// graph, and says why. The formula stands in docs/insights/search.md.
/// </summary>
public static class Finder
{
    /// <summary>No page reaches beyond so many hits; counts do.</summary>
    public const int RankMax = 10_000;

    private static readonly object SynonymsKey = new();

    public static FindResult Find(GraphReader reader, FindRequest request)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new TypedFields(reader);
        var typed = TypedQueryParser.Parse(request.Text, fields.Knows);
        var where = request.Where;
        typed = TakeFields(typed, ref where, fields);
        var conditions = new ConditionMasks(reader, where);
        var scope = request.Within is { } within ? Surroundings.Reach(reader, within) : null;
        if (scope is not null) conditions.Add(DocumentMask.Of([.. scope.Nodes]));

        var plan = QueryPlanner.Plan(typed, ContextOf(reader, request, fields));
        var values = ValuesOf(reader, request);
        var rank = request.After?.Rank + 1 ?? 0;
        var top = request.Order is FindOrder.Relevance ? Math.Min(RankMax, rank + request.First + 1) : 0;
        var search = new SearchRequest(plan.Exact)
        {
            Visible = reader.SearchMask, Filters = conditions.All(), Top = top, Ties = new IdOrder(reader),
        };
        var ranking = new Ranking(reader, plan, search, values);
        var found = TieredSearch.Run(plan, reader.SearchIndex, search, ranking.Score);
        var page = request.Order is FindOrder.Relevance
            ? Page(reader, found.Hits, request)
            : Ordered(reader, found, search, request);
        // Found without scores, all together are found faster than they are counted on the way to the best.
        using var all = request.Facets.Count > 0 || (request.CountsAll && !found.IsCountExact)
            ? CollectedNodes.Of(reader, found.Matches, conditions.All())
            : null;
        List<TieredHit> shown = [.. page.Take(request.First)];
        if (request.Order is not FindOrder.Relevance) shown = ranking.ScoresOf(shown, found);
        var hits = ranking.ToHits(shown, request.Explains)
            .Select(hit => hit with { Path = scope?.PathTo(hit.Node) }).ToList();
        return new FindResult
        {
            Hits = hits,
            Count = found.IsCountExact ? found.Count : all?.Count ?? found.Count,
            HasNext = page.Count > request.First,
            Facets = all is null ? [] : FacetCounts.Count(reader, request, where, found.Matches, conditions, all),
            DidYouMean = Corrections.Suggest(reader, plan, found, search, request.Text),
            DroppedTerms = [.. Dropped(reader, plan, hits), .. plan.Unread],
            IsDegraded = scope?.IsCut ?? false,
            Texts = new HitTexts(reader, MatcherOf(reader, plan, request, found)),
        };
    }

    private static PlanContext ContextOf(GraphReader reader, FindRequest request, TypedFields fields) =>
        new(reader.SearchIndex, SearchFields.Layout)
        {
            Visible = reader.SearchMask,
            IsTyping = request.IsTyping,
            Synonyms = SynonymsOf(reader, request.Synonyms),
            Resolve = fields.MaskOf,
            Named = units => NamedBy(reader, fields, units),
        };

    // Once for all readers of a class, and for each list of one's own; there is one for a program.
    private static Synonyms SynonymsOf(GraphReader reader, IReadOnlyList<IReadOnlyList<string>> own) =>
        reader.OncePerMask(own.Count == 0 ? SynonymsKey : own, seen => MakeSynonyms(seen, own));

    // Aliases of the topics that the reader sees, those that the product brings along, and one's own.
    private static Synonyms MakeSynonyms(GraphReader reader, IReadOnlyList<IReadOnlyList<string>> own)
    {
        var names = reader.Texts(NodeFields.Of(NodeKind.Topic, "name"));
        var aliases = reader.TextLists(NodeFields.Of(NodeKind.Topic, "aliases"));
        var groups = reader.Nodes(NodeKind.Topic).ToArray()
            .Where(topic => !aliases.IsMissing(topic))
            .Select(topic => (IReadOnlyList<string>)[names.String(topic)!, .. aliases.Strings(topic)!]);
        return Synonyms.Of(Synonyms.DefaultGroups().Concat(own).Concat(groups));
    }

    private static DocumentMask? NamedBy(GraphReader reader, TypedFields fields, IReadOnlyList<QueryUnit> units)
    {
        var name = string.Join(' ', units.Select(unit => unit.Text));
        var masks = fields.Called(NodeKind.Topic, name).Select(topic => ConditionMasks.OfTopic(reader, topic))
            .Concat(fields.Called(NodeKind.Member, name).Select(member => ConditionMasks.OfAuthor(reader, member)))
            .Where(mask => mask.Count > 0).ToList();
        return masks.Count switch
        {
            0 => null,
            1 => masks[0],
            _ => DocumentMask.Where(reader.NodeCapacity, node => masks.Any(mask => mask.Contains(node))),
        };
    }

    // Fields that limit the whole query are conditions, so that facets can be counted without them.
    private static TypedQuery TakeFields(TypedQuery query, ref FindConditions where, TypedFields fields)
    {
        switch (query)
        {
            case TypedField field:
                where = fields.Add(where, field);
                return new TypedAll([]);
            case TypedAll all:
                var rest = new List<TypedQuery>();
                foreach (var part in all.Parts)
                {
                    if (part is TypedField field) where = fields.Add(where, field);
                    else rest.Add(part);
                }

                return new TypedAll(rest);
            default:
                return query;
        }
    }

    private static List<IDocumentValue> ValuesOf(GraphReader reader, FindRequest request)
    {
        var values = new List<IDocumentValue>
        {
            NodeValues.Authority(reader), NodeValues.Freshness(reader, request.Now), NodeValues.Maturity(reader),
        };
        if (request.Near is { } near) values.Add(NodeValues.Closeness(Surroundings.Shares(reader, near)));
        return values;
    }

    private static List<TieredHit> Page(GraphReader reader, IReadOnlyList<TieredHit> hits, FindRequest request)
    {
        var start = 0;
        if (request.After is { } after)
        {
            // The hit itself where it still stands, else the first that comes after where it stood.
            var node = reader.TryFind(after.NodeId, out var found) ? found : -1;
            var place = hits.ToList().FindIndex(hit => hit.Document == node);
            start = place >= 0 ? place + 1
                : request.Order is not FindOrder.Relevance ? after.Rank
                : hits.TakeWhile(hit => (int)hit.Tier < after.Match
                || ((int)hit.Tier == after.Match && hit.Score >= after.Score)).Count();
        }

        return [.. hits.Skip(start).Take(request.First + 1)];
    }

    private static List<TieredHit> Ordered(
        GraphReader reader, TieredHits found, SearchRequest search, FindRequest request)
    {
        using var collected = CollectedNodes.Of(reader, found.Matches, search.Filters);
        var nodes = collected.Nodes.ToArray();
        var keys = Array.ConvertAll(nodes, node => KeyOf(reader, node, request.Order));
        var order = Enumerable.Range(0, nodes.Length)
            .OrderByDescending(i => keys[i]).ThenBy(i => nodes[i], search.Ties)
            .Select(i => new TieredHit(nodes[i], 0, MatchTier.Exact)).ToList();
        return Page(reader, order, request);
    }

    private static long KeyOf(GraphReader reader, int node, FindOrder order)
    {
        var kind = reader.KindOf(node);
        if (order is FindOrder.HighestScore)
        {
            return kind is NodeKind.Document
                ? reader.Integers(NodeFields.Of(kind, "score"))[node]
                : IntegerColumn.Missing;
        }

        var at = ConditionMasks.TimesOf(reader, kind)?[node] ?? IntegerColumn.Missing;
        return order is FindOrder.Newest || at == IntegerColumn.Missing ? at : -at;
    }

    // Words of a relaxed search that some hit of the page lacks.
    private static IEnumerable<string> Dropped(GraphReader reader, QueryPlan plan, IReadOnlyList<FoundHit> hits)
    {
        var relaxed = hits.Where(hit => hit.Match is FindMatch.Relaxed).Select(hit => hit.Node).ToArray();
        if (relaxed.Length == 0) yield break;
        var mask = new MaskQuery(DocumentMask.Of(relaxed));
        foreach (var unit in plan.Units.DistinctBy(unit => unit.Text))
        {
            var word = QueryPlanner.Plan(
                new TypedWord(unit.Text), new PlanContext(reader.SearchIndex, SearchFields.Layout)
                {
                    Visible = reader.SearchMask,
                });
            var all = BooleanQuery.Around(word.Exact);
            var holding = reader.SearchIndex.Count(
                new SearchRequest(all with { Filter = [.. all.Filter, mask] }) { Visible = reader.SearchMask });
            if (holding < relaxed.Length) yield return unit.Text;
        }
    }

    private static TermMatcher MatcherOf(
        GraphReader reader, QueryPlan plan, FindRequest request, TieredHits found)
    {
        var matcher = new TermMatcher(plan.Units);
        for (var i = 0; i < plan.Units.Count; i++)
        {
            if (plan.Units[i] is not WordUnit word) continue;
            if (request.IsTyping && i == plan.Units.Count - 1) matcher.AddPrefix(word.Exact, i);
            if (found.Tiers.All(tier => tier.Tier is not MatchTier.Corrected)) continue;
            foreach (var other in Corrections.Of(reader, word)) matcher.AddTerm(other.Term.Bytes.Span, i);
        }

        return matcher;
    }
}
