using KnowledgeGraph.Benchmarks.Access;
using KnowledgeGraph.Benchmarks.GraphQL;
using KnowledgeGraph.Benchmarks.Http;
using KnowledgeGraph.Benchmarks.Import;
using KnowledgeGraph.Benchmarks.Insights;
using KnowledgeGraph.Benchmarks.ReadModel;
using KnowledgeGraph.Benchmarks.Recommendation;
using KnowledgeGraph.Benchmarks.Search;
using KnowledgeGraph.Benchmarks.Storage;

// One benchmark a name; each says what it measures, checks what it measured, and prints a table.
var benchmarks = new Dictionary<string, (string Question, Func<string[], Task<int>> Run)>
{
    ["queries"] = ("How much does a query cost, beside mercurius, yoga and graphql-js?", QueryBenchmark.RunAsync),
    ["http-floor"] = ("How far is a query from writing the same bytes with no GraphQL?", FloorBenchmark.RunAsync),
    ["load"] = ("Load on servers that run already: for profilers, and to compare turn by turn", LoadCommand.RunAsync),
    ["allocations"] = ("How many bytes does a request allocate, beside the peers?", AllocationBenchmark.RunAsync),
    ["execution"] = ("What does it cost to execute and write 1,000 documents?", ExecutionBenchmark.RunAsync),
    ["mutations"] = ("How many durable mutations a second at 1, 8 and 32 clients?", MutationBenchmark.RunAsync),
    ["start"] = ("How long from start to the first answer, with and without a snapshot?", StartBenchmark.RunAsync),
    ["import"] = ("How many nodes and edges a second are imported, in how much memory?", ImportBenchmark.RunAsync),
    ["bulk"] = ("How many nodes and edges a second does the store take in bulk?", BulkCommitBenchmark.RunAsync),
    ["readmodel"] =
        ("What does a version cost: in memory, to build, to open, to publish?", ReadModelBenchmark.RunAsync),
    ["search-lucene"] = ("How fast are indexing and searching beside Lucene 9.11?", SearchBenchmark.RunAsync),
    ["search-http"] =
        ("How long does a search take over HTTP, with highlights and facets?", SearchHttpBenchmark.RunAsync),
    ["search-product"] =
        ("How long do searches and suggestions of the product take in process?", SearchProductBenchmark.RunAsync),
    ["neo4j"] = ("How much of the speed of Neo4j is left through the store?", Neo4jBenchmark.RunAsync),
    ["neo4j-queries"] =
        ("What does a query cost on Neo4j: through ours, in Cypher, by @neo4j/graphql?", Neo4jQueryBenchmark.RunAsync),
    ["mask"] = ("What does it cost that half of the nodes are hidden?", MaskBenchmark.RunAsync),
    ["commits"] = ("How many commits a second does the store take one by one?", SingleCommitBenchmark.RunAsync),
    ["recommendations"] =
        ("How long does a recommendation take, with its paths and reasons?", RecommendationBenchmark.RunAsync),
    ["recommendations-neo4j"] =
        ("How long does it take to ask what to read next, beside Cypher on Neo4j?", CypherBenchmark.RunAsync),
    ["contribution"] =
        ("What do contribution scores cost: a full count, one event more, a receipt?", ContributionBenchmark.RunAsync),
    ["sedimentation"] =
        ("How long do a curator's lists take in a community of a million documents?", SedimentationBenchmark.RunAsync),
};

if (args is [FloorServer.Command, ..]) return await FloorServer.RunAsync(args[1..]);
if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var benchmark)) return await benchmark.Run(args[1..]);

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/KnowledgeGraph.Benchmarks NAME [options]");
foreach (var (name, (question, _)) in benchmarks) Console.Error.WriteLine($"  {name,-12} {question}");
return 64;
