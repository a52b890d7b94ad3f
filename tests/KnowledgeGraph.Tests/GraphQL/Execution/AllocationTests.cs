using System.Buffers;
using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>What a request allocates is a matter of its query, not of how many rows it meets.</summary>
public class AllocationTests
{
    private const int BytesMax = 4_096;

    private static readonly byte[][] Texts =
        [Encoding.UTF8.GetBytes("\"a text of some length\"" + new string(' ', 200))];

    [Fact]
    public void A_request_allocates_no_more_for_20_000_rows_than_for_20()
    {
        const string Query = "query($c:Int!){rows(count:$c){id text at rows{id text}}}";
        var executor = Executor();
        var few = Allocated(executor, Query, 20);
        var many = Allocated(executor, Query, 20_000);
        Assert.InRange(many, 0, BytesMax);
        Assert.InRange(many - few, -BytesMax, 64);
    }

    [Theory]
    [InlineData(40)]
    // More arrays than the runtime's shared pool keeps of one size.
    [InlineData(400)]
    public void A_request_whose_plan_is_known_allocates_no_more_for_many_fields_than_for_5(int count)
    {
        var executor = Executor();
        var few = Allocated(executor, Fields(5), 100);
        var many = Allocated(executor, Fields(count), 100);
        Assert.InRange(many, 0, BytesMax);
        Assert.InRange(many - few, -BytesMax, 64);

        static string Fields(int count) =>
            $"query($c:Int!){{rows(count:$c){{{string.Join(' ', Enumerable.Range(0, count).Select(Field))}}}}}";

        static string Field(int number) =>
            $"a{number}:{new[] { "id", "text", "at", "rows{id}", "rows{text at}" }[number % 5]}";
    }

    private static GraphQLExecutor Executor() =>
        ResolverSchema.Build(
            "type Query{rows(count:Int!):[Row!]!} type Row{id:ID! text:String at:Moment rows:[Row!]!} scalar Moment",
            builder =>
            {
                builder.Object<Root>("Query").List<int>("rows", (_, results, context) =>
                {
                    var rows = results.Append(context.Int32("count")!.Value);
                    for (var row = 0; row < rows.Length; row++) rows[row] = row;
                });
                builder.Object<int>("Row")
                    .Leaf("id", (parents, results, _) => parents.CopyTo(results.Int32s()))
                    .Leaf("text", (parents, results, _) => results.Texts(Texts).Fill(new TextSlice(0, 0, 23)))
                    .Leaf("at", (parents, results, _) => results.Instants().Fill(DateTime.UnixEpoch.Ticks))
                    .List<int>("rows", (parents, results, _) =>
                    {
                        foreach (var parent in parents) results.Append(2).Fill(parent % 10);
                    });
            });

    private static long Allocated(GraphQLExecutor executor, string query, int count)
    {
        var target = new FixedBuffer(10_000_000);
        var request = new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(query),
            Variables = InputValue.Object([new("c", InputValue.Integer(count))]),
        };
        var least = long.MaxValue;
        for (var time = 0; time < 5; time++)
        {
            target.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var running = executor.ExecuteAsync(request);
            if (!running.IsCompleted) throw new InvalidOperationException("Nothing here has to wait.");
            using (var result = running.Result) result.WriteTo(target);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(target.Length > count * 100);
        return least;
    }

    private sealed class FixedBuffer(int length) : IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[length];

        public int Length { get; private set; }

        public void Clear() => Length = 0;

        public void Advance(int count) => Length += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(Length);

        public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(Length);
    }
}
