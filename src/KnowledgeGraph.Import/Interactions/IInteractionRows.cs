using KnowledgeGraph.Import.Csv;

namespace KnowledgeGraph.Import.Interactions;

/// <summary>One form of a file of interactions.</summary>
internal interface IInteractionRows
{
    /// <summary>Takes a row: stores it, or reports what is wrong with it.</summary>
    void Read(CsvTable row);
}
