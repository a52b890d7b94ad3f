using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Storage;

/// <summary>What a store refuses because of what it holds: the same words from every store.</summary>
public static class StoreRefusals
{
    /// <summary>The id is taken.</summary>
    public static Refusal NodeExists(string id) => new(ErrorCodes.NodeExists,
        $"There is a node `{id}` already. Update that one, or choose another id.", "id");

    /// <summary>An end of an edge, or what is to be changed, is not there.</summary>
    /// <param name="id">The node that is not there.</param>
    /// <param name="property">`id`, `from` or `to`.</param>
    public static Refusal NodeNotFound(string id, string property) => new(ErrorCodes.NodeNotFound,
        $"There is no node `{id}`. Check the id, or create the node first.", property);

    /// <summary>The id is taken by an interaction that says something else.</summary>
    public static Refusal InteractionIdTaken(string id) => new(ErrorCodes.InteractionIdTaken,
        $"The interaction `{id}` was recorded before with another content. Give each event an id of its own.", "id");

    /// <summary>The first property of a node that is not as an update expects it; null where all are.</summary>
    public static Refusal? Conflict(UpdateNode command, PropertyValue[] current)
    {
        for (var index = 0; command.Expected is not null && index < current.Length; index++)
        {
            if ((command.ExpectedSet & (1UL << index)) == 0 || current[index] == command.Expected[index]) continue;
            var name = NodeKinds.Of(command.Node.Kind).Properties[index].Name;
            return new Refusal(ErrorCodes.Conflict,
                $"`{name}` of `{command.Node.Id}` is not what was expected: somebody has changed it. " +
                "Read it again, and decide anew.", name);
        }
        return null;
    }

    /// <summary>What becomes of the commands of a request that somebody has overtaken.</summary>
    public static Outcome[] Overtaken(int commands)
    {
        var outcomes = new Outcome[commands];
        outcomes.AsSpan().Fill(new Outcome(OutcomeKind.Undone));
        if (commands > 0)
        {
            outcomes[0] = new Outcome(OutcomeKind.Refused, new Refusal(ErrorCodes.Conflict,
                "The graph was changed by somebody while this was made. Try again."));
        }

        return outcomes;
    }

    /// <summary>A member, or what was deleted with one, that is not to come back.</summary>
    public static Refusal Erased(string id) => new(ErrorCodes.MemberErased,
        $"`{id}` was erased at the wish of a member and is not taken again. Leave it out.", "id");

    /// <summary>The commit is larger than the store takes.</summary>
    public static Refusal TooLarge(long bytesMax) => new(ErrorCodes.TooLarge,
        $"The request holds more than {bytesMax} bytes of changes. Send it in several requests.");
}
