using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Makes the next version from a version and the commits after it: a batch of commits makes one version. Costs what
/// the changes touch, not what there is. For one thread, used once.
/// </summary>
public sealed class Projector
{
    private readonly GraphSnapshot _source;
    private readonly GraphWriter _writer;
    private long _committedAt;

    public Projector(GraphSnapshot source)
    {
        _source = source;
        _writer = new GraphWriter(source);
        _committedAt = source.CommittedAt;
        Sequence = source.Sequence;
    }

    /// <summary>The number of the last commit applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>The changes applied so far.</summary>
    public int ChangeCount { get; private set; }

    /// <summary>Applies a commit; one that the version holds already is passed over.</summary>
    /// <exception cref="NodesErasedException">What the version was made from is no longer to be kept.</exception>
    /// <exception cref="InvalidDataException">
    /// A commit before it is missing, or it does not fit what is there: the version has to be built anew.
    /// </exception>
    public void Apply(Commit commit)
    {
        if (commit.Sequence <= Sequence) return;
        if (commit.Sequence != Sequence + 1)
        {
            throw new InvalidDataException($"Commit {commit.Sequence} came after {Sequence}.");
        }

        foreach (var change in commit.Changes) Apply(change);
        ChangeCount += commit.Changes.Count;
        Sequence = commit.Sequence;
        _committedAt = commit.At;
    }

    /// <summary>The version with all that was applied.</summary>
    public GraphSnapshot Freeze() => Sequence == _source.Sequence ? _source : _writer.Freeze(Sequence, _committedAt);

    private void Apply(Change change)
    {
        switch (change)
        {
            case NodePut put:
                _writer.Put(put.Node);
                break;
            case NodeDeleted deleted:
                _writer.DeleteNode(deleted.Id);
                break;
            case LinkPut put:
                _writer.PutLink(put.Link);
                break;
            case LinkRemoved removed:
                _writer.RemoveLink(removed.Type, removed.From, removed.To);
                break;
            case InteractionRecorded recorded:
                _writer.Record(recorded.Interaction);
                break;
            case InteractionRemoved removed:
                _writer.RemoveInteraction(removed.Interaction);
                break;
            case NodesErased:
                throw new NodesErasedException();
            default:
                throw new InvalidDataException($"No such change: {change.GetType().Name}.");
        }
    }
}
