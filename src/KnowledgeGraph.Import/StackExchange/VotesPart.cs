using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Votes.xml: the dump names members only for favourites (BOOKMARKED) and offered bounties (INTERACTED, with the amount
/// as value: none of the named interactions is an offer). All other votes are counted by type: up and down votes are in
/// the documents' scores, acceptance is on ANSWERS, and the rest is the sites' housekeeping.
/// </summary>
internal sealed class VotesPart(DumpContext context) : IDumpPart
{
    private const int Id = 0, PostId = 1, VoteTypeId = 2, UserId = 3, CreationDate = 4, BountyAmount = 5;
    private const long Favourite = 5, BountyStart = 8;

    public string FileName => "Votes.xml";

    public string[] Columns { get; } = ["Id", "PostId", "VoteTypeId", "UserId", "CreationDate", "BountyAmount"];

    public void Read(DumpFile row)
    {
        var id = row.RequiredInteger(Id);
        var post = row.RequiredInteger(PostId);
        var type = row.RequiredInteger(VoteTypeId);
        if (type is not (Favourite or BountyStart) || row.Integer(UserId) is not { } user)
            context.Sink.Skip(WithoutMember(type));
        else if (!context.Members.Contains(user))
            context.Sink.Skip("a favourite or bounty of a user who is not in the dump");
        else if (!context.Documents.Contains(post))
            context.Sink.Skip("a favourite or bounty for a post that is not in the dump");
        else if (type == Favourite)
            Add(EdgeType.Bookmarked, "favourite", default);
        else
            Add(EdgeType.Interacted, "bounty", row.Integer(BountyAmount));

        void Add(EdgeType edge, string kind, long? amount)
        {
            var value = amount is { } points ? PropertyValue.Number(points) : PropertyValue.Null;
            var text = edge == EdgeType.Interacted ? PropertyValue.Text(kind) : PropertyValue.Null;
            var interaction = Edges.Interaction(
                edge, context.InteractionId(kind, id), context.MemberId(user), context.DocumentId(post),
                row.RequiredInstant(CreationDate), ("value", value), ("text", text));
            context.Sink.Add(interaction, row.Position);
        }
    }

    private static string WithoutMember(long type) => type switch
    {
        1 => "an acceptance: it is on the answer's link",
        2 => "an up vote, which names no member: it is in the document's score",
        3 => "a down vote, which names no member: it is in the document's score",
        Favourite => "a favourite that names no member",
        BountyStart or 9 => "a bounty that names no member",
        16 => "an approved edit suggestion: the edit itself is imported",
        _ => "a vote of the site's housekeeping (closing, deleting, reviewing)",
    };
}
