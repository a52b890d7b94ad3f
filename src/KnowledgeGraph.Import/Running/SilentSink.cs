using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>
/// For a second reading of the same source: commands and progress go through, what was counted and reported the first
/// time does not.
/// </summary>
internal sealed class SilentSink(IImportSink inner) : IImportSink
{
    public void Add(Command command, SourcePosition position) => inner.Add(command, position);

    public void RecordRead()
    {
    }

    public void Skip(string reason)
    {
    }

    public void Problem(SourcePosition position, string reason, string? detail = null)
    {
    }

    public void CutOff(SourcePosition position, string reason, string? detail = null)
    {
    }

    public void Note(string text)
    {
    }

    public void Progress(string step, long read, long total) => inner.Progress(step, read, total);
}
