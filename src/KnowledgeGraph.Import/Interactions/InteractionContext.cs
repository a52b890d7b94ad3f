using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Interactions;

/// <summary>
/// What the forms of a file of interactions share: ids, members that are made, rows that were there before.
/// </summary>
internal sealed class InteractionContext(IImportSink sink, string source, DateTimeOffset now)
{
    // Bounds the memory for telling a duplicate. Beyond it a duplicate is still stored once, since it has the same id;
    // it is only no longer named.
    private const int RememberedMax = 4_000_000;

    private static readonly PropertyDefinition DisplayName = NodeKinds.Member["displayName"];

    private readonly HashSet<ulong> _seen = [];
    private readonly HashSet<ulong> _members = [];

    public IImportSink Sink { get; } = sink;

    /// <summary>What interactions' ids begin with.</summary>
    public string Source { get; } = source;

    /// <summary>Events after this are of the future: now, and a day for clocks and time zones.</summary>
    public long LatestTicks { get; } = now.UtcTicks + TimeSpan.TicksPerDay;

    /// <summary>The member's id in the graph, which sees to it that there is such a member.</summary>
    public string Member(string given, SourcePosition position)
    {
        var isId = given.StartsWith("member:", StringComparison.Ordinal);
        var id = isId ? given : $"member:{given}";
        if (Remember(_members, id))
        {
            var name = PropertyValue.Text(isId ? given["member:".Length..] : given);
            Sink.Add(new NodeDraft(NodeKinds.Member, id).SetIfNew(DisplayName, name).ToCommand(), position);
        }

        return id;
    }

    /// <summary>False where the same was seen before.</summary>
    public bool IsFirst(string key) => Remember(_seen, key);

    /// <summary>A hash of a row's content, 32 hexadecimal digits: its id where it brings none.</summary>
    public static string HashOf(params ReadOnlySpan<string> fields)
    {
        var hash = new XxHash128();
        foreach (var field in fields)
        {
            hash.Append(Encoding.UTF8.GetBytes(CleanText.Of(field)));
            // So that "ab", "c" is not "a", "bc".
            hash.Append([0]);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static bool Remember(HashSet<ulong> set, string key)
    {
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(CleanText.Of(key)));
        return set.Count < RememberedMax ? set.Add(hash) : !set.Contains(hash);
    }
}
