using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Courses;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Courses;

public sealed class CourseImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public async Task The_real_courses_come_with_topics_and_prerequisites_and_nothing_new_the_second_time()
    {
        var path = SharedData.PathOf("courses/courses.csv");
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new CourseImporter(path));
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(summary.Read, store.Nodes.Values.Count(node => node.Kind == NodeKind.Course));
        var course = store.Nodes["course:class-based-program-design"];
        Assert.Equal("Class-based Program Design", course["title"].AsText());
        Assert.Equal(("13 weeks", "5-10 hours/week"), (course["duration"].AsText(), course["effort"].AsText()));
        Assert.Equal("Systematic Program Design, High School Math", course["prerequisiteText"].AsText());
        _ = store.Link(EdgeType.PrerequisiteOf, "course:systematic-program-design", course.Id);
        _ = store.Link(EdgeType.About, course.Id, "topic:core-programming");
        var topic = store.Nodes["topic:ml-family-languages-via-standard-ml"];
        Assert.Equal("ML-family languages (via Standard ML)", topic["name"].AsText());
        Assert.False(store.Nodes.ContainsKey("topic:and-more"));
        await Importing.AssertImportsNothingNewAsync(store, new CourseImporter(path));
    }

    [Fact]
    public async Task Titles_that_nobody_has_rows_without_title_and_repeated_rows_are_reported()
    {
        var (store, summary) = await ImportAsync("""
            title,requires,url,topics
            B,A; Unknown ;B,,
            A,,not a url,C++;C#; ;???
            ,A,,
            b,,,
            "C ""quoted""
            over two lines",A,https://x.org,
            D,A,,x,one too many
            E,"A"x,,
            """);
        Assert.Equal("""
            in.csv line 3: the course's url is no http address: not a url
            in.csv line 3: a topic's name holds no letter or digit: ???
            in.csv line 4: a course needs a title: 
            in.csv line 5: a course of that title stands in an earlier row: b
            in.csv line 8: the row has more fields than the header: 5 instead of 4: is a separator not quoted?
            in.csv line 9: a quote stands where none can stand: E,"A"x,,
            in.csv line 2: `requires` names a course that is not in the file: Unknown
            in.csv line 2: a course requires itself: B
            """, Importing.ProblemsOf(summary));
        Assert.Equal(
            ["course:a", "course:b", "course:c-quoted-over-two-lines", "topic:c#", "topic:c++"],
            store.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["course:b", "course:c-quoted-over-two-lines"],
            store.LinksOf(EdgeType.PrerequisiteOf).Select(link => link.To!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("title;topics\r\nA;x\r\n")]
    [InlineData("\uFEFFTitle\tTopics\nA\tx")]
    [InlineData("\n\"title\", \"topics\"\n\n\"A\" , \"x\"\n\n")]
    public async Task Semicolons_tabs_byte_order_marks_quotes_and_empty_lines_are_read(string text)
    {
        var (store, summary) = await ImportAsync(text);
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(["course:a", "topic:x"], store.Nodes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_and_a_quote_that_is_not_closed_are_reported()
    {
        byte[] bytes = [.. "title\nA\nB"u8, 0xFF, .. "\nC\n\"D\nE"u8];
        var path = _folder.Write("in.csv", bytes);
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new CourseImporter(path));
        Assert.Equal(["course:a", "course:c"], store.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "in.csv line 3: the row is not valid UTF-8: save the file as UTF-8\n"
            + "in.csv line 5: a quote is not closed; the rest of the file is not read: \"D\uFFFDE",
            Importing.ProblemsOf(summary));
        Assert.False(summary.Complete);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("name,topics\nA,x", "has no column `title`")]
    [InlineData("title,Title\nA,x", "names the column `Title` twice")]
    public async Task A_file_without_a_usable_header_is_said(string text, string message)
    {
        var failure = await Assert.ThrowsAsync<ImportException>(() => ImportAsync(text));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync(string text) =>
        Importing.IntoEmptyStoreAsync(new CourseImporter(_folder.Write("in.csv", text)));
}
