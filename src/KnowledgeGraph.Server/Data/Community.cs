using KnowledgeGraph.Api;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.Data;

/// <summary>The community that this process serves: its store, open, and the read model that follows it.</summary>
internal sealed class Community : IAsyncDisposable
{
    private readonly LogKeeper _keeper;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _preparation;

    private Community(
        IGraphStore store, Follower follower, LogKeeper keeper, Settings settings, DataFolder folder)
    {
        _keeper = keeper;
        Store = store;
        Commands = new CommandProcessor(store, AccessOf(settings.Access), id => follower.Current.MergedInto(id));
        Follower = follower;
        StoreAnswers = CommunityStore.AnswersOf(store, settings.Neo4j);
        // Beside the first requests, which need not wait for it.
        var version = follower.Current;
        _preparation = Task.Run(() => Recommendations.Prepare(version.Read(Viewer.Program), _closing.Token));
        SigningKey = settings.SignIn.Issuer.Length > 0 ? null : SignIn.SigningKey.Open(folder);
    }

    /// <summary>Signs tokens; null where an issuer does.</summary>
    public byte[]? SigningKey { get; }

    public IGraphStore Store { get; }

    /// <summary>What the store answers in the place of the read model; null for nothing.</summary>
    public StoreAnswers? StoreAnswers { get; }

    /// <summary>Where mutations go.</summary>
    public CommandProcessor Commands { get; }

    /// <summary>Publishes the versions that queries read; the first is there.</summary>
    public Follower Follower { get; }

    /// <summary>Opens the store, fills a new one with the seed, and publishes the first version.</summary>
    /// <param name="settings">Where, and whether with the seed.</param>
    /// <param name="output">Is told of the seed, for the person at the keyboard.</param>
    /// <param name="log">Is told what happens to the read model.</param>
    /// <param name="stop">Ends the opening early.</param>
    /// <exception cref="CommandLine.CommandException">The folder or the seed cannot be used.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<Community> OpenAsync(
        Settings settings, TextWriter output, ILogger log, CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        // A file that there is not says so before it is made; a database only when it is open.
        var isShared = settings.Neo4j.Address.Length > 0;
        var seed = isShared ? null : Seed.For(folder, settings.Seed.Load, !File.Exists(folder.Store));
        var store = await CommunityStore.OpenAsync(settings, folder, stop);
        Follower? follower = null;
        try
        {
            if (isShared) seed = Seed.For(folder, settings.Seed.Load, await store.GetSequenceAsync(stop) == 0);
            if (seed is not null) await LoadAsync(seed, folder, store, output, stop);
            var options = new FollowerOptions
            {
                SnapshotPath = folder.Snapshot,
                FeedEventsMax = settings.Limits.FeedEventsMax,
            };
            follower = new Follower(store, options, report => FollowerLog.Write(log, report));
            await follower.StartAsync(stop);
            var keeper = new LogKeeper(store, settings.Changes, log);
            return new Community(store, follower, keeper, settings, folder);
        }
        catch
        {
            if (follower is not null) await follower.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>By kind, the access of nodes that do not say.</summary>
    public static IReadOnlyDictionary<NodeKind, string> AccessOf(AccessOptions options) =>
        options.Defaults.ToDictionary(
            one => NodeKinds.All.Single(kind => kind.Name.Equals(one.Key, StringComparison.OrdinalIgnoreCase)).Kind,
            one => one.Value);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _preparation;
        _closing.Dispose();
        await _keeper.DisposeAsync();
        await Follower.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static async Task LoadAsync(
        Seed seed, DataFolder folder, IGraphStore store, TextWriter output, CancellationToken stop)
    {
        await output.WriteLineAsync($"New store: loading the seed, a small real community");
        var summary = await seed.LoadAsync(store, stop);
        await output.WriteLineAsync(
            $"""
            Loaded {summary.Created:N0} nodes and edges in {summary.Elapsed.TotalSeconds:0.0} s.
            To start empty instead: serve --empty --data DIR. With your own data: import --help.
            """);
    }
}
