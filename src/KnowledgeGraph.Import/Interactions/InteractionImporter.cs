using KnowledgeGraph.Import.Csv;
using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.Interactions;

/// <summary>
/// Imports interactions from a CSV file, of which the header decides the form:
/// <list type="bullet">
/// <item>`member_id, interaction`: a count for each member, which becomes one INTERACTED with that count.</item>
/// <item>`member, kind, target, at, value, text` (and `id`, where the source has one): one event a row. `kind` is an
/// interaction's name; `value` is the number of stars of RATED, the hits of SEARCHED, the count of INTERACTED.</item>
/// </list>
/// Ids of members and targets are the graph's own (`member:7`); a member's may come without its prefix. Members that
/// are not there yet are created under their id.
/// </summary>
public sealed class InteractionImporter : IImporter
{
    private readonly string _path;
    private readonly string _source;
    private readonly TimeProvider _clock;

    /// <param name="path">The file.</param>
    /// <param name="source">
    /// What interactions' ids begin with; null for the file's name without its extension. Two files of one source are
    /// one: what the second says again is not recorded again.
    /// </param>
    /// <param name="clock">What the time is, for refusing events of the future; null for the system's clock.</param>
    public InteractionImporter(string path, string? source = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        var slug = Slug.Of(source ?? Path.GetFileNameWithoutExtension(path));
        _source = slug.Length > 0 ? slug : "interactions";
        _clock = clock ?? TimeProvider.System;
    }

    public string Actor => "import:interactions";

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        const int RowsPerReport = 1_000;
        using var table = new CsvTable(_path);
        var rows = FormOf(table, new InteractionContext(sink, _source, _clock.GetUtcNow()));
        for (var count = 1; table.Read(sink); count++)
        {
            rows.Read(table);
            if (count % RowsPerReport != 0) continue;
            cancellation.ThrowIfCancellationRequested();
            sink.Progress("interactions", table.BytesRead, table.Length);
        }

        sink.Progress("interactions", table.Length, table.Length);
        sink.Note("members that were not there are created with their id as name");
    }

    private IInteractionRows FormOf(CsvTable table, InteractionContext context)
    {
        if (table.HasColumn("member_id") && table.HasColumn("interaction"))
        {
            // The file has no time of its own; that of its last change is the same each time it is imported.
            var at = File.GetLastWriteTimeUtc(_path);
            context.Sink.Note($"the counts are recorded as of {InstantText.Format(at.Ticks)}, the file's last change");
            return new InteractionCounts(context, at.Ticks);
        }

        if (table.HasColumn("member") && table.HasColumn("kind") && table.HasColumn("at"))
            return new InteractionEvents(context);
        throw new ImportException(
            $"{_path} has the columns {string.Join(", ", table.Columns)}. Expected are `member_id, interaction`, " +
            "or `member, kind, target, at, value, text`.");
    }
}
