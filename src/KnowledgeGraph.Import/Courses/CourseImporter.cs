using KnowledgeGraph.Import.Csv;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Courses;

/// <summary>
/// Imports courses from a CSV file with the columns `title` and, where they are there, `area`, `url`, `provider`,
/// `description`, `duration`, `effort`, `prerequisites` (as the provider words them), `requires` (titles of other rows,
/// separated by semicolons) and `topics` (separated by semicolons). A course is known by its title's slug.
/// </summary>
/// <remarks>The file is read twice, courses first, since a course may require one of a later row.</remarks>
public sealed class CourseImporter(string path) : IImporter
{
    private static readonly string[] KnownColumns =
    [
        "title", "area", "url", "provider", "description", "duration", "effort", "prerequisites", "requires", "topics",
    ];

    private static readonly PropertyDefinition Title = NodeKinds.Course["title"];
    private static readonly PropertyDefinition Description = NodeKinds.Course["description"];
    private static readonly PropertyDefinition Url = NodeKinds.Course["url"];
    private static readonly PropertyDefinition Provider = NodeKinds.Course["provider"];
    private static readonly PropertyDefinition Effort = NodeKinds.Course["effort"];
    private static readonly PropertyDefinition Duration = NodeKinds.Course["duration"];
    private static readonly PropertyDefinition PrerequisiteText = NodeKinds.Course["prerequisiteText"];

    private readonly HashSet<string> _courses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);

    public string Actor => "import:courses";

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        using (var table = Open(sink))
        {
            while (table.Read(sink))
            {
                cancellation.ThrowIfCancellationRequested();
                AddCourse(table, sink);
                sink.Progress("courses", table.BytesRead, 2 * table.Length);
            }
        }

        using (var table = Open(new SilentSink(sink)))
        {
            // What is wrong with a row was said the first time.
            var silent = new SilentSink(sink);
            while (table.Read(silent))
            {
                AddPrerequisites(table, sink);
                sink.Progress("prerequisites", table.Length + table.BytesRead, 2 * table.Length);
            }
        }
    }

    private CsvTable Open(IImportSink sink)
    {
        var table = new CsvTable(path);
        if (!table.HasColumn("title"))
        {
            table.Dispose();
            throw new ImportException(
                $"{path} has no column `title`. Known columns are {string.Join(", ", KnownColumns)}.");
        }

        var unknown = table.Columns.Except(KnownColumns, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0) sink.Note($"columns that are not imported: {string.Join(", ", unknown)}");
        return table;
    }

    private void AddCourse(CsvTable row, IImportSink sink)
    {
        var title = CleanText.Of(row["title"]);
        if (IdOf(title) is not { } id)
        {
            sink.Problem(row.Position, "a course needs a title", title);
            return;
        }

        if (!_courses.Add(id))
        {
            sink.Problem(row.Position, "a course of that title stands in an earlier row", title);
            return;
        }

        var course = new NodeDraft(NodeKinds.Course, id)
            .Set(Title, title)
            .Set(Description, CleanText.Of(row["description"]))
            .Set(Provider, CleanText.Of(row["provider"]))
            .Set(Effort, CleanText.Of(row["effort"]))
            .Set(Duration, CleanText.Of(row["duration"]))
            .Set(PrerequisiteText, CleanText.Of(row["prerequisites"]));
        if (PropertyValues.IsUrl(row["url"])) course.Set(Url, row["url"]);
        else if (row["url"].Length > 0) sink.Problem(row.Position, "the course's url is no http address", row["url"]);
        sink.Add(course.ToCommand(), row.Position);
        foreach (var topic in Split(row["topics"]).Append(row["area"])) AddTopic(id, topic, row.Position, sink);
    }

    private void AddTopic(string course, string name, SourcePosition position, IImportSink sink)
    {
        if (name.Length == 0) return;
        // Lists of topics end so; it names none.
        if (name.Equals("and more", StringComparison.OrdinalIgnoreCase))
            sink.Skip("the words `and more` at the end of a course's topics");
        else if (Topics.IdOf(name) is not { } topic)
            sink.Problem(position, "a topic's name holds no letter or digit", name);
        else
        {
            if (_topics.Add(topic)) sink.Add(Topics.FromName(topic, CleanText.Of(name)), position);
            sink.Add(Edges.Link(EdgeType.About, course, topic), position);
        }
    }

    private void AddPrerequisites(CsvTable row, IImportSink sink)
    {
        if (IdOf(row["title"]) is not { } id) return;
        foreach (var title in Split(row["requires"]))
        {
            if (IdOf(title) is not { } required || !_courses.Contains(required))
                sink.Problem(row.Position, "`requires` names a course that is not in the file", title);
            else if (required == id)
                sink.Problem(row.Position, "a course requires itself", title);
            else
                sink.Add(Edges.Link(EdgeType.PrerequisiteOf, required, id), row.Position);
        }
    }

    private static string? IdOf(string title)
    {
        var slug = Slug.Of(title);
        return slug.Length > 0 ? $"course:{slug}" : null;
    }

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
