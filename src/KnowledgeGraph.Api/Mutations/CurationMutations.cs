using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`verify`, `supersede` and `markDuplicate`: what a curator says of documents.</summary>
internal static class CurationMutations
{
    private static readonly NodeKindDefinition Document = NodeKinds.Document;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<Payload>("verify", (_, context) => VerifyAsync(context))
            .EachObjectAsync<Payload>("supersede", (_, context) =>
                LinkAsync(EdgeType.Supersedes, from: "by", to: "id", context))
            .EachObjectAsync<Payload>("markDuplicate", (_, context) =>
                LinkAsync(EdgeType.Duplicates, from: "id", to: "of", context));
        schema.Object<Payload>("VerifyPayload")
            .EachObject<int>("document", (payload, _) => payload.Document)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
        foreach (var (name, other) in (ReadOnlySpan<(string, string)>)[("Supersede", "by"), ("MarkDuplicate", "of")])
        {
            schema.Object<Payload>($"{name}Payload")
                .EachObject<int>("document", (payload, _) => payload.Document)
                .EachObject<int>(other, (payload, _) => payload.Other)
                .EachObjects("userErrors", (payload, _) => payload.Errors);
        }
    }

    private static async ValueTask<Payload?> VerifyAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var community = context.State<CommunityContext>();
        var id = input.Field("id")!.AsString();
        if (NodeMutations.WrongPrefix(Document, id) is { } wrong) return Payload.Refused(wrong);
        var until = InstantInput.ReadTicks(input.Field("until")!);
        if (until <= community.Clock.GetUtcNow().UtcTicks)
        {
            return Payload.Refused(new UserError(
                ErrorCodes.InvalidValue, "What is vouched for until a moment that has passed is vouched for no more: " +
                "give one to come.", ["input", "until"]));
        }

        if (!community.Reader.TryFind(id, out var document))
            return Payload.Refused(UserError.From(StoreRefusals.NodeNotFound(id, "id"), "input"));
        var seen = community.Reader.RecordOf(document);
        var (expected, expectedSet) = input.Field("expected") is { IsNull: false } given
            ? PropertyInput.ReadGiven(Document.Properties, given)
            : (new PropertyValue[Document.Properties.Count], 0UL);
        Command[] commands = [Vouch(seen, until, expected, expectedSet), .. Review(community, seen.Id)];
        var result = await community.ExecuteAsync(commands, RefusalPolicy.RefuseAll, context).ConfigureAwait(false);
        List<UserError> errors = [.. result.Outcomes.SelectMany(outcome => outcome.Refusals)
            .Select(refusal => UserError.From(refusal, "input"))];
        return errors.Count == 0 && community.Reader.TryFind(seen.Id, out document)
            ? new Payload(document, null, [])
            : new Payload(null, null, errors);
    }

    // Who vouches for it has reviewed it: what was said against it before is answered. A program reviews nothing.
    private static IEnumerable<Command> Review(CommunityContext community, string document)
    {
        if (community.Self is not { } member) yield break;
        var type = EdgeTypes.Of(EdgeType.Reviewed);
        var at = community.Clock.GetUtcNow().UtcTicks;
        var values = new PropertyValue[type.Properties.Count];
        values[type["madeBy"].Index] = PropertyValue.Text(community.Actor);
        var key = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{member}\n{document}\n{at}")).AsSpan(0, 16));
        yield return new RecordInteraction(
            new EdgeRecord(EdgeType.Reviewed, member, document, at, $"verify/{key}", values));
    }

    // Vouched for is the content that this version has: the store refuses where there is another by now.
    private static UpdateNode Vouch(NodeRecord seen, long until, PropertyValue[] expected, ulong expectedSet)
    {
        var values = new PropertyValue[Document.Properties.Count];
        var set = 0UL;
        Set("maturity", PropertyValue.Enumeration(Verification.VerifiedPosition));
        Set("verifiedUntil", PropertyValue.InstantFromTicks(until));
        Set("verifiedHash", PropertyValue.Text(Verification.HashOf(seen.Values)));
        if (!Verification.IsVerified(seen)) Set("verifiedFrom", seen["maturity"]);
        foreach (var name in Verification.ContentProperties)
        {
            var index = Document[name].Index;
            if ((expectedSet & (1UL << index)) != 0) continue;
            expected[index] = seen.Values[index];
            expectedSet |= 1UL << index;
        }

        return new UpdateNode(new NodeRecord(seen.Id, NodeKind.Document, values), set)
        {
            Expected = expected,
            ExpectedSet = expectedSet,
        };

        void Set(string name, PropertyValue value)
        {
            values[Document[name].Index] = value;
            set |= 1UL << Document[name].Index;
        }
    }

    private static async ValueTask<Payload?> LinkAsync(EdgeType type, string from, string to, FieldContext context)
    {
        var input = context.Object("input")!;
        var community = context.State<CommunityContext>();
        var (source, target) = (input.Field(from)!.AsString(), input.Field(to)!.AsString());
        if (GoesRound(community.Reader, type, source, target))
        {
            return Payload.Refused(new UserError(
                ErrorCodes.InvalidValue,
                $"`{target}` leads to `{source}` along {EdgeTypes.Of(type).Name} already: that would go round. " +
                "Take that link away first.", ["input", "id"]));
        }

        var values = new PropertyValue[EdgeTypes.Of(type).Properties.Count];
        values[EdgeTypes.Of(type)["madeBy"].Index] = PropertyValue.Text(community.MadeBy);
        var link = new EdgeRecord(type, source, target, community.Clock.GetUtcNow().UtcTicks, null, values);
        var result = await community.ExecuteAsync([new PutLink(link)], RefusalPolicy.RefuseAll, context)
            .ConfigureAwait(false);
        if (result.Outcomes[0].Refusals is { Count: > 0 } refusals)
        {
            return new Payload(null, null, [.. refusals.Select(refusal => UserError.From(
                refusal with { Property = refusal.Property == "from" ? from : to }, "input"))]);
        }

        var reader = community.Reader;
        var other = from == "id" ? target : source;
        return new Payload(
            reader.TryFind(input.Field("id")!.AsString(), out var one) ? one : null,
            reader.TryFind(other, out var another) ? another : null, []);
    }

    // The target leads to the source along such links.
    private static bool GoesRound(GraphReader reader, EdgeType type, string source, string target)
    {
        if (!reader.TryFind(source, NodeKind.Document, out var end)) return false;
        if (!reader.TryFind(target, NodeKind.Document, out var start) || start == end) return false;
        var relation = ReadModel.Relations.Of(type, EdgeDirection.Out, NodeKind.Document);
        var met = new HashSet<int> { start };
        var open = new Stack<int>([start]);
        while (open.TryPop(out var node))
        {
            foreach (var (next, _) in reader.Follow(relation, node))
            {
                if (next == end) return true;
                if (met.Add(next)) open.Push(next);
            }
        }

        return false;
    }

    private sealed record Payload(int? Document, int? Other, IReadOnlyList<UserError> Errors)
    {
        public static Payload Refused(UserError error) => new(null, null, [error]);
    }
}
