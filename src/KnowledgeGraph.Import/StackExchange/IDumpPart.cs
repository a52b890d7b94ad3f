namespace KnowledgeGraph.Import.StackExchange;

/// <summary>What one file of a dump says.</summary>
internal interface IDumpPart
{
    string FileName { get; }

    /// <summary>The columns that are read; rows are asked by position in this list.</summary>
    string[] Columns { get; }

    /// <summary>Takes one row.</summary>
    /// <exception cref="FormatException">A value that is needed is missing or has the wrong form.</exception>
    void Read(DumpFile row);

    /// <summary>The file is at its end, or as far as it can be read.</summary>
    void End()
    {
    }
}
