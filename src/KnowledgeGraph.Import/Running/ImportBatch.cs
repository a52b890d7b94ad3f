using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>Commands on their way to one commit, each with the place that it was read from.</summary>
internal sealed class ImportBatch
{
    public List<Command> Commands { get; } = [];

    public List<SourcePosition> Positions { get; } = [];

    /// <summary>UTF-16 units of text held, roughly: what bounds a batch of large documents.</summary>
    public long TextLength { get; set; }
}
