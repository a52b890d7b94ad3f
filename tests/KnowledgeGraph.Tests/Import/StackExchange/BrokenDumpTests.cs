using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.StackExchange;

public sealed class BrokenDumpTests : IDisposable
{
    private const string Head = "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    private const string Users = Head + """
        <users>
          <row Id="1" DisplayName="Ada" CreationDate="2018-03-09T19:11:00.057" />
          <row Id="2" DisplayName="Grace" CreationDate="2018-03-09T19:11:00.057" WebsiteUrl="javascript:alert(1)" />
        </users>
        """;

    private const string Question = """
        <row Id="1" PostTypeId="1" CreationDate="2018-03-12T17:00:45.567" Score="1" Body="&lt;p&gt;Q&lt;/p&gt;"
             OwnerUserId="1" Title="T" Tags="&lt;c++&gt;&lt;.net&gt;" AcceptedAnswerId="2" />
        """;

    private const string Answer = """
        <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2018-03-12T18:00:45.567" Body="A" OwnerUserId="2" />
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_is_not_there_or_empty_or_without_posts_is_said()
    {
        Assert.Contains("no folder", await FailureOf(_folder.PathOf("none")), StringComparison.Ordinal);
        Assert.Contains("holds no Users.xml", await FailureOf(_folder.Root), StringComparison.Ordinal);
        _folder.Write("Users.xml", Users);
        Assert.Contains("holds no Posts.xml", await FailureOf(_folder.Root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_optional_files_are_said_and_the_rest_is_imported()
    {
        var (store, summary) = await ImportAsync($"<posts>{Question}{Answer}</posts>");
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(
            ["no Tags.xml in the folder", "no Comments.xml in the folder", "no PostLinks.xml in the folder",
             "no Votes.xml in the folder"],
            summary.Notes);
        Assert.Equal(
            ["document:site/1", "document:site/2", "member:site/1", "member:site/2", "topic:.net", "topic:c++"],
            store.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.True(store.Nodes["member:site/2"]["url"].IsNull);
    }

    [Fact]
    public async Task A_truncated_file_keeps_what_stood_before_and_names_the_place()
    {
        var (store, summary) = await ImportAsync($"<posts>\n{Question}\n{Answer}\n<row Id=\"3\" PostTypeId=\"1\" Crea");
        Assert.True(store.Nodes.ContainsKey("document:site/2"));
        Assert.False(summary.Complete);
        Assert.StartsWith(
            "Posts.xml line 6: the XML is broken here; the rest of the file is not read: ",
            Importing.ProblemsOf(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_and_half_surrogates_are_survived()
    {
        var body = "a&#x1;b\u0002c&#xD800;d&#x0;e";
        var (store, summary) = await ImportAsync(
            $"<posts><row Id=\"1\" PostTypeId=\"1\" CreationDate=\"2018-03-12T17:00:45\" Body=\"{body}\" /></posts>");
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal("ab c\uFFFDde", store.Nodes["document:site/1"]["body"].AsText());
    }

    [Theory]
    [InlineData("Id=\"x\" PostTypeId=\"1\" CreationDate=\"2018-03-12\"", "Id is not a whole number: x")]
    [InlineData("PostTypeId=\"1\" CreationDate=\"2018-03-12\"", "Id is missing")]
    [InlineData("Id=\"5\" CreationDate=\"2018-03-12\"", "PostTypeId is missing")]
    [InlineData("Id=\"5\" PostTypeId=\"1\"", "CreationDate is missing")]
    [InlineData("Id=\"5\" PostTypeId=\"1\" CreationDate=\"yesterday\"",
        "CreationDate is not a date such as 2018-03-12 or 2018-03-12T17:00:45Z: yesterday")]
    [InlineData("Id=\"5\" PostTypeId=\"2\" CreationDate=\"2018-03-12\"", "ParentId is missing")]
    [InlineData("Id=\"5\" PostTypeId=\"1\" CreationDate=\"2018-03-12\" Score=\"many\"",
        "Score is not a whole number: many")]
    public async Task A_row_with_a_wrong_value_is_reported_with_its_line_and_the_others_are_imported(
        string attributes, string detail)
    {
        var (store, summary) = await ImportAsync($"<posts>\n<row {attributes} />\n{Question}\n</posts>");
        Assert.Equal(
            $"Posts.xml line 3: a value is missing or has the wrong form: {detail}", Importing.ProblemsOf(summary));
        Assert.True(store.Nodes.ContainsKey("document:site/1"));
        Assert.True(summary.Complete);
        Assert.False(summary.Clean);
    }

    [Fact]
    public async Task An_answer_before_its_question_is_linked_and_one_without_a_question_is_kept()
    {
        var orphan = Answer.Replace("row Id=\"2\"", "row Id=\"9\"").Replace("ParentId=\"1\"", "ParentId=\"77\"");
        var (store, summary) = await ImportAsync($"<posts>{Answer}{orphan}{Question}</posts>");
        Assert.True(store.Link(EdgeType.Answers, "document:site/2", "document:site/1")["accepted"].AsBoolean());
        Assert.Single(store.LinksOf(EdgeType.Answers));
        Assert.Equal(1, summary.SkippedByReason["the link of an answer to a question that is not in the dump"]);
    }

    [Fact]
    public async Task A_document_type_definition_is_not_followed()
    {
        _folder.Write("Users.xml", """
            <!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
            <users><row Id="1" DisplayName="&a;" /></users>
            """);
        _folder.Write("Posts.xml", "<posts />");
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new StackExchangeImporter(_folder.Root, "site"));
        Assert.Empty(store.Nodes);
        Assert.False(summary.Complete);
    }

    [Theory]
    [InlineData("quantumcomputing.stackexchange", "qc.se")]
    [InlineData("quantumcomputing.stackexchange.com", "qc.se")]
    [InlineData("cooking.stackexchange", "cooking.se")]
    [InlineData("stackoverflow.com", "so")]
    [InlineData("ru.stackoverflow.com", "ru.so")]
    [InlineData("mathoverflow.net", "mo")]
    [InlineData("My Dump 2024", "my-dump-2024")]
    [InlineData("---", "site")]
    public void The_site_s_key_follows_from_the_folder_s_name(string folder, string key) =>
        Assert.Equal(key, new StackExchangeImporter(_folder.PathOf(folder)).SiteKey);

    private static async Task<string> FailureOf(string folder) =>
        (await Assert.ThrowsAsync<ImportException>(
            () => Importing.IntoEmptyStoreAsync(new StackExchangeImporter(folder)))).Message;

    private Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync(string posts)
    {
        _folder.Write("Users.xml", Users);
        _folder.Write("Posts.xml", Head + posts);
        return Importing.IntoEmptyStoreAsync(new StackExchangeImporter(_folder.Root, "site"));
    }
}
