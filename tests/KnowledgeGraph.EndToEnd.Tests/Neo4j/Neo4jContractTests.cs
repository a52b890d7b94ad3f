using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Tests.Storage;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>The contract on a real Neo4j.</summary>
[Collection(Neo4jCollection.Name)]
public sealed class Neo4jContractTests(Neo4jFixture neo4j) : GraphStoreContract
{
    private bool _isWiped;

    protected override int RandomRequests => 100;

    protected override async ValueTask<IGraphStore> OpenAsync()
    {
        if (!_isWiped) await neo4j.WipeAsync();
        _isWiped = true;
        return await Neo4jGraphStore.OpenAsync(neo4j.Options);
    }
}
