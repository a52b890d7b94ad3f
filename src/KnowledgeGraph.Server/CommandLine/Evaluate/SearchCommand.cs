using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.CommandLine.Evaluate;

/// <summary>`evaluate search`: how good rankings are, by judgements of people.</summary>
internal static class SearchCommand
{
    private static readonly Option<string> Docs = new("--docs")
    {
        HelpName = "FILE",
        Description = "Documents, a line of JSON each: {\"id\", \"title\", \"body\"}.",
    };

    private static readonly Option<string> Queries = new("--queries")
    {
        HelpName = "FILE",
        Description = "Queries: lines `id<TAB>text`.",
    };

    private static readonly Option<string> Qrels = new("--qrels")
    {
        HelpName = "FILE",
        Description = "Judgements: lines `query<TAB>document<TAB>grade`; a grade above 0 is a good hit.",
    };

    private static readonly Option<string> Links = new("--links")
    {
        HelpName = "FILE",
        Description = "Links between documents: lines `from<TAB>to`.",
    };

    private static readonly Option<string> RunFile = new("--run")
    {
        HelpName = "FILE",
        Description = "Write the rankings: lines `query<TAB>document<TAB>rank<TAB>score`.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    public static Command Build()
    {
        var command = new Command("search", "Search for judged queries, with the product's settings, and compare.")
        {
            Docs, Queries, Qrels, Links, RunFile, Json,
        };
        command.Run(Evaluate);
        return command.WithExamples(
            "evaluate search --docs docs.ndjson --queries queries.tsv --qrels qrels.tsv",
            "evaluate search --docs docs.ndjson --queries queries.tsv --qrels qrels.tsv --links links.tsv --json");
    }

    private static Task<ExitCode> Evaluate(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        if (arguments.GetValue(Docs) is not { } docs || arguments.GetValue(Queries) is not { } queries
            || arguments.GetValue(Qrels) is not { } qrels)
        {
            throw new CommandException(ExitCode.Usage, "Say --docs FILE, --queries FILE and --qrels FILE.");
        }

        var evaluation = new SearchEvaluation(docs, queries, qrels, arguments.GetValue(Links));
        using var run = arguments.GetValue(RunFile) is { } path ? new StreamWriter(path) : null;
        var quality = evaluation.Run(run, stop);
        if (arguments.GetValue(Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                documents = evaluation.DocumentCount,
                queries = quality.Queries,
                ndcg10 = Math.Round(quality.Ndcg10, 4),
                map = Math.Round(quality.Map, 4),
                recall100 = Math.Round(quality.Recall100, 4),
            }));
        }
        else
        {
            Say($"documents   {evaluation.DocumentCount}");
            Say($"queries     {quality.Queries}");
            Say($"nDCG@10     {quality.Ndcg10:F4}");
            Say($"MAP         {quality.Map:F4}");
            Say($"recall@100  {quality.Recall100:F4}");
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static void Say(FormattableString line) =>
        Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
