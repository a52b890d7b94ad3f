using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>Something that a text can be found by.</summary>
/// <param name="TermStart">Where its bytes begin in the buffer of <see cref="AnalyzedText"/>.</param>
/// <param name="TermLength">How many they are.</param>
/// <param name="Position">Its place among the words; tokens of one place are ways to say the same.</param>
/// <param name="Span">Over how many places it goes: more than one for a word of several, kept whole.</param>
/// <param name="Start">Where it begins in the text, in bytes.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Kind">What it is to the word.</param>
/// <param name="Form">What the word looks like.</param>
public readonly record struct Token(
    int TermStart, int TermLength, int Position, int Span, int Start, int End, TokenKind Kind, WordForm Form);

/// <summary>What a word looks like, as far as searching goes by it.</summary>
public enum WordForm : byte
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Begins with a digit, or is a version: never taken for a typing mistake.</summary>
    Number,

    /// <summary>
    /// Letters and digits or signs, as in <c>http2</c> and <c>c++</c>: never taken for a typing mistake.
    /// </summary>
    Code,

    /// <summary>Several words written as one, kept whole: <c>getuserbyid</c>.</summary>
    Whole,

    /// <summary>A character of a script that is written without spaces, or two of them.</summary>
    Character,
}
