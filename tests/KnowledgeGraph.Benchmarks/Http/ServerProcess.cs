using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// A server to be measured, as a process of its own on one core (the first; the load generator keeps to the second).
/// Linux only: CPU time and memory are read from /proc.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private static readonly bool Verbose = Environment.GetEnvironmentVariable("BENCHMARK_VERBOSE") is not null;

    private readonly Process _process;

    private ServerProcess(string name, Process process, int port) => (Name, _process, Port) = (name, process, port);

    public string Name { get; }

    public int Port { get; }

    /// <summary>Leaves the first core to the servers.</summary>
    public static void KeepToSecondCore()
    {
        if (OperatingSystem.IsLinux()) Process.GetCurrentProcess().ProcessorAffinity = 0b10;
        else throw new PlatformNotSupportedException("CPU time and memory of the servers are read from /proc.");
    }

    /// <summary>CPU time that the process has used, in seconds, to 10 ms.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11]) + double.Parse(fields[12])) / TicksPerSecond;
        }
    }

    /// <summary>Memory in use now, in bytes.</summary>
    public long ResidentBytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

    /// <summary>
    /// Starts a program on the first core, or on those of <paramref name="cores"/>; it is ready when it says
    /// <paramref name="readyWhen"/>.
    /// </summary>
    public static async Task<ServerProcess> StartAsync(
        string name,
        string file,
        string arguments,
        int port,
        string readyWhen,
        string workingDirectory,
        string cores = "0",
        Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo("taskset", $"-c {cores} {file} {arguments}")
        {
            WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // What is measured is what requests cost, not how many a reader may send.
        start.Environment["KNOWLEDGEGRAPH_RATELIMITS__REQUESTSPERMINUTE"] = "0";
        start.Environment["KNOWLEDGEGRAPH_RATELIMITS__COSTPERMINUTE"] = "0";
        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Read(string? line)
        {
            if (line is null) return;
            onLine?.Invoke(line);
            if (line.Contains(readyWhen, StringComparison.Ordinal)) ready.TrySetResult();
            if (Verbose) Console.Error.WriteLine($"{name}: {line}");
        }

        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(
            new InvalidOperationException($"{name} ended before it was ready: see with BENCHMARK_VERBOSE=1."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(3));
        return new ServerProcess(name, process, port);
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
