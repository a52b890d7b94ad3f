using System.Diagnostics.Metrics;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KnowledgeGraph.Server.Http;

/// <summary>
/// Sends traces and metrics to a collector. With both switched off nothing of it is made: there is no observer, no
/// provider and no thread.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    // What ASP.NET and the runtime measure by themselves.
    private static readonly string[] OtherMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly Meter _meter = new("KnowledgeGraph.Server");
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private Telemetry(TelemetryOptions options, Community community)
    {
        var names = options.OperationNames.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Observer = new GraphQLTelemetry(names);
        Measure(community);
        var resource = ResourceBuilder.CreateDefault().AddService(
            options.ServiceName, serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3));
        if (options.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracesPerThousand / 1000.0)))
                .AddSource(GraphQLTelemetry.Name, "Microsoft.AspNetCore")
                .AddOtlpExporter(otlp => Address(otlp, options, "v1/traces"))
                .Build();
        }

        if (options.Metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter([GraphQLTelemetry.Name, _meter.Name, .. OtherMeters])
                .AddOtlpExporter((otlp, reader) =>
                {
                    Address(otlp, options, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                        options.MetricsSeconds * 1000;
                })
                .Build();
        }
    }

    /// <summary>Is told of each operation.</summary>
    public GraphQLTelemetry Observer { get; }

    /// <summary>Begins to send, or null where nothing is to be sent.</summary>
    public static Telemetry? Start(TelemetryOptions options, Community community) =>
        options.Traces || options.Metrics ? new Telemetry(options, community) : null;

    /// <summary>Sends what waits, for some seconds at most, and ends.</summary>
    public void Dispose()
    {
        const int MillisecondsMax = 3_000;
        _traces?.Shutdown(MillisecondsMax);
        _metrics?.Shutdown(MillisecondsMax);
        _traces?.Dispose();
        _metrics?.Dispose();
        Observer.Dispose();
        _meter.Dispose();
    }

    private void Measure(Community community)
    {
        _meter.CreateObservableGauge(
            "knowledgegraph.store.sequence", () => community.Follower.Status.StoreSequence, "{change}",
            "The number of the newest change in the store.");
        _meter.CreateObservableGauge(
            "knowledgegraph.read_model.lag", () => community.Follower.Status.Lag, "{change}",
            "Changes in the store that no query sees yet.");
    }

    private static void Address(OtlpExporterOptions otlp, TelemetryOptions options, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{options.Endpoint.TrimEnd('/')}/{path}");
    }
}
