namespace KnowledgeGraph.Server.Configuration;

/// <summary>What is told to a collector of OpenTelemetry, over OTLP. Off unless switched on.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Spans of requests and operations are sent.</summary>
    public bool Traces { get; set; }

    /// <summary>Metrics of requests, operations, the process, the store and the read model are sent.</summary>
    public bool Metrics { get; set; }

    /// <summary>Where the collector takes OTLP over http/protobuf.</summary>
    public string Endpoint { get; set; } = "http://127.0.0.1:4318";

    /// <summary>What the service is called there.</summary>
    public string ServiceName { get; set; } = "knowledgegraph";

    /// <summary>Of 1,000 traces that begin here, so many are sent, 0 to 1,000.</summary>
    public int TracesPerThousand { get; set; } = 1000;

    /// <summary>Seconds between two reports of metrics, 1 to 3,600.</summary>
    public int MetricsSeconds { get; set; } = 30;

    /// <summary>Names of operations that may be labels, beside those of trusted documents, with commas.</summary>
    public string OperationNames { get; set; } = "";
}
