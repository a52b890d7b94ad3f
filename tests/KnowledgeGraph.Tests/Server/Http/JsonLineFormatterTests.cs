using System.Diagnostics;
using System.Text.Json.Nodes;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace KnowledgeGraph.Tests.Server.Http;

public class JsonLineFormatterTests
{
    [Fact]
    public void An_entry_is_one_line_with_the_values_by_name()
    {
        var entry = Write(
            LogLevel.Information, null, "Request {RequestId} took {Milliseconds} ms\nand more", "r-1", 12);
        Assert.Equal("info", (string)entry["level"]!);
        Assert.Equal("Request r-1 took 12 ms\nand more", (string)entry["message"]!);
        Assert.Equal(("r-1", 12), ((string)entry["requestId"]!, (int)entry["milliseconds"]!));
        Assert.True(DateTime.TryParse((string)entry["time"]!, out _));
    }

    [Theory]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Debug, true)]
    public void An_exception_is_told_in_full_only_to_who_looks_for_faults(LogLevel level, bool hasTrace)
    {
        var exception = Assert.Throws<InvalidOperationException>(void () => throw new InvalidOperationException("why"));
        var text = (string)Write(level, exception, "failed")["exception"]!;
        Assert.StartsWith("InvalidOperationException: why", text.Replace("System.", "", StringComparison.Ordinal));
        Assert.Equal(hasTrace, text.Contains(" at ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_of_a_traced_request_has_the_ids_of_its_span()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var entry = Write(LogLevel.Warning, null, "watch out");
        Assert.Equal(activity.TraceId.ToHexString(), (string)entry["traceId"]!);
        Assert.Equal(activity.SpanId.ToHexString(), (string)entry["spanId"]!);
    }

    private static JsonObject Write(LogLevel level, Exception? exception, string template, params object[] values)
    {
        var output = new StringWriter();
        var log = new Capture(new JsonLineFormatter(new LogOptions { Level = level }), output);
#pragma warning disable CA2254 // What is logged is the test's own.
        log.Log(level, exception, template, values);
#pragma warning restore CA2254
        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return JsonNode.Parse(line)!.AsObject();
    }

    private sealed class Capture(JsonLineFormatter formatter, TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> format) =>
            formatter.Write(new LogEntry<TState>(logLevel, "test", eventId, state, exception, format), null, output);
    }
}
