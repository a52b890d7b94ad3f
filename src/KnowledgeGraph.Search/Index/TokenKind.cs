namespace KnowledgeGraph.Search.Index;

/// <summary>
/// What a token is to the word it was made from. Each kind has a dictionary of its own in each field, so that a word
/// and another's stem with the same letters are two terms. The index only tells them apart.
/// </summary>
public enum TokenKind : byte
{
    /// <summary>The word as it was written, folded.</summary>
    Exact = 0,

    /// <summary>The word's stem.</summary>
    Stemmed = 1,

    /// <summary>Two neighbouring characters of a script that is written without spaces.</summary>
    Bigram = 2,

    /// <summary>A piece of a word, such as of an identifier.</summary>
    Part = 3,

    /// <summary>How the word sounds, such as pinyin.</summary>
    Sound = 4,

    /// <summary>The first letters of how words sound.</summary>
    Initials = 5,
}
