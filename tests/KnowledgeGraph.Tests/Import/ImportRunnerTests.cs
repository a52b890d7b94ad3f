using System.Text;
using System.Text.Json;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import;

public sealed class ImportRunnerTests : IDisposable
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_seed_goes_through_SQLite_and_back_and_nothing_is_new_the_second_time()
    {
        var seed = Repository.PathOf("seed/community.ndjson.gz");
        var (memory, _) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(seed));
        await using var store = await SqliteGraphStore.OpenAsync(_folder.PathOf("store.db"));
        var summary = await Importing.RunAsync(store, new NdjsonImporter(seed));
        Assert.Equal((true, summary.Read), (summary.Clean, summary.Created));
        Assert.Equal(await Importing.ExportAsync(memory), await Importing.ExportAsync(store));
        await Importing.AssertImportsNothingNewAsync(store, new NdjsonImporter(seed));
    }

    [Fact]
    public async Task Commands_are_committed_in_order_in_batches_that_fit_a_commit()
    {
        var store = new FaultyStore();
        var summary = await Importing.RunAsync(store, new Members(20_000));
        Assert.Equal(20_000, summary.Created);
        Assert.All(store.Sizes, size => Assert.InRange(size, 1, Limits.CommandsPerCommitMax));
        Assert.True(store.Sizes.Count > 1);
        Assert.Equal(["import:test"], store.Actors.Distinct());
    }

    [Fact]
    public async Task What_takes_time_to_make_is_stored_in_its_place()
    {
        var store = new FaultyStore();
        var summary = await Importing.RunAsync(store, new Members(9_000) { IsSlow = number => number % 3 != 0 });
        Assert.Equal(9_000, summary.Created);
        Assert.Equal(Enumerable.Range(0, 9_000).Select(number => $"member:{number}"), store.Ids);
    }

    [Fact]
    public async Task A_fault_in_what_is_made_later_ends_the_import()
    {
        var importer = new LaterFault();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Importing.RunAsync(new FaultyStore(), importer));
        Assert.Contains("broken", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_store_is_tried_again()
    {
        var store = new FaultyStore { Failures = 2, IsTransient = true };
        var summary = await Importing.RunAsync(store, new Members(10));
        Assert.Equal(10, summary.Created);
    }

    [Fact]
    public async Task What_came_before_its_turn_since_the_store_was_busy_comes_again()
    {
        var store = new FaultyStore { Failures = 1, IsTransient = true };
        var summary = await Importing.RunAsync(store, new LinkedMembers(6_000));
        Assert.Equal(0, summary.ProblemCount);
        Assert.Equal(6_000 + 5_999, summary.Created);
        Assert.Equal(5_999, store.Inner.Links.Count);
    }

    [Fact]
    public async Task A_broken_store_ends_the_import_and_lets_go_of_the_source()
    {
        var store = new FaultyStore { Failures = int.MaxValue };
        var importer = new Members(1_000_000);
        var failure = await Assert.ThrowsAsync<StoreException>(() => Importing.RunAsync(store, importer));
        Assert.Equal("broken", failure.Message);
        Assert.True(importer.Ended);
    }

    [Fact]
    public async Task A_cancelled_import_ends_and_keeps_what_was_committed()
    {
        using var stop = new CancellationTokenSource();
        var store = new FaultyStore();
        var importer = new Members(1_000_000) { At = (50_000, stop.Cancel) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ImportRunner(new CommandProcessor(store)).RunAsync(importer, null, stop.Token));
        Assert.True(importer.Ended);
        Assert.InRange(store.Inner.Nodes.Count, 0, 60_000);
    }

    [Fact]
    public async Task A_failure_of_the_importer_is_not_swallowed()
    {
        var importer = new Members(20_000) { At = (15_000, () => throw new ImportException("no more")) };
        var failure = await Assert.ThrowsAsync<ImportException>(() => Importing.RunAsync(new FaultyStore(), importer));
        Assert.Equal("no more", failure.Message);
    }

    [Fact]
    public async Task Progress_is_told_and_ends_at_the_total()
    {
        var file = _folder.Write("in.ndjson", string.Concat(Enumerable.Range(0, 10_000).Select(number =>
            $"{{\"node\":\"Member\",\"id\":\"member:{number}\",\"displayName\":\"x\"}}\n")));
        var told = new Recorder();
        await new ImportRunner(new CommandProcessor(new MemoryGraphStore())).RunAsync(new NdjsonImporter(file), told);
        Assert.Equal(1, told.Steps[^1].Fraction);
        Assert.Equal(10_000, told.Steps[^1].Records);
        Assert.True(told.Steps.Count is > 3 and < 100);
        Assert.Equal(told.Steps.Select(step => step.BytesRead).Order(), told.Steps.Select(step => step.BytesRead));
    }

    [Fact]
    public void The_summary_prints_itself_for_people_and_for_programs()
    {
        var summary = new ImportSummary("import:test") { Read = 1234, Elapsed = TimeSpan.FromSeconds(1.5) };
        summary.AddOutcome(OutcomeKind.Created);
        summary.AddSkipped("a vote");
        summary.AddSkipped("a vote");
        summary.AddNote("no Tags.xml in the folder");
        summary.AddCutOff(new("a.csv", 7), "a quote is not closed", "\"x\u0007\ud800");
        Assert.Equal("""
            read 1,234, created 1, changed 0, unchanged 0, skipped 2, problems 1 in 1.5 s
              note: no Tags.xml in the folder
              skipped 2: a vote
              problem 1: a quote is not closed
              a.csv line 7: a quote is not closed: "x��
              A file ended early. What was read is stored; mend the file and import it again.

            """, TextOf(summary));
        Assert.Equal("""
            {
              "import": "import:test",
              "read": 1234,
              "created": 1,
              "changed": 0,
              "unchanged": 0,
              "skipped": 2,
              "problems": 1,
              "complete": false,
              "clean": false,
              "seconds": 1.5,
              "notes": [
                "no Tags.xml in the folder"
              ],
              "skippedByReason": {
                "a vote": 2
              },
              "problemsByReason": {
                "a quote is not closed": 1
              },
              "firstProblems": [
                {
                  "file": "a.csv",
                  "line": 7,
                  "reason": "a quote is not closed",
                  "detail": "\u0022x\uFFFD\uFFFD"
                }
              ]
            }
            """, JsonOf(summary));
    }

    [Fact]
    public void Many_problems_are_counted_and_the_first_kept()
    {
        var summary = new ImportSummary("import:test");
        for (var line = 1; line <= 5_000; line++) summary.AddProblem(new("a", line), "wrong", new string('x', 10_000));
        Assert.Equal((5_000, 100), (summary.ProblemCount, summary.Problems.Count));
        Assert.All(summary.Problems, problem => Assert.True(problem.Detail!.Length < 400));
        Assert.EndsWith("  ... and 4,980 more\n", TextOf(summary), StringComparison.Ordinal);
    }

    private static string TextOf(ImportSummary summary)
    {
        using var text = new StringWriter { NewLine = "\n" };
        summary.WriteText(text);
        return text.ToString();
    }

    private static string JsonOf(ImportSummary summary)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented)) summary.WriteJson(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Says that there are so many members, and does something on the way.</summary>
    private sealed class Members(int count) : IImporter
    {
        public (int Number, Action Do)? At { get; init; }

        public bool Ended { get; private set; }

        /// <summary>The member takes time to make.</summary>
        public Func<int, bool> IsSlow { get; init; } = _ => false;

        public string Actor => "import:test";

        public void Read(IImportSink sink, CancellationToken cancellation)
        {
            try
            {
                for (var number = 0; number < count; number++)
                {
                    if (At?.Number == number) At.Value.Do();
                    sink.RecordRead();
                    if (IsSlow(number)) AddLater(sink, number);
                    else sink.Add(Member(number), new("test", number));
                }
            }
            finally
            {
                Ended = true;
            }
        }

        private static void AddLater(IImportSink sink, int number)
        {
            sink.AddLater(
                () =>
                {
                    // The later ones are done first.
                    Thread.SpinWait(number % 7 * 1_000);
                    return Member(number);
                },
                10, new("test", number));
        }

        private static UpsertNode Member(int number) => new(Make.Node($"member:{number}"), 0);
    }

    /// <summary>All members, and then who follows whom.</summary>
    private sealed class LinkedMembers(int count) : IImporter
    {
        public string Actor => "import:test";

        public void Read(IImportSink sink, CancellationToken cancellation)
        {
            for (var number = 0; number < count; number++)
                sink.Add(new UpsertNode(Make.Node($"member:{number}"), 0), new("test", number));
            for (var number = 1; number < count; number++)
                sink.Add(new PutLink(Make.Link(EdgeType.Follows, $"member:{number}", "member:0")), new("test", number));
        }
    }

    private sealed class LaterFault : IImporter
    {
        public string Actor => "import:test";

        public void Read(IImportSink sink, CancellationToken cancellation) =>
            sink.AddLater(() => throw new InvalidOperationException("broken"), 1, new("test", 1));
    }

    /// <summary>A store that fails as often as it is told to, and remembers what it was asked.</summary>
    private sealed class FaultyStore : IGraphStore
    {
        public MemoryGraphStore Inner { get; } = new();

        public int Failures { get; set; }

        public bool IsTransient { get; init; }

        public List<int> Sizes { get; } = [];

        public List<string> Actors { get; } = [];

        public List<string> Ids { get; } = [];

        public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default)
        {
            if (Failures-- > 0) throw new StoreException("broken", IsTransient);
            Sizes.Add(request.Commands.Count);
            Actors.Add(request.Actor);
            Ids.AddRange(request.Commands.OfType<UpsertNode>().Select(command => command.Node.Id));
            return Inner.CommitAsync(request, cancellation);
        }

        public ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default) =>
            Inner.GetSequenceAsync(cancellation);

        public IAsyncEnumerable<Commit> ReadChangesAsync(long after, CancellationToken cancellation = default) =>
            Inner.ReadChangesAsync(after, cancellation);

        public ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default) =>
            Inner.WaitForChangesAsync(after, cancellation);

        public ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default) =>
            Inner.ScanAsync(cancellation);

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Recorder : IProgress<ImportProgress>
    {
        public List<ImportProgress> Steps { get; } = [];

        public void Report(ImportProgress value) => Steps.Add(value);
    }
}
