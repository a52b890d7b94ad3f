using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Interactions;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Interactions;

public sealed class InteractionImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Counts_become_one_interaction_a_member_and_members_are_created()
    {
        var path = _folder.Write("Club 2024.csv", "member_id,interaction\n7,12\nmember:ada,0\n");
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new InteractionImporter(path));
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(["member:7", "member:ada"], store.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("7", store.Nodes["member:7"]["displayName"].AsText());
        var interaction = store.Interactions["club-2024/interacted/7"];
        Assert.Equal((EdgeType.Interacted, "member:7"), (interaction.Type, interaction.From));
        Assert.Equal(12, interaction["count"].AsInteger());
        Assert.Contains("members that were not there are created with their id as name", summary.Notes);
        await Importing.AssertImportsNothingNewAsync(store, new InteractionImporter(path));
    }

    [Fact]
    public async Task Impossible_counts_and_duplicates_are_reported_and_not_stored()
    {
        var (store, summary) = await ImportAsync("""
            member_id,interaction
            1,-1
            2,many
            3,1.5
            4,
            ,5
            5,99999999999
            6,6
            6,6
            """);
        Assert.Equal("""
            in.csv line 2: the count is out of range: -1, not 0 to 2147483647
            in.csv line 3: the count is not a whole number: many
            in.csv line 4: the count is not a whole number: 1.5
            in.csv line 5: the count is not a whole number: 
            in.csv line 6: the member is missing
            in.csv line 7: the count is out of range: 99999999999, not 0 to 2147483647
            in.csv line 9: the member stands in an earlier row: 6
            """, Importing.ProblemsOf(summary));
        Assert.Equal(["in/interacted/6"], store.Interactions.Keys);
    }

    [Fact]
    public async Task Events_of_every_kind_are_stored_with_their_value_where_it_belongs()
    {
        var text = """
            member,kind,target,at,value,text
            1,VIEWED,document:7,2024-03-01T10:00:00Z,,
            1,rated,document:7,2024-03-01 10:00,4.5,很好
            1,SEARCHED,,2024-03-01,17,"quantum, gate"
            member:2,INTERACTED,,2024-03-01,3,
            """;
        var (store, summary) = await ImportAsync(text);
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        var rated = store.InteractionsOf(EdgeType.Rated).Single();
        Assert.Equal((4.5, "很好", "document:7"), (rated["value"].AsNumber(), rated["text"].AsText(), rated.To));
        var searched = store.InteractionsOf(EdgeType.Searched).Single();
        Assert.Equal((17, "quantum, gate"), (searched["count"].AsInteger(), searched["text"].AsText()));
        Assert.Equal(3, store.InteractionsOf(EdgeType.Interacted).Single()["count"].AsInteger());
        Assert.Equal(4, store.Interactions.Count);
        await Importing.AssertImportsNothingNewAsync(store, new InteractionImporter(_folder.PathOf("in.csv")));
    }

    [Theory]
    [InlineData(",VIEWED,document:7,2024-03-01,,", "the member is missing")]
    [InlineData("1,STARED,document:7,2024-03-01,,", "unknown kind of interaction: STARED; known are VIEWED, LIKED,")]
    [InlineData("1,FOLLOWS,member:2,2024-03-01,,", "the kind is that of a link, not of an interaction: FOLLOWS")]
    [InlineData("1,VIEWED,,2024-03-01,,", "the target is missing: VIEWED")]
    [InlineData("1,VIEWED,document:7,01.03.2024,,", "the time has no form that is known: 01.03.2024, not")]
    [InlineData("1,VIEWED,document:7,2024-02-30,,", "the time has no form that is known: 2024-02-30, not")]
    [InlineData("1,VIEWED,document:7,,,", "the time has no form that is known: nothing, not a date such as")]
    [InlineData("1,VIEWED,document:7,2999-01-01,,", "the time lies in the future: 2999-01-01")]
    [InlineData("1,RATED,document:7,2024-03-01,6,", "the value is out of range: RATED: 6, not 1 to 5")]
    [InlineData("1,RATED,document:7,2024-03-01,,", "the value is missing: RATED needs one")]
    [InlineData("1,RATED,document:7,2024-03-01,NaN,", "the value is not a number: NaN")]
    [InlineData("1,SEARCHED,,2024-03-01,-3,x", "the value is out of range: SEARCHED: -3, not 0 to 2147483647")]
    [InlineData("1,VIEWED,document:8,2024-03-01,,", "VIEWED refused: NODE_NOT_FOUND (to): ")]
    [InlineData("1,ENROLLED,document:7,2024-03-01,,", "ENROLLED refused: WRONG_KIND (to): ")]
    [InlineData("2,LIKED,document:7,2024-03-01,,", "the event stands in an earlier row")]
    public async Task An_impossible_row_is_reported_with_its_line_and_not_stored(string row, string problem)
    {
        var (store, summary) = await ImportAsync(
            $"member,kind,target,at,value,text\n2,LIKED,document:7,2024-03-01,,\n{row}");
        Assert.StartsWith($"in.csv line 3: {problem}", Importing.ProblemsOf(summary), StringComparison.Ordinal);
        Assert.Single(store.Interactions);
    }

    [Fact]
    public async Task Another_header_is_said()
    {
        var failure = await Assert.ThrowsAsync<ImportException>(() => ImportAsync("user,count\n1,2"));
        Assert.Contains("has the columns user, count. Expected are", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_that_has_changed_is_reported_and_the_first_one_stays()
    {
        var path = _folder.Write("in.csv", "member_id,interaction\n7,12\n");
        var (store, _) = await Importing.IntoEmptyStoreAsync(new InteractionImporter(path));
        _folder.Write("in.csv", "member_id,interaction\n7,13\n");
        var summary = await Importing.RunAsync(store, new InteractionImporter(path));
        Assert.StartsWith(
            "in.csv line 2: INTERACTED refused: INTERACTION_ID_TAKEN",
            Importing.ProblemsOf(summary), StringComparison.Ordinal);
        Assert.Equal(12, store.Interactions["in/interacted/7"]["count"].AsInteger());
    }

    private async Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync(string text)
    {
        var store = new MemoryGraphStore();
        var document = _folder.Write("document.ndjson", """{"node":"Document","id":"document:7","title":"T"}""");
        await Importing.RunAsync(store, new NdjsonImporter(document));
        return (store, await Importing.RunAsync(store, new InteractionImporter(_folder.Write("in.csv", text))));
    }
}
