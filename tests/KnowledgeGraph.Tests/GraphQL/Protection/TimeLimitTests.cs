using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Protection;

/// <summary>How long a request may run.</summary>
public sealed class TimeLimitTests
{
    private const string Sdl = "type Query { forever: Int  quick: Int }";

    private static readonly Dictionary<string, object?> Root = new()
    {
        ["forever"] = (Func<FieldContext, object?>)(context => ForeverAsync(context.CancellationToken)),
        ["quick"] = 1,
    };

    [Fact]
    public async Task A_request_that_takes_too_long_is_cancelled_and_told_so_and_the_next_one_is_not()
    {
        var executor = PlainSchema.Build(
            Sdl, new ExecutionOptions { ExecutionTimeMax = TimeSpan.FromMilliseconds(30) });
        for (var time = 0; time < 2; time++)
        {
            using var result = await executor.ExecuteAsync(Request("{ forever }"));
            Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
            var error = Assert.Single(result.Errors);
            Assert.Equal("EXECUTION_TIMEOUT", error.Code);
            Assert.Equal("The request took longer than 0.03 s and was stopped. Ask for less.", error.Message);
        }

        Assert.Equal("""{"data":{"quick":1}}""", await executor.ExecuteAsync("{ quick }", Root));
    }

    [Fact]
    public async Task A_caller_that_leaves_is_no_timeout()
    {
        using var leaves = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await PlainSchema.Build(Sdl).ExecuteAsync(Request("{ forever }"), leaves.Token));
    }

    [Fact]
    public async Task Without_a_limit_the_callers_token_alone_counts()
    {
        var executor = PlainSchema.Build(Sdl, new ExecutionOptions { ExecutionTimeMax = Timeout.InfiniteTimeSpan });
        using var leaves = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await executor.ExecuteAsync(Request("{ forever }"), leaves.Token));
    }

    private static GraphQLRequest Request(string query) => new() { Query = Encoding.UTF8.GetBytes(query), Root = Root };

    private static async Task<object?> ForeverAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return null;
    }
}
