using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>The first minutes of a new user: the README, run to the letter.</summary>
public sealed partial class FirstStartTests(FirstStartTests.SeededServer fixture)
    : IClassFixture<FirstStartTests.SeededServer>
{
    public static TheoryData<string> Readmes => ["README.md", "README.zh-CN.md"];

    [Fact]
    public void The_first_start_says_that_it_loads_the_seed_and_how_not_to()
    {
        var output = fixture.Server.Process.Output;
        Assert.Contains("New store: loading the seed", output, StringComparison.Ordinal);
        Assert.Matches(@"Loaded [\d,]+ nodes and edges", output);
        Assert.Contains("--empty", output, StringComparison.Ordinal);
        Assert.Empty(fixture.Server.Process.Errors);
    }

    [Fact]
    public async Task The_first_query_that_is_printed_works_as_it_stands()
    {
        var match = Curl().Match(fixture.Server.Process.Output);
        Assert.Equal($"{fixture.Server.Client.BaseAddress}graphql", match.Groups["url"].Value);
        var answer = await PostAsync(match.Groups["body"].Value);
        var topic = answer["data"]!["topics"]!["nodes"]!.AsArray()[0]!;
        Assert.True((int)topic["documents"]!["totalCount"]! > 0, answer.ToJsonString());
        Assert.NotEmpty((string)topic["documents"]!["nodes"]![0]!["title"]!);
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public async Task Each_query_of_the_README_has_the_answer_that_stands_there(string readme)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf(readme));
        var examples = Example().Matches(text);
        Assert.True(examples.Count >= 2, $"{readme} has {examples.Count} queries with their answers.");
        foreach (Match example in examples)
        {
            var expected = JsonNode.Parse(example.Groups["answer"].Value);
            var actual = await PostAsync(example.Groups["body"].Value);
            Assert.True(JsonNode.DeepEquals(expected, actual),
                $"{readme}: {example.Groups["body"].Value} is answered with{Environment.NewLine}{Indented(actual)}");
        }
    }

    [Fact]
    public async Task The_change_of_the_README_is_made_with_the_token_that_its_command_prints()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");
        await using var server = await RunningServer.StartAsync(data, "--empty");
        var example = Change().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md")));
        var token = await ProgramProcess.RunAsync([.. example.Groups["command"].Value.Split(' '), "--data", data]);
        Assert.Equal(0, token.ExitCode);

        server.SignIn(token.Output.Trim());
        var actual = await PostAsync(server, example.Groups["body"].Value);
        Assert.Equal(JsonNode.Parse(example.Groups["answer"].Value)!.ToJsonString(), actual.ToJsonString());
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.5", "因为|这里|参与|关注|写")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.1", "(?i)this|active|interested|made", false)]
    [InlineData("fr", "(?i)this|active|interested|made", false)]
    public async Task Reasons_are_in_the_language_that_the_client_accepts(
        string accepted, string words, bool isChinese = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new
        {
            query = "{ recommendations(from: [\"topic:quantum-gate\"], first: 5) { nodes { reason } } }",
        });
        request.Headers.AcceptLanguage.ParseAdd(accepted);
        using var response = await fixture.Server.Client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var reasons = answer["data"]!["recommendations"]!["nodes"]!.AsArray().Select(node => (string)node!["reason"]!);
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Matches(words, reason.Replace("Topic", "", StringComparison.Ordinal)));
        Assert.All(reasons, reason => Assert.Equal(isChinese, reason.EndsWith('。')));
    }

    [Fact]
    public async Task Recommendations_are_judged_by_what_came_later_in_the_community()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");
        var import = await ProgramProcess.RunAsync(
            "import", "ndjson", Repository.PathOf("seed/community.ndjson.gz"), "--data", data);
        Assert.Equal(0, import.ExitCode);
        var judged = await ProgramProcess.RunAsync(
            "evaluate", "recommendations", "--temporal", "2018-07-01", "--defaults", "--json", "--data", data);
        Assert.True(judged.ExitCode == 0, judged.Errors);
        var report = JsonNode.Parse(judged.Output)!;
        Assert.True((int)report["members"]! > 40, judged.Output);
        Assert.True((double)report["msPerMember"]! > 0);
        // Much of what came later was popular before; to know the member finds more of it, and sooner.
        var popularity = report["baselines"]!["popularity"]!;
        Assert.True((double)popularity["recall@20"]! > 0.2, judged.Output);
        Assert.InRange((double)report["recall@20"]!, (double)popularity["recall@20"]!, 1);
        Assert.InRange((double)report["ndcg@20"]!, (double)popularity["ndcg@20"]! + 0.05, 1);
    }

    [Fact]
    public async Task Both_READMEs_have_the_same_examples()
    {
        var english = Blocks(await File.ReadAllTextAsync(Repository.PathOf("README.md")));
        var chinese = Blocks(await File.ReadAllTextAsync(Repository.PathOf("README.zh-CN.md")));
        Assert.Equal(english, chinese);
    }

    [Fact]
    public async Task A_second_start_does_not_load_the_seed_again()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await RunningServer.StartAsync(folder.PathOf("data")))
            await first.Process.TerminateAsync();
        await using var second = await RunningServer.StartAsync(folder.PathOf("data"));
        Assert.DoesNotContain("seed", second.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_of_the_seed_that_was_cut_off_is_finished_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        // A kill that comes too late cuts nothing off: then once more.
        for (var start = 1; !File.Exists(folder.PathOf("data/seed.loading")); start++)
        {
            Assert.True(start <= 10, "Ten kills came too late to cut anything off.");
            if (start > 1) Directory.Delete(folder.PathOf("data"), recursive: true);
            await using var killed = ProgramProcess.Start(
                "serve", "--data", folder.PathOf("data"), "--urls", "http://127.0.0.1:0");
            await killed.WaitForOutputAsync("loading the seed");
            await killed.KillAsync();
        }

        await using var again = await RunningServer.StartAsync(folder.PathOf("data"));
        const string counts = "{ members(first: 1) { totalCount } documents(first: 1) { totalCount } }";
        Assert.Equal(
            (await fixture.Server.QueryAsync(counts)).GetRawText(), (await again.QueryAsync(counts)).GetRawText());
        Assert.False(File.Exists(folder.PathOf("data/seed.loading")));
    }

    [Fact]
    public async Task Half_a_seed_is_not_served_as_an_empty_store()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/seed.loading", "");
        var result = await ProgramProcess.RunAsync("serve", "--empty", "--data", folder.PathOf("data"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("holds a part of the seed", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_the_users_data_folder_is_taken()
    {
        if (OperatingSystem.IsWindows()) return;
        using var home = new TemporaryFolder();
        await using var server = ProgramProcess.Start(
            new Dictionary<string, string> { ["XDG_DATA_HOME"] = home.Root },
            "--empty", "--urls", "http://127.0.0.1:0");
        await server.WaitForOutputAsync("It answers:");
        Assert.True(File.Exists(home.PathOf("knowledgegraph/community.db")));
    }

    private Task<JsonNode> PostAsync(string body) => PostAsync(fixture.Server, body);

    private static async Task<JsonNode> PostAsync(RunningServer server, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync("/graphql", content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static string[] Blocks(string markdown) =>
        [.. CodeBlock().Matches(markdown).Select(block => block.Value)];

    private static string Indented(JsonNode node) => node.ToJsonString(
        new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

    [GeneratedRegex(@"curl -s (?<url>\S+) -H 'content-type: application/json' -d '(?<body>[^']+)'")]
    private static partial Regex Curl();

    [GeneratedRegex(
        @"```bash\ncurl -s \S+ -H 'content-type: application/json' -d '(?<body>[^']+)'\n```\s+" +
        @"```json\n(?<answer>.*?)```",
        RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(
        @"-- (?<command>token create [^)]+)\)\ncurl -s [^\n]+ -H ""Authorization: Bearer \$TOKEN"" " +
        @"-d '(?<body>[^']+)'\n```\s+```json\n(?<answer>.*?)```",
        RegexOptions.Singleline)]
    private static partial Regex Change();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    /// <summary>One server on a new store with the seed.</summary>
    public sealed class SeededServer : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        internal RunningServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await RunningServer.StartAsync(_folder.PathOf("data"));

        public async Task DisposeAsync() => await Server.DisposeAsync();

        public void Dispose() => _folder.Dispose();
    }
}
