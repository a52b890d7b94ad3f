using System.CommandLine;
using System.Reflection;
using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.Model;
using KnowledgeGraph.Server.CommandLine;

namespace KnowledgeGraph.Server.Configuration;

/// <summary>
/// Everything that can be set, one class an area. Read once, at the start, from `appsettings.json` beside the program,
/// then from the environment (`KNOWLEDGEGRAPH_AREA__KEY`), then from the command line; the later one counts.
/// </summary>
internal sealed class Settings
{
    private const string EnvironmentPrefix = "KNOWLEDGEGRAPH_";

    public DataOptions Data { get; } = new();

    public Neo4jOptions Neo4j { get; } = new();

    public ChangesOptions Changes { get; } = new();

    public HttpOptions Http { get; } = new();

    public LimitOptions Limits { get; } = new();

    public SeedOptions Seed { get; } = new();

    public LogOptions Log { get; } = new();

    public SignInOptions SignIn { get; } = new();

    public AccessOptions Access { get; } = new();

    public RateOptions RateLimits { get; } = new();

    public DocumentsOptions Documents { get; } = new();

    public SearchOptions Search { get; } = new();

    public TelemetryOptions Telemetry { get; } = new();

    /// <exception cref="CommandException">
    /// Something is unknown or out of its range; the message names the key.
    /// </exception>
    public static Settings Load(ParseResult arguments) => Load(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables(EnvironmentPrefix)
        .AddInMemoryCollection(FromCommandLine(arguments)));

    /// <inheritdoc cref="Load(ParseResult)"/>
    internal static Settings Load(IConfigurationBuilder sources)
    {
        IConfigurationRoot configuration;
        try
        {
            configuration = sources.Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            var reason = exception.InnerException?.Message ?? exception.Message;
            throw Wrong($"appsettings.json cannot be read: {reason.ReplaceLineEndings(" ")}");
        }

        var settings = new Settings();
        foreach (var area in configuration.GetChildren()) settings.Bind(area);
        settings.Check();
        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromCommandLine(ParseResult arguments)
    {
        if (arguments.GetValue(DataOption.Folder) is { } folder) yield return new("Data:Folder", folder);
        if (arguments.GetValue(ServeCommand.Urls) is { } urls) yield return new("Http:Urls", urls);
        if (arguments.GetValue(ServeCommand.Empty)) yield return new("Seed:Load", "false");
    }

    private void Bind(IConfigurationSection area)
    {
        var owner = Property(this, area.Key)
            ?? throw Unknown(area.Key, typeof(Settings).GetProperties().Select(property => property.Name));
        var options = owner.GetValue(this)!;
        foreach (var entry in area.GetChildren())
        {
            var property = Property(options, entry.Key) ?? throw Unknown(
                entry.Path, owner.PropertyType.GetProperties().Select(known => $"{owner.Name}:{known.Name}"));
            try
            {
                property.SetValue(options, entry.Get(property.PropertyType));
            }
            catch (InvalidOperationException)
            {
                throw Wrong($"{owner.Name}:{property.Name} is '{entry.Value}': {Expected(property.PropertyType)}.");
            }
        }
    }

    private void Check()
    {
        CheckStore();
        InRange("Http:DrainSeconds", Http.DrainSeconds, 0, 600);
        InRange("Http:RequestBytesMax", Http.RequestBytesMax, 1024, 1024 * 1024 * 1024);
        InRange("Http:BatchMax", Http.BatchMax, 0, 1000);
        InRange("Http:CompressFromBytes", Http.CompressFromBytes, 0, 1024 * 1024 * 1024);
        InRange("Telemetry:TracesPerThousand", Telemetry.TracesPerThousand, 0, 1000);
        InRange("Telemetry:MetricsSeconds", Telemetry.MetricsSeconds, 1, 3600);
        if (!Uri.TryCreate(Telemetry.Endpoint, UriKind.Absolute, out var endpoint)
            || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
            throw Wrong($"Telemetry:Endpoint is '{Telemetry.Endpoint}': it has to be an address with http or https.");
        InRange("Documents:PersistedQueriesMax", Documents.PersistedQueriesMax, 0, 1_000_000);
        if (Documents.Mode != DocumentMode.Open && Documents.Folder.Length == 0)
        {
            throw Wrong(
                $"Documents:Mode is {Documents.Mode}: Documents:Folder has to say which documents are trusted.");
        }

        if (Documents.Mode == DocumentMode.TrustedWithDeveloperKey && Documents.DeveloperKey.Length == 0)
            throw Wrong("Documents:DeveloperKey is empty: Documents:Mode TrustedWithDeveloperKey needs a key.");

        foreach (var limit in typeof(LimitOptions).GetProperties())
        {
            if (limit.GetValue(Limits) is int value) InRange($"Limits:{limit.Name}", value, 1, int.MaxValue);
        }

        InRange("SignIn:ClockSkewSeconds", SignIn.ClockSkewSeconds, 0, 300);
        InRange("RateLimits:RequestsPerMinute", RateLimits.RequestsPerMinute, 0, 1_000_000_000);
        InRange("RateLimits:CostPerMinute", RateLimits.CostPerMinute, 0, 2_000_000_000);
        if (SignIn.Issuer.Length > 0 && !(Uri.TryCreate(SignIn.Issuer, UriKind.Absolute, out var issuer)
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))))
        {
            throw Wrong($"SignIn:Issuer is {SignIn.Issuer}: it has to be an https address.");
        }

        foreach (var (kind, access) in Access.Defaults)
        {
            if (!NodeKinds.All.Any(known => known.Name.Equals(kind, StringComparison.OrdinalIgnoreCase)))
                throw Wrong($"Access:Defaults:{kind} names no kind of node: Member, Document, Topic, ...");
            if (access.Length == 0) throw Wrong($"Access:Defaults:{kind} is empty.");
        }

        if (string.IsNullOrWhiteSpace(Http.Urls)) throw Wrong("Http:Urls is empty: give at least one address.");
    }

