using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

public class SchemaCommandTests
{
    [Fact]
    public async Task What_the_program_prints_is_its_own_schema()
    {
        using var folder = new TemporaryFolder();
        var printed = await ProgramProcess.RunAsync("schema", "print");
        var path = folder.Write("printed.graphql", printed.Output);
        var same = await ProgramProcess.RunAsync("schema", "diff", path);
        Assert.Equal("0 breaking, 0 dangerous, 0 safe changes; 0 of 0 documents broken.", same.Output.Trim());
        Assert.Equal(0, same.ExitCode);
    }

    [Fact]
    public async Task A_breaking_change_is_an_exit_code_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var old = folder.Write("old.graphql", "type Query { a: Int b: Int }");
        var @new = folder.Write("new.graphql", "type Query { a: Int }");
        folder.Write("documents/b.graphql", "{ b }");
        var broken = await ProgramProcess.RunAsync(
            "schema", "diff", old, @new, "--documents", folder.PathOf("documents"));
        Assert.Equal(7, broken.ExitCode);
        Assert.Contains("broken    b.graphql", broken.Output);
        var missing = await ProgramProcess.RunAsync("schema", "diff", folder.PathOf("none.graphql"));
        Assert.Equal(5, missing.ExitCode);
        Assert.Single(missing.ErrorLines);
    }
}
