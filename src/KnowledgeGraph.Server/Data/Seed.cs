using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.Data;

/// <summary>
/// The community that a new store begins with. A mark lies in the data folder from before the first record until after
/// the last, so that a load that was cut off is done again, which changes nothing of what is there, at the next start.
/// </summary>
internal sealed class Seed
{
    private readonly DataFolder _folder;
    private readonly string _file;

    private Seed(DataFolder folder, string file)
    {
        _folder = folder;
        _file = file;
    }

    /// <summary>
    /// Decides whether the store wants the seed: where it is new, or where an earlier load was cut off. Null where not.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="wanted">New stores are to have the seed.</param>
    /// <param name="isNew">There is nothing in the store, or no store yet.</param>
    /// <exception cref="CommandException">
    /// There is no seed; or the store holds a part of it, but none is wanted.
    /// </exception>
    public static Seed? For(DataFolder folder, bool wanted, bool isNew)
    {
        var isCutOff = File.Exists(folder.SeedMark);
        if (isCutOff && !wanted)
        {
            throw new CommandException(ExitCode.Data,
                $"The store in {folder.FullPath} holds a part of the seed: the start that loaded it was cut off. " +
                "Start once without --empty to finish it, or delete the folder.");
        }

        if (!isCutOff && (!wanted || !isNew)) return null;
        var file = FindFile();
        using (var mark = File.Create(folder.SeedMark)) mark.Flush(flushToDisk: true);
        return new Seed(folder, file);
    }

    /// <summary>Loads the seed, or what is missing of it.</summary>
    public async Task<ImportSummary> LoadAsync(IGraphStore store, CancellationToken stop)
    {
        var runner = new ImportRunner(new CommandProcessor(store));
        var summary = await ProgressDisplay.RunAsync("seed",
            progress => runner.RunAsync(new NdjsonImporter(_file), progress, stop));
        if (!summary.Clean)
        {
            throw new CommandException(ExitCode.Source,
                $"The seed {_file} is damaged ({summary.ProblemCount} records cannot be stored): install the program " +
                "again, or start with --empty.");
        }

        File.Delete(_folder.SeedMark);
        return summary;
    }

    /// <summary>The build copies `seed/` beside the program.</summary>
    private static string FindFile()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "seed");
        var files = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.ndjson").Concat(Directory.GetFiles(folder, "*.ndjson.gz"))
            : [];
        return files.Order(StringComparer.Ordinal).FirstOrDefault() ?? throw new CommandException(ExitCode.Source,
            $"There is no seed in {folder}: install the program again, or start with --empty.");
    }
}
