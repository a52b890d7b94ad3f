using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>A community with the whole way round: store, read model, schema; asked with GraphQL.</summary>
public sealed class Community : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<ExecutableSchema> Schema = new(CommunityApi.Build);

    private readonly CommunityPlace _place;
    private readonly List<string> _internalErrors = [];
    private readonly GraphQLExecutor _executor;

    private Community(IGraphStore store, CommunityPlace place)
    {
        (Store, _place) = (store, place);
        _executor = new GraphQLExecutor(Schema.Value, new ExecutionOptions
        {
            Guard = AccessRules.Guard,
            OnInternalError = error => _internalErrors.Add($"{error.Place}: {error.Exception}"),
        });
        Follower = new Follower(Store);
        Commands = new CommandProcessor(Store, null, id => Follower.Current.MergedInto(id));
    }

    public IGraphStore Store { get; }

    public Follower Follower { get; }

    public CommandProcessor Commands { get; }

    /// <summary>What mutations take as now.</summary>
    public FixedClock Clock { get; } = new();

    /// <summary>A community of a graph drawn as text.</summary>
    public static async Task<Community> DrawAsync(string graph)
    {
        var community = await OpenAsync();
        await community.Follower.StartAsync();
        await community.AddAsync(graph);
        return community;
    }

    /// <summary>A community that an importer fills.</summary>
    public static async Task<Community> FillAsync(Func<CommandProcessor, Task> fill)
    {
        var community = await OpenAsync();
        await fill(community.Commands);
        await community.Follower.StartAsync();
        return community;
    }

    /// <summary>Adds to the graph past GraphQL.</summary>
    public async Task AddAsync(string graph) => await CommitAsync(DrawnGraph.Read(graph));

    public async Task CommitAsync(IReadOnlyList<Command> commands)
    {
        var result = await Commands.ExecuteAsync(new CommitRequest(commands, "test"));
        if (!result.Accepted)
        {
            var refusals = result.Outcomes.SelectMany(outcome => outcome.Refusals);
            throw new InvalidOperationException(string.Join('\n', refusals));
        }

        await Follower.WaitForAsync(result.Sequence);
        await _place.SettleAsync();
    }

    /// <summary>The whole response. An internal error fails the test with what was thrown.</summary>
    public async Task<JsonNode> AskAsync(string document, object? variables = null, Viewer? viewer = null)
    {
        using var result = await _executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes(document),
            Variables = variables is null ? null : ToInput(JsonSerializer.SerializeToElement(variables)),
            State = ContextOf(viewer),
        });
        var bytes = new ArrayBufferWriter<byte>();
        result.WriteTo(bytes);
        if (_internalErrors.Count > 0) throw new InvalidOperationException(string.Join('\n', _internalErrors));
        return JsonNode.Parse(bytes.WrittenSpan)!;
    }

    public Subscription Subscribe(string document, Viewer? viewer = null) => new(_executor, new GraphQLRequest
    {
        Query = Encoding.UTF8.GetBytes(document),
        State = ContextOf(viewer),
    });

    /// <summary>`data`; errors fail the test.</summary>
    public async Task<JsonNode> DataAsync(string document, object? variables = null, Viewer? viewer = null)
    {
        var response = await AskAsync(document, variables, viewer);
        return response["errors"] is null
            ? response["data"]!
            : throw new InvalidOperationException(response.ToJsonString(Compact));
    }

    /// <summary>`data` as compact JSON with single quotes, so that tests read well.</summary>
    public async Task<string> TextAsync(string document, object? variables = null, Viewer? viewer = null) =>
        Show(await DataAsync(document, variables, viewer));

    /// <summary>The first error: `CODE at path: message`.</summary>
    public async Task<string> ErrorAsync(string document, object? variables = null, Viewer? viewer = null)
    {
        var error = (await AskAsync(document, variables, viewer))["errors"]![0]!;
        var path = string.Join('.', error["path"]?.AsArray().Select(part => part!.ToString()) ?? []);
        return $"{error["extensions"]?["code"]} at {path}: {error["message"]}";
    }

    /// <summary>JSON written with single quotes over several lines, in the form of <see cref="TextAsync"/>.</summary>
    public static string Json(string text) => Show(JsonNode.Parse(text.Replace('\'', '"')));

    public static string Show(JsonNode? node) => node?.ToJsonString(Compact).Replace('"', '\'') ?? "null";

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await Store.DisposeAsync();
        _place.Dispose();
    }

    private CommunityContext ContextOf(Viewer? viewer) => new(
        Follower, Commands, viewer ?? Viewer.Program, viewer?.MemberId ?? "tester", Clock)
    {
        Audit = new AuditStamp("mutation", "the subject", "request 1"),
        Records = Store as IMemberRecords,
        StoreAnswers = CommunityPlace.AnswersOf(Store),
    };

    private static async Task<Community> OpenAsync()
    {
        var place = await CommunityPlace.TakeAsync();
        return new Community(await place.OpenAsync(), place);
    }

    private static InputValue ToInput(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => InputValue.Null,
        JsonValueKind.True => InputValue.True,
        JsonValueKind.False => InputValue.False,
        JsonValueKind.Number => json.TryGetInt64(out var integer)
            ? InputValue.Integer(integer)
            : InputValue.Number(json.GetDouble()),
        JsonValueKind.String => InputValue.String(json.GetString()!),
        JsonValueKind.Array => InputValue.List([.. json.EnumerateArray().Select(ToInput)]),
        _ => InputValue.Object(
            [.. json.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, ToInput(field.Value)))]),
    };

    public sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>One community for all tests of a class that only read.</summary>
public abstract class CommunityFixture(string graph) : IAsyncLifetime
{
    public Community Community { get; private set; } = null!;

    public async Task InitializeAsync() => Community = await Community.DrawAsync(graph);

    public async Task DisposeAsync() => await Community.DisposeAsync();
}
