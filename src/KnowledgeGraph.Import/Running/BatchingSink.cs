using System.Threading.Channels;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>Gathers an importer's commands into batches and hands them over; counts everything else at once.</summary>
internal sealed class BatchingSink(
    ChannelWriter<ImportBatch> queue,
    ImportSummary summary,
    IProgress<ImportProgress>? progress,
    CancellationToken stop)
    : IImportSink
{
    // Some thousand commands hide the cost of a commit; more only cost memory, as do the bodies of many documents.
    private const int CommandsMax = 4_096;
    private const long TextLengthMax = 2 * 1024 * 1024;

    private ImportBatch _batch = new();

    /// <summary>Set when the run has to end early.</summary>
    public CancellationToken Stop => stop;

    public void Add(Command command, SourcePosition position)
    {
        _batch.Commands.Add(command);
        Added(position, TextLength(command));
    }

    public void AddLater(Func<Command> make, int textLength, SourcePosition position)
    {
        _batch.Later.Add((_batch.Commands.Count, make));
        _batch.Commands.Add(null!);
        Added(position, textLength);
    }

    public void RecordRead()
    {
        summary.Read++;
        if ((summary.Read & 1023) == 0) stop.ThrowIfCancellationRequested();
    }

    public void Skip(string reason) => summary.AddSkipped(reason);

    public void Problem(SourcePosition position, string reason, string? detail = null) =>
        summary.AddProblem(position, reason, detail);

    public void CutOff(SourcePosition position, string reason, string? detail = null) =>
        summary.AddCutOff(position, reason, detail);

    public void Note(string text) => summary.AddNote(text);

    public void Progress(string step, long read, long total) =>
        progress?.Report(new ImportProgress(step, read, total, summary.Read));

    /// <summary>Hands over what is left. Waits while the store is behind.</summary>
    public void Flush()
    {
        stop.ThrowIfCancellationRequested();
        if (_batch.Commands.Count == 0) return;
        _batch.Complete();
        // The importer's thread is its own and has nothing else to do: it may block.
        var written = queue.WriteAsync(_batch, stop);
        if (!written.IsCompletedSuccessfully) written.AsTask().GetAwaiter().GetResult();
        _batch = new ImportBatch();
    }

    private void Added(SourcePosition position, long textLength)
    {
        _batch.Positions.Add(position);
        _batch.TextLength += textLength;
        if (_batch.Commands.Count >= CommandsMax || _batch.TextLength >= TextLengthMax) Flush();
    }

    private static long TextLength(Command command)
    {
        var values = command switch
        {
            UpsertNode upsert => upsert.Node.Values,
            RecordInteraction record => record.Interaction.Values,
            _ => [],
        };
        long length = 0;
        foreach (var value in values)
            if (value.Type == PropertyType.Text) length += value.AsText().Length;
        return length;
    }
}
