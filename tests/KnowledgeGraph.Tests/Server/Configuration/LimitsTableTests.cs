using System.Globalization;
using System.Reflection;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Http;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Server.Configuration;

/// <summary>docs/limits.md says what the code has: each limit, its default, its code.</summary>
public class LimitsTableTests
{
    private static readonly Row[] Table =
    [
        .. File.ReadLines(Repository.PathOf("docs/limits.md"))
            .Where(line => line.StartsWith("| `Limits:", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Row(cells[1].Trim('`')["Limits:".Length..], cells[2], cells[3].Trim('`'))),
    ];

    [Fact]
    public void Each_limit_stands_in_the_table_with_its_default()
    {
        var defaults = new LimitOptions();
        Assert.Equal(
            typeof(LimitOptions).GetProperties().Select(property => $"{property.Name} {Text(property, defaults)}")
                .Order(StringComparer.Ordinal),
            Table.Select(row => $"{row.Name} {row.Default}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_code_in_the_table_is_one_of_the_engine()
    {
        var codes = typeof(GraphQLErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Empty(Table.Select(row => row.Code).Except(codes));
        Assert.NotEmpty(Table);
    }

    [Fact]
    public void The_defaults_of_the_server_are_those_of_the_engine()
    {
        var (server, engine) = (EngineOptions.Of(new LimitOptions()), new ExecutionOptions());
        Assert.Equal(engine.ExecutionTimeMax, server.ExecutionTimeMax);
        Assert.Equal((engine.Parser, engine.Validation, engine.Cost), (server.Parser, server.Validation, server.Cost));
        Assert.Equal(engine.Limits, server.Limits);
        Assert.Equal(engine.Documents, server.Documents with { CycleDepths = engine.Documents.CycleDepths });
    }

    private static string Text(PropertyInfo property, LimitOptions defaults) => property.GetValue(defaults) switch
    {
        Dictionary<string, int> => "none",
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private sealed record Row(string Name, string Default, string Code);
}
