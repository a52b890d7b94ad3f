using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Protection;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>What a small document can make large is bounded.</summary>
public class ExecutionLimitsTests
{
    private const string Sdl = "type Query{q:Query n:Int}";

    // What looks at documents would refuse these first.
    private static readonly ExecutionOptions Unlimited = new() { Documents = DocumentLimits.None };

    [Theory]
    [InlineData(199, true)]
    [InlineData(200, false)]
    public async Task Fields_within_one_another_are_bounded_through_fragments(int fragments, bool isAllowed)
    {
        var document = new StringBuilder("{...F0}");
        for (var at = 0; at < fragments; at++)
            document.Append($" fragment F{at} on Query{{q{{{(at + 1 < fragments ? $"...F{at + 1}" : "n")}}}}}");
        var response = await PlainSchema.Build(Sdl, Unlimited).ExecuteAsync(document.ToString());
        if (isAllowed) Assert.Equal("""{"data":{"q":null}}""", response);
        else Assert.Contains("more than 200 fields within one another", response);
    }

    [Fact]
    public async Task Fields_that_fragments_multiply_are_bounded()
    {
        var document = new StringBuilder("{...F0}");
        for (var at = 0; at < 20; at++)
        {
            var fields = at < 19 ? $"a:q{{...F{at + 1}}} b:q{{...F{at + 1}}}" : "n";
            document.Append($" fragment F{at} on Query{{{fields}}}");
        }

        var response = await PlainSchema.Build(Sdl, Unlimited).ExecuteAsync(document.ToString());
        Assert.Contains("more than 10000 fields once its fragments are expanded", response);
        Assert.Contains("LIMIT_EXCEEDED", response);
        Assert.DoesNotContain("\"data\"", response);
    }

    [Fact]
    public async Task Documents_kept_are_bounded_and_those_in_use_stay()
    {
        var options = new ExecutionOptions { Limits = new ExecutionLimits { DocumentsKeptMax = 10 } };
        var executor = PlainSchema.Build(Sdl, options);
        for (var at = 0; at < 100; at++)
        {
            Assert.Equal($$$"""{"data":{"x{{{at}}}":null}}""", await executor.ExecuteAsync($"{{x{at}:n}}"));
            Assert.Equal("""{"data":{"n":null}}""", await executor.ExecuteAsync("{n}"));
        }
    }
}
