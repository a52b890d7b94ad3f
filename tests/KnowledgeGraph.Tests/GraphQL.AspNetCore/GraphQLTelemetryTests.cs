using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>What a collector gets to see of operations, and that it costs nothing where there is none.</summary>
[Collection(nameof(GraphQLTelemetryTests))]
[CollectionDefinition(nameof(GraphQLTelemetryTests), DisableParallelization = true)]
public sealed class GraphQLTelemetryTests
{
    private const string Sdl = "type Query { a: Int  broken: Int } type Mutation { b: Int }";

    [Theory]
    [InlineData("query Known { a }", false, "query Known ok")]
    [InlineData("query MadeUp { a }", false, "query other ok")]
    [InlineData("query MadeUp { a }", true, "query MadeUp ok")]
    [InlineData("mutation { b }", false, "mutation other ok")]
    [InlineData("{ broken }", false, "query other partial")]
    [InlineData("{ none }", false, "other other refused")]
    [InlineData("{", false, "other other parse_failed")]
    public async Task A_request_is_a_span_and_a_measurement(string query, bool isTrusted, string expected)
    {
        using var telemetry = new GraphQLTelemetry(["Known"]);
        using var spans = new Spans();
        using var measurements = new Measurements();
        await ExecuteAsync(Executor(telemetry), query, isTrusted);
        var span = Assert.Single(spans.All);
        var tags = expected.Split(' ');
        Assert.Equal(tags[0], span.DisplayName);
        Assert.Equal(tags[1] == "other" ? null : tags[1], span.GetTagItem("graphql.operation.name"));
        Assert.Equal(tags[2], span.GetTagItem("graphql.outcome"));
        Assert.StartsWith("sha256:", (string)span.GetTagItem("graphql.document.hash")!);
        Assert.Equal([expected], measurements.Durations);
    }

    [Fact]
    public async Task Errors_are_counted_by_their_codes()
    {
        using var telemetry = new GraphQLTelemetry([]);
        using var measurements = new Measurements();
        var executor = Executor(telemetry);
        await ExecuteAsync(executor, "{ broken other: broken }");
        await ExecuteAsync(executor, "{ none }");
        Assert.Equal(
            ["GRAPHQL_VALIDATION_FAILED other", "INTERNAL_ERROR query", "INTERNAL_ERROR query"],
            measurements.Errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_that_clients_make_up_are_one_series()
    {
        using var telemetry = new GraphQLTelemetry([]);
        using var measurements = new Measurements();
        var executor = Executor(telemetry);
        for (var number = 0; number < 200; number++) await ExecuteAsync(executor, $"query Name{number} {{ a }}");
        Assert.Equal(200, measurements.Durations.Count);
        Assert.Single(measurements.Durations.Distinct());
    }

    [Fact]
    public void Without_an_observer_nothing_is_allocated_for_it_and_with_one_that_nobody_listens_to_nearly_nothing()
    {
        using var telemetry = new GraphQLTelemetry([]);
        var (without, unheard) = (Allocated(Executor(null)), Allocated(Executor(telemetry)));
        Assert.InRange(without, 0, 1_024);
        Assert.InRange(unheard - without, 0, 256);
    }

    private static long Allocated(GraphQLExecutor executor)
    {
        var request = new GraphQLRequest { Query = "{ a }"u8.ToArray() };
        var target = new ArrayBufferWriter<byte>(4_096);
        var least = long.MaxValue;
        for (var time = 0; time < 50; time++)
        {
            target.ResetWrittenCount();
            var before = GC.GetAllocatedBytesForCurrentThread();
            using (var result = executor.ExecuteAsync(request).AsTask().Result) result.WriteTo(target);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static GraphQLExecutor Executor(GraphQLTelemetry? telemetry) => ResolverSchema.Build(Sdl, builder =>
    {
        builder.Object<Root>("Query")
            .Each("a", (_, _) => 1)
            .Each<int?>("broken", (_, _) => throw new InvalidOperationException("secret"));
        builder.Object<Root>("Mutation").Each("b", (_, _) => 1);
    }, new ExecutionOptions { Observer = telemetry });

    private static async Task ExecuteAsync(GraphQLExecutor executor, string query, bool isTrusted = false)
    {
        var request = new GraphQLRequest
        {
            Query = System.Text.Encoding.UTF8.GetBytes(query), IsTrusted = isTrusted,
        };
        using var result = await executor.ExecuteAsync(request);
    }

    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == GraphQLTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = All.Add,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentBag<Activity> All { get; } = [];

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Measurements()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GraphQLTelemetry.Name) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Durations.Add(
                string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (instrument.Name.EndsWith("errors", StringComparison.Ordinal))
                    Errors.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            });
            _listener.Start();
        }

        public List<string> Durations { get; } = [];

        public List<string> Errors { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
