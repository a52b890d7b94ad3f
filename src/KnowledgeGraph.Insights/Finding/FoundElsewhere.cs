using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Highlighting;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>A word that was typed, for somebody else's index.</summary>
/// <param name="Text">The word, or what stood in quotes.</param>
/// <param name="IsExcluded">It was typed with a minus.</param>
/// <param name="IsLast">Nothing was typed after it: it may be unfinished.</param>
public readonly record struct TypedTerm(string Text, bool IsExcluded, bool IsLast);

/// <summary>
/// Searches that another index than ours answers: what of a query it can be asked, and its hits as ours.
/// </summary>
public static class FoundElsewhere
{
    /// <summary>
    /// The words, phrases and excluded words of a query, of which it needs one that is not excluded; null where it
    /// says more than these can (`OR`, brackets, fields) or nothing.
    /// </summary>
    public static IReadOnlyList<TypedTerm>? TermsOf(GraphReader reader, string text)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var typed = TypedQueryParser.Parse(text, new TypedFields(reader).Knows);
        var terms = new List<TypedTerm>();
        foreach (var part in typed is TypedAll all ? all.Parts : [typed])
        {
            if (TermOf(part) is not { } term) return null;
            terms.Add(term);
        }

        return terms.Exists(term => !term.IsExcluded) ? terms : null;
    }

    /// <summary>
    /// Hits in the order of the other index. That index counts words over all nodes, hidden ones too, so its scores are
    /// not shown: a hit's score is one by its place.
    /// </summary>
    /// <param name="reader">Shows them; what it does not see or know is left out.</param>
    /// <param name="terms">What was looked for.</param>
    /// <param name="ids">The hits of the page, the best first.</param>
    /// <param name="skip">How many stand before the page.</param>
    /// <param name="count">How many there are on all pages.</param>
    public static FindResult Of(
        GraphReader reader, IReadOnlyList<TypedTerm> terms, IReadOnlyList<string> ids, int skip, int count)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(ids);
        var hits = new List<FoundHit>();
        for (var place = 0; place < ids.Count; place++)
        {
            if (!reader.TryFind(ids[place], out var node)) continue;
            var score = 1.0 / (1 + skip + place);
            hits.Add(new FoundHit(node, score, FindMatch.Exact, new FindParts(score, 0, 0, 0, 0, 0, 0)));
        }

        QueryUnit[] units = [.. terms.Where(term => !term.IsExcluded).SelectMany(term => QueryUnits.Read(term.Text))];
        var matcher = new TermMatcher(units);
        if (units is [.., WordUnit last] && terms[^1].IsLast) matcher.AddPrefix(last.Exact, units.Length - 1);
        return new FindResult
        {
            Hits = hits,
            Count = count,
            HasNext = skip + ids.Count < count,
            Texts = new HitTexts(reader, matcher),
        };
    }

    private static TypedTerm? TermOf(TypedQuery part) => part switch
    {
        TypedWord word => new TypedTerm(word.Text, false, word.IsLast),
        TypedPhrase phrase => new TypedTerm(phrase.Text, false, false),
        TypedNot { Inner: TypedWord word } => new TypedTerm(word.Text, true, false),
        TypedNot { Inner: TypedPhrase phrase } => new TypedTerm(phrase.Text, true, false),
        _ => null,
    };
}
