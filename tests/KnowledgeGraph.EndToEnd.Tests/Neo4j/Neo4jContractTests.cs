using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Storage;
using KnowledgeGraph.Tests.Storage.People;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>The contract on a real Neo4j.</summary>
public sealed class Neo4jContractTests : GraphStoreContract
{
    private Neo4jTurn? _turn;

    protected override int RandomRequests => 100;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _turn?.Dispose();
    }

    protected override async ValueTask<IGraphStore> OpenAsync()
    {
        _turn ??= await Neo4jTurn.TakeAsync();
        return await _turn.OpenAsync();
    }
}

/// <summary>The contract where memory holds only the newest entry of the log: the rest is read from Neo4j.</summary>
public sealed class Neo4jWithoutRecentCommitsTests : GraphStoreContract
{
    private Neo4jTurn? _turn;

    protected override int RandomRequests => 30;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _turn?.Dispose();
    }

    protected override async ValueTask<IGraphStore> OpenAsync()
    {
        _turn ??= await Neo4jTurn.TakeAsync();
        return await KnowledgeGraph.Storage.Neo4j.Neo4jGraphStore.OpenAsync(
            _turn.Options with { RecentBytesMax = 0 });
    }
}

/// <summary>What a store keeps about people, and forgets, on a real Neo4j.</summary>
public sealed class Neo4jMemberRecordsTests : MemberRecordsContract
{
    private Neo4jTurn? _turn;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _turn?.Dispose();
    }

    protected override async ValueTask<IGraphStore> OpenAsync()
    {
        _turn ??= await Neo4jTurn.TakeAsync();
        return await _turn.OpenAsync();
    }
}
