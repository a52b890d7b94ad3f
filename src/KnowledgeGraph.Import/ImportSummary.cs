using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Import;

/// <summary>
/// What became of an import. The first <see cref="ProblemsKept"/> problems are kept in full, all of them are counted
/// by reason. Filled by two threads while the import runs; to be read when it is over.
/// </summary>
public sealed class ImportSummary(string actor)
{
    /// <summary>How many problems are kept in full.</summary>
    public const int ProblemsKept = 100;

    private readonly Lock _lock = new();
    private readonly List<ImportProblem> _problems = [];
    private readonly Dictionary<string, long> _problemsByReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _skippedByReason = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    /// <summary>The name that the changes are logged under.</summary>
    public string Actor { get; } = actor;

    /// <summary>Records of the source that were looked at.</summary>
    public long Read { get; internal set; }

    /// <summary>Nodes and edges that are new.</summary>
    public long Created { get; private set; }

    /// <summary>Nodes and edges that were there and are different now.</summary>
    public long Changed { get; private set; }

    /// <summary>Nodes and edges that were there as they are.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Sound records that were left out, each with a reason.</summary>
    public long Skipped { get; private set; }

    /// <summary>Records with something wrong about them, left out.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>Every file was read to its end.</summary>
    public bool Complete { get; private set; } = true;

    /// <summary>Nothing was wrong: every record is stored, or left out for a reason that is no fault.</summary>
    public bool Clean => Complete && ProblemCount == 0;

    public TimeSpan Elapsed { get; internal set; }

    /// <summary>The first problems, in full.</summary>
    public IReadOnlyList<ImportProblem> Problems => _problems;

    /// <summary>All problems, counted by reason.</summary>
    public IReadOnlyDictionary<string, long> ProblemsByReason => _problemsByReason;

    /// <summary>Sound records that were left out, counted by reason.</summary>
    public IReadOnlyDictionary<string, long> SkippedByReason => _skippedByReason;

    /// <summary>What there is to know about the source as a whole.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The summary for people, in a few lines.</summary>
    public void WriteText(TextWriter writer) => SummaryWriter.WriteText(this, writer);

    /// <summary>The summary for programs, as one JSON object.</summary>
    public void WriteJson(Utf8JsonWriter writer) => SummaryWriter.WriteJson(this, writer);

    internal void AddOutcome(OutcomeKind kind)
    {
        switch (kind)
        {
            case OutcomeKind.Created: Created++; break;
            case OutcomeKind.Changed or OutcomeKind.Deleted: Changed++; break;
            default: Unchanged++; break;
        }
    }

    internal void AddRefusal(SourcePosition position, Command command, Refusal refusal)
    {
        var (what, which) = command switch
        {
            UpsertNode { Node: var node } => (NodeKinds.Of(node.Kind).Name, node.Id),
            PutLink { Link: var link } => (EdgeTypes.Of(link.Type).Name, $"{link.From} to {link.To}"),
            RecordInteraction { Interaction: var event_ } => (EdgeTypes.Of(event_.Type).Name, event_.Id),
            _ => (command.GetType().Name, null),
        };
        var property = refusal.Property is null ? "" : $" ({refusal.Property})";
        AddProblem(position, $"{what} refused: {refusal.Code}{property}", $"{which}: {refusal.Message}");
    }

    internal void AddSkipped(string reason)
    {
        Skipped++;
        _skippedByReason[reason] = _skippedByReason.GetValueOrDefault(reason) + 1;
    }

    internal void AddNote(string text) => _notes.Add(text);

    // The importer's thread and the one that commits both meet problems.
    internal void AddProblem(SourcePosition position, string reason, string? detail)
    {
        lock (_lock)
        {
            ProblemCount++;
            if (_problems.Count < ProblemsKept) _problems.Add(new ImportProblem(position, reason, Shorten(detail)));
            _problemsByReason[reason] = _problemsByReason.GetValueOrDefault(reason) + 1;
        }
    }

    internal void AddCutOff(SourcePosition position, string reason, string? detail)
    {
        Complete = false;
        AddProblem(position, reason, detail);
    }

    // The particulars may quote the source, which may hold anything of any length.
    private static string? Shorten(string? detail)
    {
        const int LengthMax = 300;
        if (detail is null) return null;
        var text = detail.Length <= LengthMax ? detail : string.Concat(detail.AsSpan(0, LengthMax), "…");
        return string.Create(text.Length, text, (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = IsPrintable(source, index) ? source[index] : '\uFFFD';
        });
    }

    private static bool IsPrintable(string text, int index) =>
        !char.IsControl(text[index]) && (!char.IsSurrogate(text[index]) || IsPaired(text, index));

    private static bool IsPaired(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);
}

/// <summary>A record that was left out because something is wrong with it.</summary>
/// <param name="Position">Where.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Detail">The particulars; null where the reason says it all.</param>
public sealed record ImportProblem(SourcePosition Position, string Reason, string? Detail)
{
    public override string ToString() => Detail is null ? $"{Position}: {Reason}" : $"{Position}: {Reason}: {Detail}";
}
