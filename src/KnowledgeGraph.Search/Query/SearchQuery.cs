using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Query;

/// <summary>
/// A query as a tree: what matches, and what each match counts for. Every node is frozen and shared between threads;
/// scores are not negative.
/// </summary>
public abstract record SearchQuery
{
    private protected SearchQuery()
    {
    }

    /// <summary>Matches nothing: what an empty "any of" means.</summary>
    public static SearchQuery Nothing { get; } = new BooleanQuery();

    /// <summary>Matches every document, each with the score 1.</summary>
    public static SearchQuery Everything { get; } = new EveryQuery();
}

/// <summary>Every document, with the score 1.</summary>
public sealed record EveryQuery : SearchQuery;

/// <summary>The documents that hold a term, scored by BM25.</summary>
public sealed record TermQuery(Term Term) : SearchQuery;

/// <summary>
/// One word looked for in several fields as though they were one (BM25F): occurrences and lengths are weighted by
/// field and summed up before they saturate. <paramref name="Terms"/> are the word's terms by field, each with its
/// weight; a field occurs once. The first field's k1 and b hold.
/// </summary>
public sealed record CombinedTermQuery(IReadOnlyList<(Term Term, float Weight)> Terms) : SearchQuery;

/// <summary>
/// Terms at places relative to each other in one field; scored as one term with the phrase's occurrences as its
/// frequency and the sum of its terms' inverse document frequencies.
/// </summary>
/// <param name="Slots">The places, with what may stand there; the field of all of them is the same.</param>
/// <param name="Slop">
/// By how much the places may differ: the spread of <c>position - offset</c> over the slots. 0 is the exact phrase; a
/// looser match of spread <c>s</c> counts <c>1 / (1 + s)</c>.
/// </param>
public sealed record PhraseQuery(IReadOnlyList<PhraseSlot> Slots, int Slop = 0) : SearchQuery
{
    /// <summary>Terms that follow one another.</summary>
    public static PhraseQuery Of(params ReadOnlySpan<Term> terms)
    {
        var slots = new PhraseSlot[terms.Length];
        for (var i = 0; i < slots.Length; i++) slots[i] = new PhraseSlot(i, [terms[i]]);
        return new PhraseQuery(slots);
    }
}

/// <summary>One place of a phrase: any of these terms, so many positions after the phrase's start.</summary>
public sealed record PhraseSlot(int Offset, IReadOnlyList<Term> Terms);

/// <summary>How a query that stands for many terms scores a document.</summary>
public enum ManyTermsScoring
{
    /// <summary>Every match counts 1.</summary>
    Constant,

    /// <summary>
    /// As the best of its terms, all with the document frequency of the most frequent of them, and a term with typos
    /// taken times <c>1 - edits / length</c>.
    /// </summary>
    Best,
}

/// <summary>The documents with a term that begins so; none of its terms is left out.</summary>
public sealed record PrefixQuery(Term Prefix, ManyTermsScoring Scoring = ManyTermsScoring.Constant) : SearchQuery;

/// <summary>
/// The documents with a term at most <paramref name="EditsMax"/> edits away (insert, delete, replace, or swap two
/// neighbours: code points, not bytes), the term itself included unless <paramref name="WithoutExact"/>.
/// </summary>
/// <param name="Term">What was typed.</param>
/// <param name="EditsMax">0 to 2.</param>
/// <param name="PrefixCharacters">How many characters at the beginning have to be right.</param>
/// <param name="TermsMax">
/// At most so many terms: the closest first, of those the most frequent in visible documents, of those by bytes.
/// </param>
/// <param name="Scoring">How matches count.</param>
/// <param name="WithoutExact">Whether only corrected terms count.</param>
public sealed record FuzzyQuery(
    Term Term, int EditsMax, int PrefixCharacters = 1, int TermsMax = 50,
    ManyTermsScoring Scoring = ManyTermsScoring.Best, bool WithoutExact = false) : SearchQuery;

/// <summary>
/// Documents that match all of <see cref="Must"/> and <see cref="Filter"/>, none of
/// <see cref="MustNot"/> and at least <see cref="ShouldMin"/> of <see cref="Should"/> (at least one where
/// neither Must nor Filter is there); the score is the sum of what matched of Must and Should.
/// </summary>
public sealed record BooleanQuery : SearchQuery
{
    /// <summary>Have to match, and count.</summary>
    public IReadOnlyList<SearchQuery> Must { get; init; } = [];

    /// <summary>May match, and count.</summary>
    public IReadOnlyList<SearchQuery> Should { get; init; } = [];

    /// <summary>Have to match, and do not count.</summary>
    public IReadOnlyList<SearchQuery> Filter { get; init; } = [];

    /// <summary>Must not match.</summary>
    public IReadOnlyList<SearchQuery> MustNot { get; init; } = [];

    /// <summary>How many of <see cref="Should"/> have to match.</summary>
    public int ShouldMin { get; init; }

    /// <summary>Documents that match all.</summary>
    public static BooleanQuery All(params IReadOnlyList<SearchQuery> clauses) => new() { Must = clauses };

    /// <summary>Documents that match any.</summary>
    public static BooleanQuery Any(params IReadOnlyList<SearchQuery> clauses) => new() { Should = clauses };

    /// <summary>
    /// The query as one to which clauses can be added: itself where it says what has to match, since clauses of one
    /// node are weighed against each other, and those of two are not.
    /// </summary>
    public static BooleanQuery Around(SearchQuery query) =>
        query is BooleanQuery { ShouldMin: 0 } boolean && boolean.Must.Count + boolean.Filter.Count > 0
            ? boolean
            : All(query);
}

/// <summary>
/// Documents that match any clause, scored by the best of them, plus <paramref name="Tie"/> times each other's score.
/// </summary>
public sealed record BestOfQuery(IReadOnlyList<SearchQuery> Clauses, float Tie = 0f) : SearchQuery;

/// <summary>What a query matches, each with the same score.</summary>
public sealed record ConstantQuery(SearchQuery Inner, float Score = 1f) : SearchQuery;

/// <summary>A query whose scores are taken times <paramref name="Factor"/>; not negative.</summary>
public sealed record BoostQuery(SearchQuery Inner, float Factor) : SearchQuery;

/// <summary>The documents of a mask, with the score 1.</summary>
public sealed record MaskQuery(DocumentMask Mask) : SearchQuery;

/// <summary>
/// What a query matches, its score raised by values of the documents that do not depend on the words:
/// <c>score × (1 + Σ share)</c> or <c>score + Σ share</c>.
/// </summary>
/// <param name="Inner">What matches.</param>
/// <param name="Values">The values; each says the most that it gives.</param>
/// <param name="Multiplies">Whether the values raise the score in proportion to itself.</param>
public sealed record ValueQuery(SearchQuery Inner, IReadOnlyList<IDocumentValue> Values, bool Multiplies = true)
    : SearchQuery;

/// <summary>A bounded number of each document, such as how fresh it is. Shared between threads.</summary>
public interface IDocumentValue
{
    /// <summary>Its name, for explanations.</summary>
    string Name { get; }

    /// <summary>The most that <see cref="Of"/> ever gives.</summary>
    float Max { get; }

    /// <summary>
    /// The only documents with a value above 0, where these are few: they are searched apart. Null where any may have
    /// one.
    /// </summary>
    DocumentMask? Only => null;

    /// <summary>The document's value, 0 to <see cref="Max"/>.</summary>
    float Of(int document);
}
