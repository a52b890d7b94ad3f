using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.Benchmarks.GraphQL;

/// <summary>
/// What does it cost to execute a query for about 1,000 documents and to write its answer, and how far is that from
/// copying the same bytes? Prints CPU time and bytes allocated for each.
/// </summary>
internal static class ExecutionBenchmark
{
    private const int Warmup = 2_000;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000;
        var executor = new SyntheticGraph().BuildExecutor();
        var request = new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(SyntheticGraph.Query),
            Variables = KnowledgeGraph.GraphQL.Types.InputValue.Object(
                [new("first", KnowledgeGraph.GraphQL.Types.InputValue.Integer(50))]),
        };
        var answer = new ArrayBufferWriter<byte>();
        using (var result = await executor.ExecuteAsync(request)) result.WriteTo(answer);
        Console.WriteLine($"answer: {answer.WrittenCount:N0} bytes");
        if (args.Contains("--print")) Console.WriteLine(Encoding.UTF8.GetString(answer.WrittenSpan));

        var target = new ReusedBuffer(answer.WrittenCount * 2);
        Measure("execute", count, () => Execute(executor, request, null));
        Measure("execute and write", count, () => Execute(executor, request, target));
        var bytes = answer.WrittenMemory;
        Measure("floor: copy the same bytes", count, () =>
        {
            target.Clear();
            bytes.Span.CopyTo(target.GetSpan(bytes.Length));
            target.Advance(bytes.Length);
        });
        var small = request with
        {
            Query = """
                {document(id:"document:qc.se/77"){id title authors{id displayName} topics{id name}}}
                """u8.ToArray(),
        };
        using (var result = await executor.ExecuteAsync(small))
        {
            if (result.Errors.Count > 0) throw new InvalidOperationException(result.Errors[0].Message);
        }

        Measure("one document: execute and write", count * 20, () => Execute(executor, small, target));
        return 0;
    }

    private static void Execute(GraphQLExecutor executor, GraphQLRequest request, ReusedBuffer? target)
    {
        var running = executor.ExecuteAsync(request);
        if (!running.IsCompleted) throw new InvalidOperationException("Nothing here has to wait.");
        using var result = running.Result;
        target?.Clear();
        if (target is not null) result.WriteTo(target);
    }

    private static void Measure(string name, int count, Action action)
    {
        for (var at = 0; at < Warmup; at++) action();
        var best = double.MaxValue;
        var allocated = 0.0;
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < Rounds; round++)
        {
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var at = 0; at < count; at++) action();
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
            process.Refresh();
            best = Math.Min(best, (process.TotalProcessorTime - cpu).TotalMicroseconds / count);
        }

        Console.WriteLine($"{name}: {best:N2} µs CPU, {allocated:N0} bytes allocated");
    }

    private sealed class ReusedBuffer(int length) : IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[length];
        private int _written;

        public void Clear() => _written = 0;

        public void Advance(int count) => _written += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(_written);

        public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(_written);
    }
}