    private void CheckStore()
    {
        InRange("Neo4j:ConnectionsMax", Neo4j.ConnectionsMax, 1, 1_000);
        InRange("Neo4j:RequestSeconds", Neo4j.RequestSeconds, 1, 3_600);
        InRange("Neo4j:RetrySeconds", Neo4j.RetrySeconds, 0, 3_600);
        InRange("Neo4j:PollMilliseconds", Neo4j.PollMilliseconds, 10, 60_000);
        InRange("Neo4j:RowsPerStatement", Neo4j.RowsPerStatement, 100, 50_000);
        InRange("Changes:KeepDays", Changes.KeepDays, 0, 36_500);
        InRange("Changes:KeepCount", Changes.KeepCount, 0, int.MaxValue);
        if (Neo4j.Address.Length > 0 && !IsWebAddress(Neo4j.Address))
        {
            throw Wrong($"Neo4j:Address is '{Neo4j.Address}': it has to be the address of Neo4j's HTTP server, " +
                "http://HOST:7474 or https://HOST:7473.");
        }

        string[] answerable = ["search", "neighbours", "shortestPath"];
        if (Neo4j.AnswersList().FirstOrDefault(name => !answerable.Contains(name)) is { } unknown)
        {
            throw Wrong($"Neo4j:Answers names '{unknown}': Neo4j can answer {string.Join(", ", answerable)}.");
        }

        if (Neo4j.AnswersList().Count > 0 && Neo4j.Address.Length == 0)
            throw Wrong("Neo4j:Answers is set, but no Neo4j: give its address in Neo4j:Address.");

        if (Neo4j.TrustedCertificates.Length > 0 && !File.Exists(Neo4j.TrustedCertificates))
            throw Wrong($"Neo4j:TrustedCertificates: there is no file {Neo4j.TrustedCertificates}.");
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) &&
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static void InRange(string key, int value, int min, int max)
    {
        if (value < min || value > max) throw Wrong($"{key} is {value}: it has to be from {min} to {max}.");
    }

    private static PropertyInfo? Property(object owner, string name) => owner.GetType()
        .GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Expected(Type type) =>
        type == typeof(bool) ? "it has to be true or false"
        : type == typeof(int) ? "it has to be a whole number"
        : type == typeof(LogLevel) ? "it has to be Debug, Information, Warning or Error"
        : type == typeof(LogFormat) ? "it has to be Text or Json"
        : type == typeof(DocumentMode) ? "it has to be Open, TrustedWithDeveloperKey or TrustedOnly"
        : "it has to be text";

    private static CommandException Unknown(string key, IEnumerable<string> known) =>
        Wrong($"{key} is no setting; there are {string.Join(", ", known)}.");

    private static CommandException Wrong(string message) => new(ExitCode.Usage, $"Configuration: {message}");
}
