using System.CommandLine;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Server.CommandLine;

public class CommandTreeTests
{
    private const string Program = "dotnet run --project src/KnowledgeGraph.Server";

    public static TheoryData<string> CommandsOfTheReadmes =>
    [
        .. new[] { "README.md", "README.zh-CN.md" }
            .SelectMany(readme => File.ReadLines(Repository.PathOf(readme)))
            .Where(line => line.StartsWith(Program, StringComparison.Ordinal))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(CommandsOfTheReadmes))]
    public void Each_command_of_the_README_is_one_of_the_programs(string line)
    {
        var arguments = line[Program.Length..].Replace(" -- ", " ", StringComparison.Ordinal).Split('>')[0];
        Assert.Empty(CommandTree.Build().Parse(arguments).Errors);
    }

    [Fact]
    public void Each_example_in_the_help_is_one_of_the_programs()
    {
        var root = CommandTree.Build();
        var examples = Below(root).SelectMany(HelpWithExamples.Of).ToArray();
        Assert.True(examples.Length > 10, $"There are {examples.Length} examples.");
        Assert.All(examples, example => Assert.Empty(root.Parse(example.Split('>', '#')[0]).Errors));
    }

    [Fact]
    public void Each_command_has_an_example_and_a_description()
    {
        var without = Below(CommandTree.Build())
            .Where(command => HelpWithExamples.Of(command).Count == 0 || string.IsNullOrEmpty(command.Description));
        Assert.Empty(without.Select(command => command.Name));
    }

    [Fact]
    public void Each_command_takes_a_data_folder() => Assert.All(
        Below(CommandTree.Build()).Where(command => command.Action is not null),
        command => Assert.DoesNotContain(
            CommandTree.Build().Parse($"{PathOf(command)} --data folder").Errors,
            error => error.Message.Contains("--data", StringComparison.Ordinal)));

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(Below).Prepend(command);

    private static string PathOf(Command command) => string.Join(' ', Ancestors(command).Reverse().Skip(1));

    private static IEnumerable<string> Ancestors(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestors).Prepend(command.Name);
}
