using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>Commands on their way to one commit, each with the place that it was read from.</summary>
internal sealed class ImportBatch
{
    public List<Command> Commands { get; } = [];

    public List<SourcePosition> Positions { get; } = [];

    /// <summary>Commands that are not made yet, by their place in <see cref="Commands"/>.</summary>
    public List<(int Place, Func<Command> Make)> Later { get; } = [];

    /// <summary>Completes when all commands are there.</summary>
    public Task Ready { get; private set; } = Task.CompletedTask;

    /// <summary>UTF-16 units of text held, roughly: what bounds a batch of large documents.</summary>
    public long TextLength { get; set; }

    /// <summary>Begins to make what is not made yet, on as many threads as there are cores.</summary>
    public void Complete()
    {
        if (Later.Count > 0) Ready = Task.Run(MakeAll);
    }

    private void MakeAll() => Parallel.ForEach(Later, later => Commands[later.Place] = later.Make());
}
