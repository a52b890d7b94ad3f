using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Inbox;

/// <summary>What a curator said of a piece of work. The names are those of the schema.</summary>
public enum TriageState
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It is not to be done.</summary>
    Dismissed,

    /// <summary>It is to be done later.</summary>
    Snoozed,
}

/// <summary>
/// What was decided about a piece of work: an interaction TRIAGED of the curator at the node, whose text says the
/// state, the kind, the fingerprint of the work as it was then, and until when. The latest counts.
/// </summary>
/// <param name="State">What was said.</param>
/// <param name="Kind">The kind of the work.</param>
/// <param name="Fingerprint">Of the work as it was then.</param>
/// <param name="Until">Until when it is put off, as UTC ticks; null where it is not.</param>
/// <param name="EdgeId">The id of the interaction.</param>
public sealed record Triage(TriageState State, InboxKind Kind, string Fingerprint, long? Until, string EdgeId)
{
    // Members cannot give their own interactions such ids, so that none can settle what is a curator's work.
    private const string Prefix = "triage/";

    private static readonly Relation Row = Relations.Of(EdgeType.Triaged, EdgeDirection.In);

    /// <summary>The work, as it is now, need not be shown.</summary>
    public bool Settles(string fingerprint, long nowTicks) =>
        Fingerprint == fingerprint && (State != TriageState.Snoozed || Until > nowTicks);

    /// <summary>The text of the interaction.</summary>
    public static string TextOf(TriageState state, InboxKind kind, string fingerprint, long? until) =>
        string.Create(CultureInfo.InvariantCulture, $"{state} {kind} {fingerprint} {until ?? 0}");

    /// <summary>The id of the interaction: the same for what is said again.</summary>
    public static string IdOf(string node, string text) => Prefix + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{node}\n{text}")).AsSpan(0, 16));

    /// <summary>What was decided at a node, the latest first.</summary>
    public static IReadOnlyList<Triage> At(GraphReader reader, int node)
    {
        var found = new List<Triage>();
        var texts = reader.EdgeTexts(EdgeType.Triaged, "text");
        foreach (var (_, edge) in reader.Follow(Row, node))
        {
            if (reader.EdgeIds.String(edge) is { } id && id.StartsWith(Prefix, StringComparison.Ordinal)
                && Parse(texts.String(edge), id) is { } triage) found.Add(triage);
        }

        return found;
    }

    private static Triage? Parse(string? text, string id) =>
        text?.Split(' ') is [var state, var kind, var fingerprint, var until]
            && Enum.TryParse<TriageState>(state, out var said) && Enum.TryParse<InboxKind>(kind, out var what)
            && long.TryParse(until, CultureInfo.InvariantCulture, out var ticks)
                ? new Triage(said, what, fingerprint, ticks == 0 ? null : ticks, id)
                : null;
}
