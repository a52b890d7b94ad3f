using System.Buffers.Text;
using System.Text;
using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.Git;

/// <summary>Reads the history, newest commit first, with how many lines each commit added and removed.</summary>
internal static class GitLog
{
    private const int FieldBytesMax = 1024 * 1024;

    private static readonly string[] Arguments =
    [
        "log", "HEAD", "-z", "--numstat", "--no-renames", "-O/dev/null", "--no-ext-diff", "--no-textconv", "--no-color",
        "--no-show-signature", "--use-mailmap", "--ignore-submodules=all", "--encoding=UTF-8",
        "--format=commit%x00%aN%x00%aE%x00%at%x00%ct%x00%P", "--",
    ];

    /// <summary>Hands over one commit after the other.</summary>
    /// <returns>Null, or what git said was wrong.</returns>
    public static string? Read(GitProgram git, Action<GitCommit> take) => git.Read(Arguments, stream =>
    {
        // Fields end with NUL, which no name and no path can hold; numbers of lines follow as "added\tremoved\tpath".
        var fields = new LineReader(stream, FieldBytesMax, delimiter: 0);
        GitCommit? commit = null;
        while (fields.Read())
        {
            if (fields.Line.SequenceEqual("commit"u8))
            {
                if (commit is not null) take(commit);
                commit = ReadHead(fields);
            }
            else if (commit is not null)
            {
                AddLines(commit, fields.Line);
            }
        }

        if (commit is not null) take(commit);
    });

    private static GitCommit ReadHead(LineReader fields)
    {
        var name = Next(fields);
        var email = Next(fields);
        var authored = ReadSeconds(fields);
        var committed = ReadSeconds(fields);
        // A merge names more than one parent.
        return new GitCommit(name, email, authored, committed, IsMerge: Next(fields).Contains(' '));
    }

    private static string Next(LineReader fields) => fields.Read() ? Encoding.UTF8.GetString(fields.Line) : "";

    // Clocks that were wrong leave times before or after all that can be; they are no time.
    private static long? ReadSeconds(LineReader fields)
    {
        const long SecondsMax = 253_402_300_799;
        if (!fields.Read() || !Utf8Parser.TryParse(fields.Line, out long seconds, out _)) return null;
        return seconds is > 0 and <= SecondsMax ? DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) : null;
    }

    private static void AddLines(GitCommit commit, ReadOnlySpan<byte> field)
    {
        field = field.TrimStart((byte)'\n');
        // A binary file has "-" for both.
        if (!Utf8Parser.TryParse(field, out long added, out var length)) return;
        if (length >= field.Length || !Utf8Parser.TryParse(field[(length + 1)..], out long removed, out _)) return;
        commit.LinesAdded += added;
        commit.LinesRemoved += removed;
    }
}

/// <summary>A commit.</summary>
/// <param name="Name">The author's name, as `.mailmap` has it.</param>
/// <param name="Email">The author's address, as `.mailmap` has it.</param>
/// <param name="AuthoredAt">UTC ticks; null where the time is impossible.</param>
/// <param name="CommittedAt">UTC ticks; null where the time is impossible.</param>
/// <param name="IsMerge">It joins two lines of work, and adds nothing of its own.</param>
internal sealed record GitCommit(string Name, string Email, long? AuthoredAt, long? CommittedAt, bool IsMerge)
{
    public long LinesAdded { get; set; }

    public long LinesRemoved { get; set; }
}
