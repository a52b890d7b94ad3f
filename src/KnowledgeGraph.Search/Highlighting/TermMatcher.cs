using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Highlighting;

/// <summary>
/// Tells which tokens of a text a query looked for. Built once for a query, then shared between its hits.
/// </summary>
public sealed class TermMatcher
{
    private readonly Dictionary<ulong, int> _units = [];
    private readonly List<(byte[] Begin, int Unit)> _prefixes = [];

    /// <param name="units">What the query looks for.</param>
    public TermMatcher(IReadOnlyList<QueryUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        for (var i = 0; i < units.Count; i++) Add(units[i], i);
    }

    /// <summary>Words that begin so match the unit, too.</summary>
    public void AddPrefix(byte[] begin, int unit) => _prefixes.Add((begin, unit));

    /// <summary>This word matches the unit, too: a corrected one, a synonym.</summary>
    public void AddTerm(ReadOnlySpan<byte> term, int unit) => Add(TokenKind.Exact, term, unit);

    /// <summary>The unit that the token matches, or -1.</summary>
    public int UnitOf(AnalyzedText tokens, in Token token)
    {
        var term = tokens.TermOf(token);
        if (_units.TryGetValue(Hash(token.Kind, term), out var unit)) return unit;
        if (token.Kind is not TokenKind.Exact) return -1;
        foreach (var (begin, of) in _prefixes)
        {
            if (term.StartsWith(begin)) return of;
        }

        return -1;
    }

    private void Add(QueryUnit unit, int number)
    {
        switch (unit)
        {
            case WordUnit word:
                if (Stopwords.Contains(word)) return;
                Add(TokenKind.Exact, word.Exact, number);
                Add(TokenKind.Part, word.Exact, number);
                if (word.Stem is { } stem)
                {
                    Add(TokenKind.Stemmed, stem, number);
                    Add(TokenKind.Part, stem, number);
                }

                break;
            case CompoundUnit compound:
                Add(TokenKind.Exact, compound.Whole, number);
                foreach (var word in compound.Words) Add(word, number);
                break;
            case RunUnit { Characters.Count: 1 } run:
                Add(TokenKind.Exact, run.Characters[0], number);
                break;
            case RunUnit run:
                foreach (var pair in run.Pairs) Add(TokenKind.Bigram, pair, number);
                break;
        }
    }

    private void Add(TokenKind kind, ReadOnlySpan<byte> term, int unit) => _units.TryAdd(Hash(kind, term), unit);

    // Two different terms of one hash among those of a query and a text would mark a word too many.
    private static ulong Hash(TokenKind kind, ReadOnlySpan<byte> term)
    {
        // FNV-1a
        var hash = 14695981039346656037 ^ (ulong)kind;
        foreach (var one in term) hash = (hash ^ one) * 1099511628211;
        return hash;
    }
}
