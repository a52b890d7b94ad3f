using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Graph;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>
/// The plans of statements that read a batch are made once and kept. Made while the graph is empty, where reading the
/// whole of an index seems as good as looking into it, they must be good for a graph of any size.
/// </summary>
public sealed class StatementPlansTests
{
    [Neo4jFact]
    public async Task What_a_batch_touches_is_looked_up_in_indexes_also_where_the_plan_was_made_on_an_empty_graph()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        using var client = new HttpClient { BaseAddress = turn.Options.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{turn.Options.User}:{turn.Options.Password}")));
        var scans = new List<string>();
        foreach (var text in Texts())
        {
            var response = await client.PostAsJsonAsync(
                "db/neo4j/query/v2", new { statement = "EXPLAIN " + text, parameters = new { } });
            var answer = JsonNode.Parse(
                await response.Content.ReadAsStringAsync(), documentOptions: new() { MaxDepth = 1_000 })!;
            Assert.True(answer["queryPlan"] is not null, answer.ToJsonString());
            var operators = Operators(answer["queryPlan"]!).ToArray();
            if (!operators.Any(name => name.Contains("IndexSeek", StringComparison.Ordinal))
                || operators.Any(name => name.Contains("Scan", StringComparison.Ordinal)))
                scans.Add($"{string.Join(", ", operators)}: {text}");
        }

        Assert.True(scans.Count == 0, string.Join("\n", scans));
    }

    private static IEnumerable<string> Texts()
    {
        yield return GraphStatements.Read;
        yield return GraphStatements.ReadWithInteractions;
        foreach (var kind in NodeKinds.All)
        {
            yield return GraphStatements.ReadNodes(kind.Name);
            yield return GraphStatements.ReadEnds(kind.Name);
        }

        foreach (var type in EdgeTypes.All)
        {
            if (type.Family == EdgeFamily.Interaction)
            {
                yield return GraphStatements.ReadInteractions(type.Name);
                continue;
            }

            yield return GraphStatements.ReadLinks(type.Name, NodeKinds.Member.Name, NodeKinds.Document.Name);
            yield return GraphStatements.ReadLinks(type.Name, NodeKinds.Document.Name, NodeKinds.Topic.Name);
        }
    }

    private static IEnumerable<string> Operators(JsonNode plan) =>
        plan["children"]!.AsArray().SelectMany(child => Operators(child!)).Prepend((string)plan["operatorType"]!);
}
