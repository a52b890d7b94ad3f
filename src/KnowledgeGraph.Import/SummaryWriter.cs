using System.Globalization;
using System.Text.Json;

namespace KnowledgeGraph.Import;

/// <summary>Writes an <see cref="ImportSummary"/> for people and for programs.</summary>
internal static class SummaryWriter
{
    private const int ProblemsInText = 20;

    public static void WriteText(ImportSummary summary, TextWriter writer)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"read {summary.Read:N0}, created {summary.Created:N0}, changed {summary.Changed:N0}, " +
            $"unchanged {summary.Unchanged:N0}, skipped {summary.Skipped:N0}, problems {summary.ProblemCount:N0} " +
            $"in {summary.Elapsed.TotalSeconds:0.0} s"));
        foreach (var note in summary.Notes) writer.WriteLine($"  note: {note}");
        WriteCounts(writer, "skipped", summary.SkippedByReason);
        WriteCounts(writer, "problem", summary.ProblemsByReason);
        foreach (var problem in summary.Problems.Take(ProblemsInText)) writer.WriteLine($"  {problem}");
        if (summary.ProblemCount > ProblemsInText)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  ... and {summary.ProblemCount - ProblemsInText:N0} more"));
        if (!summary.Complete)
            writer.WriteLine("  A file ended early. What was read is stored; mend the file and import it again.");
    }

    public static void WriteJson(ImportSummary summary, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("import", summary.Actor);
        writer.WriteNumber("read", summary.Read);
        writer.WriteNumber("created", summary.Created);
        writer.WriteNumber("changed", summary.Changed);
        writer.WriteNumber("unchanged", summary.Unchanged);
        writer.WriteNumber("skipped", summary.Skipped);
        writer.WriteNumber("problems", summary.ProblemCount);
        writer.WriteBoolean("complete", summary.Complete);
        writer.WriteBoolean("clean", summary.Clean);
        writer.WriteNumber("seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
        writer.WriteStartArray("notes");
        foreach (var note in summary.Notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        WriteCounts(writer, "skippedByReason", summary.SkippedByReason);
        WriteCounts(writer, "problemsByReason", summary.ProblemsByReason);
        writer.WriteStartArray("firstProblems");
        foreach (var problem in summary.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("file", problem.Position.File);
            if (problem.Position.Line > 0) writer.WriteNumber("line", problem.Position.Line);
            writer.WriteString("reason", problem.Reason);
            if (problem.Detail is not null) writer.WriteString("detail", problem.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCounts(TextWriter writer, string label, IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (reason, count) in Ordered(counts))
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {label} {count:N0}: {reason}"));
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (reason, count) in Ordered(counts)) writer.WriteNumber(reason, count);
        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, long>> Ordered(IReadOnlyDictionary<string, long> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
}
