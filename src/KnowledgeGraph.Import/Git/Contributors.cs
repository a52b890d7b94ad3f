using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Git;

/// <summary>
/// Sums the commits up by person. Somebody whom neither the map nor the store knows becomes a member under their name,
/// `member:git/ada-lovelace`: not under their address, since ids are public. Two people of one name are one member
/// until the map says otherwise.
/// </summary>
internal sealed class Contributors(MemberMap? map, MemberDirectory directory)
{
    private static readonly PropertyDefinition DisplayName = NodeKinds.Member["displayName"];
    private static readonly PropertyDefinition EmailHashProperty = NodeKinds.Member["emailHash"];
    private static readonly PropertyDefinition Kind = NodeKinds.Member["kind"];

    private readonly Dictionary<(string Name, string Email), Contributor> _byIdentity = [];
    private readonly Dictionary<string, Contributor> _byMember = new(StringComparer.Ordinal);

    public void Add(GitCommit commit)
    {
        var identity = (commit.Name, commit.Email);
        if (!_byIdentity.TryGetValue(identity, out var contributor))
            _byIdentity.Add(identity, contributor = Find(commit.Name, commit.Email));
        contributor.Add(commit);
    }

    /// <summary>Says who they are and what they did, by id.</summary>
    public void AddTo(IImportSink sink, string repository, SourcePosition position)
    {
        foreach (var contributor in _byMember.Values.OrderBy(one => one.MemberId, StringComparer.Ordinal))
        {
            if (contributor.IsNew) sink.Add(MemberOf(contributor).ToCommand(), position);
            sink.Add(contributor.ToLink(repository), position);
        }
    }

    private Contributor Find(string name, string email)
    {
        var known = map?.Find(name, email) ?? directory.Find(email);
        var id = known ?? $"member:git/{SlugOrAnonymous(name)}";
        if (!_byMember.TryGetValue(id, out var contributor))
            _byMember.Add(id, contributor = new Contributor(id, name, email, IsNew: known is null));
        return contributor;
    }

    private static NodeDraft MemberOf(Contributor contributor)
    {
        var isBot = contributor.Name.Contains("[bot]", StringComparison.OrdinalIgnoreCase)
            || contributor.Email.Contains("[bot]@", StringComparison.OrdinalIgnoreCase);
        var name = CleanText.Of(contributor.Name).Trim();
        return new NodeDraft(NodeKinds.Member, contributor.MemberId)
            .SetIfNew(DisplayName, PropertyValue.Text(name.Length > 0 ? name : "anonymous"))
            .SetIfNew(EmailHashProperty, PropertyValue.TextOrNull(EmailHash.Of(contributor.Email)))
            .SetIfNew(Kind, PropertyValues.Enumeration(Kind, isBot ? "BOT" : "PERSON"));
    }

    private static string SlugOrAnonymous(string name)
    {
        var slug = Slug.Of(name);
        return slug.Length > 0 ? slug : "anonymous";
    }
}

/// <summary>What one member did in a repository.</summary>
internal sealed record Contributor(string MemberId, string Name, string Email, bool IsNew)
{
    private readonly SortedDictionary<(int Year, int Month), int> _commitsByMonth = [];
    private long _commits;
    private long _linesAdded;
    private long _linesRemoved;
    private long? _first;

    // A merge is no work of its own; who merges is still somebody who took part.
    public void Add(GitCommit commit)
    {
        if (commit.AuthoredAt is { } at && (_first is null || at < _first)) _first = at;
        if (commit.IsMerge) return;
        _commits++;
        _linesAdded += commit.LinesAdded;
        _linesRemoved += commit.LinesRemoved;
        if (commit.AuthoredAt is not { } authored) return;
        var day = new DateTime(authored, DateTimeKind.Utc);
        _commitsByMonth[(day.Year, day.Month)] = _commitsByMonth.GetValueOrDefault((day.Year, day.Month)) + 1;
    }

    public Model.Commands.PutLink ToLink(string repository) => Edges.Link(
        EdgeType.ContributedTo, MemberId, repository, _first,
        ("commits", Count(_commits)), ("linesAdded", Count(_linesAdded)), ("linesRemoved", Count(_linesRemoved)),
        ("commitsByMonth", PropertyValue.TextList([.. Months()])));

    // The newest, should a history be longer than a list can be.
    private IEnumerable<string> Months() => _commitsByMonth
        .Select(month => $"{month.Key.Year:0000}-{month.Key.Month:00}={month.Value}")
        .TakeLast(Limits.ListEntriesMax);

    private static PropertyValue Count(long number) => PropertyValue.Integer(Math.Min(number, int.MaxValue));
}
