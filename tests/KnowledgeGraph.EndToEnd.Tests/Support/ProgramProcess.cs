using System.Diagnostics;
using System.Text;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>
/// The program as a child process, as a user starts it; killed, where it still runs, at the end of a test.
/// </summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ProgramProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output until now.</summary>
    public string Output => Read(_output);

    /// <summary>What it wrote to standard error until now.</summary>
    public string Errors => Read(_errors);

    public static ProgramProcess Start(params string[] arguments) => Start([], arguments);

    /// <param name="environment">Set beside what the tests themselves run with.</param>
    /// <param name="arguments">What follows the program's name.</param>
    public static ProgramProcess Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Assembly());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // What the tests are told is no setting of the program, which refuses to start with one that it does not know.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("KNOWLEDGEGRAPH_TEST_")).ToArray())
            start.Environment.Remove(name);
        // All tests are one reader, and in a hurry.
        start.Environment["KNOWLEDGEGRAPH_RATELIMITS__REQUESTSPERMINUTE"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ProgramProcess(new Process { StartInfo = start });
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.WaitAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <param name="atMost">A minute where nothing is said.</param>
    public async Task<ProgramResult> WaitAsync(TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end.{Environment.NewLine}{Output}{Errors}");
        }

        return new ProgramResult(_process.ExitCode, Output, Errors);
    }

    /// <summary>Waits until something stands in standard output.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || clock.Elapsed > Patience)
                throw new InvalidOperationException($"'{text}' never came.{Environment.NewLine}{Output}{Errors}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until it has made a file at least so long.</summary>
    public async Task WaitForFileAsync(string path, long bytes)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(path) || new FileInfo(path).Length < bytes)
        {
            if (_process.HasExited || clock.Elapsed > Patience)
            {
                throw new InvalidOperationException(
                    $"{path} never had {bytes} bytes.{Environment.NewLine}{Output}{Errors}");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>Ends it as `kill -9` does: nothing of it runs any more.</summary>
    public async Task<ProgramResult> KillAsync()
    {
        _process.Kill();
        return await WaitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<ProgramResult> TerminateAsync()
    {
        using (var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"])) await kill.WaitForExitAsync();
        return await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    /// <summary>The server's own build: the same configuration and framework as these tests.</summary>
    private static string Assembly()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        return Repository.PathOf(
            $"src/KnowledgeGraph.Server/bin/{configuration.Name}/{framework.Name}/KnowledgeGraph.Server.dll");
    }

    private static void Append(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (to) to.AppendLine(line);
    }

    private static string Read(StringBuilder from)
    {
        lock (from) return from.ToString();
    }
}

/// <summary>How a run of the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
