using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.Api.Mutations;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Feed;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Api;

/// <summary>
/// The state of one request: the version of the graph that it reads. It stays the same from start to end of a query; a
/// mutation moves it on to the version that holds its change. What it reads is what its viewer may see. For one request
/// at a time.
/// </summary>
public sealed class CommunityContext
{
    private readonly Follower _follower;
    private readonly CommandProcessor _commands;
    private GraphSnapshot _snapshot;

    /// <param name="follower">Publishes the versions.</param>
    /// <param name="commands">Where mutations go.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="actor">Who is said to have made the changes: a member's id, or the name of a program.</param>
    /// <param name="clock">What mutations take as now.</param>
    public CommunityContext(
        Follower follower, CommandProcessor commands, Viewer viewer, string actor, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(follower);
        (_follower, _commands, Viewer, Actor, Clock) = (follower, commands, viewer, actor, clock);
        _snapshot = follower.Current;
        Reader = _snapshot.Read(viewer);
    }

    /// <summary>The languages that sentences are wanted in, as in the header of that name; null for any.</summary>
    public string? AcceptLanguage { get; init; }

    /// <summary>Who asks.</summary>
    internal Viewer Viewer { get; }

    /// <summary>Until when they are known; null where that has no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the audit says of who asks and with what.</summary>
    public AuditStamp? Audit { get; init; }

    /// <summary>What the store keeps about people; null where nobody may ask for it.</summary>
    public IMemberRecords? Records { get; init; }

    /// <summary>What the store answers in the place of the read model; null for nothing.</summary>
    public StoreAnswers? StoreAnswers { get; init; }

    /// <summary>
    /// Groups of words that mean the same to a search; one list for the whole program, since what is made of it is kept
    /// with it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Synonyms { get; init; } = [];

    /// <summary>Who is said to have made the changes.</summary>
    internal string Actor { get; }

    /// <summary>Who is said to have made a link: the member that asks, else the program.</summary>
    internal string MadeBy => Viewer.MemberId ?? Actor;

    /// <summary>The id of the member that asks, where it is one that is there; a program is none.</summary>
    internal string? Self => Viewer.MemberId is { } id && Reader.TryFind(id, NodeKind.Member, out var member)
        ? Reader.Ids.String(member)
        : null;

    /// <summary>The request's id, for the log.</summary>
    public string? RequestId { get; init; }

    internal GraphReader Reader { get; private set; }

    /// <summary>
    /// The same version with nothing hidden: for what holds for all readers, such as rules, and for nothing that is
    /// shown.
    /// </summary>
    internal GraphReader Everything => _snapshot.Read(Viewer.Program);

    /// <summary>What changes, as it changes.</summary>
    internal ChangeSubscriptions Changes => _follower.Changes;

    internal TimeProvider Clock { get; }

    /// <summary>The same for the version that is the newest now.</summary>
    internal CommunityContext Renew() => new(_follower, _commands, Viewer, Actor, Clock)
    {
        AcceptLanguage = AcceptLanguage,
        RequestId = RequestId,
        ExpiresAt = ExpiresAt,
        Audit = Audit,
        Records = Records,
        StoreAnswers = StoreAnswers,
        Synonyms = Synonyms,
    };

    /// <summary>There may be such a node, but not for who asks.</summary>
    internal bool Hides(string id) => !Viewer.SeesEverything && !Reader.TryFind(id, out _);

    /// <summary>
    /// Whether who asks finds a member in lists by contribution: a member that refuses finds itself there, and curators
    /// find everybody.
    /// </summary>
    internal Predicate<int> IsListed()
    {
        var reader = Reader;
        if (Viewer.SeesEverything) return _ => true;
        var self = Viewer.MemberId is { } id && reader.TryFind(id, NodeKind.Member, out var found) ? found : -1;
        return member => member == self || reader.ConsentsToLeaderboards(member) != false;
    }

    /// <summary>Goes on with the version that holds a commit.</summary>
    internal async ValueTask ReadFromAsync(long sequence, CancellationToken cancellation)
    {
        _snapshot = await _follower.WaitForAsync(sequence, cancellation).ConfigureAwait(false);
        Reader = _snapshot.Read(Viewer);
    }

