using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Server.CommandLine;

public class SchemaComparisonTests
{
    private const string Before = "type Query { topic(name: String): Topic } type Topic { name: String size: Int }";

    [Fact]
    public void Changes_name_the_documents_that_they_concern_and_break()
    {
        using var folder = new TemporaryFolder();
        folder.Write("documents/pages/size.graphql", "{\n  topic { size }\n}");
        folder.Write("documents/name.graphql", "{ topic(name: \"a\") { name } }");
        folder.Write("documents/wrong.graphql", "{ nothing }");
        var text = Compare(
            folder,
            "type Query { topic(name: String = \"b\"): Topic } type Topic { name: String! new: Int }");
        Assert.Equal(
            """
            breaking  Topic.size: Topic.size was removed.
                        used by pages/size.graphql
            safe      Query.topic(name:): Query.topic arg name has the defaultValue "b" now.
            safe      Topic.new: Topic.new was added.
            safe      Topic.name: Topic.name changed type from String to String!.
            broken    pages/size.graphql
                        pages/size.graphql(2,11): Cannot query field "size" on type "Topic".
            invalid   wrong.graphql: it does not fit the old schema
            1 breaking, 0 dangerous, 3 safe changes; 1 of 3 documents broken.

            """,
            text);
    }

    [Fact]
    public void The_same_schema_is_no_change()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("documents"));
        Assert.Equal(
            "0 breaking, 0 dangerous, 0 safe changes; 0 of 0 documents broken.\n", Compare(folder, Before));
    }

    [Fact]
    public void What_is_no_schema_is_said_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("broken.graphql", "type Query {\n  a: Strin\n}");
        var error = Assert.Throws<CommandException>(() => SchemaComparison.ReadSchema(path));
        Assert.Equal(ExitCode.Source, error.ExitCode);
        Assert.EndsWith("broken.graphql:2:6: Unknown type \"Strin\". Did you mean \"String\"?", error.Message);
    }

    private static string Compare(TemporaryFolder folder, string after)
    {
        var old = SchemaComparison.ReadSchema(folder.Write("old.graphql", Before));
        var @new = SchemaComparison.ReadSchema(folder.Write("new/new.graphql", after)[..^"/new.graphql".Length]);
        var comparison = SchemaComparison.Of(old, @new, folder.PathOf("documents"));
        var output = new StringWriter();
        comparison.Write(output);
        Assert.Equal(output.ToString().Contains("1 breaking", StringComparison.Ordinal), comparison.IsBreaking);
        return output.ToString();
    }
}
