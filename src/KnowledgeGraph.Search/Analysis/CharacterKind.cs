namespace KnowledgeGraph.Search.Analysis;

/// <summary>What a character is to the analyzer, in the order of the data file.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Nothing that anybody searches for.</summary>
    None,

    Letter,

    Digit,

    /// <summary>
    /// Of a script that writes no spaces between words (Chinese, Japanese, Thai) or is read so (Korean).
    /// </summary>
    Unspaced,

    /// <summary>A mark that belongs to the character before it.</summary>
    Mark,
}
