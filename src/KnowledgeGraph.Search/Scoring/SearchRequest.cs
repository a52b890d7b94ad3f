using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>What is asked of a snapshot.</summary>
/// <param name="Query">What matches and how it scores.</param>
public sealed record SearchRequest(SearchQuery Query)
{
    /// <summary>
    /// The documents that the reader may see; null is all. The answer, scores and counts included, equals that of an
    /// index without the others.
    /// </summary>
    public DocumentMask? Visible { get; init; }

    /// <summary>Further filters: only these documents match; statistics do not change. All have to hold.</summary>
    public IReadOnlyList<DocumentMask> Filters { get; init; } = [];

    /// <summary>How many of the best hits to give.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Only hits that come after this one in the order of the answer; for pages.</summary>
    public SearchHit? After { get; init; }

    /// <summary>The order of hits with equal scores; null is that of their numbers, which costs least.</summary>
    public IComparer<int>? Ties { get; init; }

    /// <summary>
    /// Up to how many matches are counted: 0 counts none, <see cref="int.MaxValue"/> all. Counting costs reading what
    /// could otherwise be passed over.
    /// </summary>
    public int CountUpTo { get; init; }
}

/// <summary>
/// A document and its score. Hits stand in the order of falling scores, equal ones as the request says.
/// </summary>
public readonly record struct SearchHit(int Document, float Score);

/// <summary>The best hits of a request.</summary>
/// <param name="Hits">In order.</param>
/// <param name="Count">The number of matches seen; of all where <paramref name="IsCountExact"/>.</param>
/// <param name="IsCountExact">Whether every match was counted.</param>
public sealed record TopHits(IReadOnlyList<SearchHit> Hits, int Count, bool IsCountExact);

/// <summary>Is told every match, in no order that can be relied upon; for facets.</summary>
public interface IHitCollector
{
    /// <summary>A match, once each.</summary>
    void Collect(int document);
}

/// <summary>How a score came about: a number, its name, and the parts it was made of.</summary>
public sealed record Explanation(double Value, string Description, IReadOnlyList<Explanation> Parts)
{
    /// <summary>A number without parts.</summary>
    public static Explanation Of(double value, string description) => new(value, description, []);
}

/// <summary>A term of the index, in how many visible documents it occurs, and how many edits it is away.</summary>
public readonly record struct TermMatch(Term Term, int DocumentFrequency, int Edits);
