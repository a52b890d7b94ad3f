using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KnowledgeGraph.Tests.Server.Configuration;

public class SettingsTests
{
    [Fact]
    public void Nothing_set_gives_the_defaults()
    {
        var settings = Load();
        Assert.Equal("http://127.0.0.1:5080", settings.Http.Urls);
        Assert.Equal(10, settings.Http.DrainSeconds);
        Assert.False(settings.Http.PublishedOnLoopback);
        Assert.True(settings.Seed.Load);
        Assert.Equal(LogLevel.Information, settings.Log.Level);
    }

    [Fact]
    public void A_later_source_counts_and_names_have_no_case()
    {
        var settings = Load(new() { ["Http:DrainSeconds"] = "1" }, new() { ["HTTP:DRAINSECONDS"] = "2" });
        Assert.Equal(2, settings.Http.DrainSeconds);
    }

    [Fact]
    public void A_field_has_a_cycle_depth_of_its_own_by_its_coordinate() => Assert.Equal(
        8, Load(new Dictionary<string, string?> { ["Limits:CycleDepths:Topic.parent"] = "8" })
            .Limits.CycleDepths["Topic.parent"]);

    [Theory]
    [InlineData("Http:DrainSeconds", "soon", "Http:DrainSeconds is 'soon': it has to be a whole number.")]
    [InlineData("Http:DrainSeconds", "601", "Http:DrainSeconds is 601: it has to be from 0 to 600.")]
    [InlineData("Http:RequestBytesMax", "1", "Http:RequestBytesMax is 1: it has to be from 1024 to 1073741824.")]
    [InlineData("Limits:CostMax", "0", "Limits:CostMax is 0: it has to be from 1 to 2147483647.")]
    [InlineData("Http:Urls", " ", "Http:Urls is empty: give at least one address.")]
    [InlineData("seed:load", "perhaps", "Seed:Load is 'perhaps': it has to be true or false.")]
    [InlineData("Log:Level", "loud", "Log:Level is 'loud': it has to be Debug, Information, Warning or Error.")]
    [InlineData("Documents:Mode", "shut",
        "Documents:Mode is 'shut': it has to be Open, TrustedWithDeveloperKey or TrustedOnly.")]
    [InlineData("Documents:Mode", "TrustedOnly",
        "Documents:Mode is TrustedOnly: Documents:Folder has to say which documents are trusted.")]
    [InlineData("Neo4j:Answers", "search, suggest",
        "Neo4j:Answers names 'suggest': Neo4j can answer search, neighbours, shortestPath.")]
    [InlineData("Neo4j:Answers", "search", "Neo4j:Answers is set, but no Neo4j: give its address in Neo4j:Address.")]
    [InlineData("Data:Folders", "x", "Data:Folders is no setting; there are Data:Folder.")]
    [InlineData("Date:Folder", "x",
        "Date is no setting; there are Data, Neo4j, Changes, Http, Limits, Seed, Log, SignIn, Access, RateLimits, "
            + "Documents, Search, Telemetry.")]
    public void A_wrong_setting_is_named_with_what_would_do(string key, string value, string message)
    {
        var exception = Assert.Throws<CommandException>(() => Load(new Dictionary<string, string?> { [key] = value }));
        Assert.Equal($"Configuration: {message}", exception.Message);
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
    }

    private static Settings Load(params Dictionary<string, string?>[] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources) builder.AddInMemoryCollection(source);
        return Settings.Load(builder);
    }
}