    /// <summary>What the audit says of something that is asked for.</summary>
    internal AuditStamp StampOf(string action) => Audit is { } stamp
        ? stamp with { Action = action }
        : new AuditStamp(action);

    /// <summary>The same for the field that asks for them, which the audit then names.</summary>
    internal ValueTask<CommitResult> ExecuteAsync(
        IReadOnlyList<Command> commands, RefusalPolicy onRefusal, FieldContext field) =>
        ExecuteAsync(commands, onRefusal, StampOf(field.Field.Name), field.CancellationToken);

    /// <summary>
    /// Keeps that a member searched and found nothing: what the community lacks. Goes the way of all changes, and the
    /// query does not wait for it; the same text within a minute is kept once.
    /// </summary>
    internal void SearchedInVain(string text)
    {
        if (Viewer.MemberId is not { } member || string.IsNullOrWhiteSpace(text)) return;
        var now = Clock.GetUtcNow();
        var type = EdgeTypes.Of(EdgeType.Searched);
        var values = new PropertyValue[type.Properties.Count];
        values[type["text"].Index] = PropertyValue.Text(text);
        values[type["count"].Index] = PropertyValue.Integer(0);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{member}\n{text}\n{now.ToUnixTimeSeconds() / 60}")).AsSpan(0, 12));
        var search = new EdgeRecord(EdgeType.Searched, member, null, now.UtcTicks, $"search:{key}", values);
        _ = RecordAsync(new CommitRequest([new RecordInteraction(search)], Actor, RefusalPolicy.Skip));

        async Task RecordAsync(CommitRequest request)
        {
            try
            {
                await _commands.ExecuteAsync(request, CancellationToken.None).ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // A search is worth an answer even where nothing can be kept of it.
            }
        }
    }

    /// <summary>Carries out the commands; afterwards <see cref="Reader"/> holds what they changed.</summary>
    internal ValueTask<CommitResult> ExecuteAsync(
        IReadOnlyList<Command> commands, RefusalPolicy onRefusal, CancellationToken cancellation) =>
        ExecuteAsync(commands, onRefusal, StampOf("mutation"), cancellation);

    /// <summary>
    /// All or nothing, and only where the commit that was <paramref name="seen"/> is still the last one; otherwise
    /// refused with CONFLICT, and <see cref="Reader"/> goes on to what is there now.
    /// </summary>
    internal ValueTask<CommitResult> ExecuteIfLastAsync(
        IReadOnlyList<Command> commands, long seen, FieldContext field) =>
        ExecuteAsync(commands, RefusalPolicy.RefuseAll, StampOf(field.Field.Name), field.CancellationToken, seen);

    private async ValueTask<CommitResult> ExecuteAsync(
        IReadOnlyList<Command> commands, RefusalPolicy onRefusal, AuditStamp stamp, CancellationToken cancellation,
        long? seen = null)
    {
        var request = new CommitRequest(commands, Actor, onRefusal) { Audit = stamp, ExpectedSequence = seen };
        var result = await _commands.ExecuteAsync(request, cancellation).ConfigureAwait(false);
        await ReadFromAsync(result.Sequence, cancellation).ConfigureAwait(false);
        return result;
    }

    /// <summary>Carries out one command; what is wrong with it comes back as errors of `input`.</summary>
    internal async ValueTask<(OutcomeKind Outcome, IReadOnlyList<UserError> Errors)> ExecuteAsync(
        Command command, CancellationToken cancellation)
    {
        var result = await ExecuteAsync([command], RefusalPolicy.RefuseAll, cancellation).ConfigureAwait(false);
        var outcome = result.Outcomes[0];
        return (outcome.Kind, [.. outcome.Refusals.Select(refusal => UserError.From(refusal, "input"))]);
    }

    /// <summary>The same for the field that asks for it, which the audit then names.</summary>
    internal async ValueTask<(OutcomeKind Outcome, IReadOnlyList<UserError> Errors)> ExecuteAsync(
        Command command, FieldContext field)
    {
        var result = await ExecuteAsync([command], RefusalPolicy.RefuseAll, field).ConfigureAwait(false);
        var outcome = result.Outcomes[0];
        return (outcome.Kind, [.. outcome.Refusals.Select(refusal => UserError.From(refusal, "input"))]);
    }
}
