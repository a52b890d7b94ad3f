using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>
/// A real Neo4j in a folder of its own, from `../shared/neo4j/run` beside the repository. Can be killed and started
/// again on what it kept.
/// </summary>
internal sealed class Neo4jProgram : IAsyncDisposable
{
    public const string User = "neo4j";
    public const string Password = "a-password-of-tests";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly Lazy<string?> MissingNow = new(FindMissing);

    private readonly TemporaryFolder _home = new();
    private readonly int _boltPort = FreePort();
    private readonly int _httpPort = FreePort();
    private readonly int _httpsPort = FreePort();
    private readonly string[] _settings;
    private Process? _process;

    private Neo4jProgram() => _settings =
    [
        "server.https.enabled=true", $"server.https.listen_address=127.0.0.1:{_httpsPort}",
        "dbms.ssl.policy.https.enabled=true", "dbms.ssl.policy.https.base_directory=certificates/https",
    ];

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => MissingNow.Value;

    public Uri Address => new($"http://127.0.0.1:{_httpPort}");

    public Neo4jStoreOptions Options => new() { Address = Address, User = User, Password = Password };

    /// <summary>Its address over TLS, by a name that its certificate has.</summary>
    public Uri SecureAddress => new($"https://localhost:{_httpsPort}");

    /// <summary>The certificate that has signed its own: itself.</summary>
    public string Certificate => _home.PathOf("neo4j/certificates/https/public.crt");

    public static async Task<Neo4jProgram> StartAsync()
    {
        var program = new Neo4jProgram();
        program.MakeCertificate();
        // Who lets it run to the end of the tests need not stop it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => program.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await program.StartAgainAsync();
        return program;
    }

    /// <summary>Starts it, on what it kept where it ran before, and waits until it answers.</summary>
    /// <param name="settings">Lines of `neo4j.conf` beside those that are always there.</param>
    public async Task StartAgainAsync(params string[] settings)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                RunScript, _home.PathOf("neo4j"), $"{_httpPort}", $"{_boltPort}", Password,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NEO4J_HEAP"] = "700m";
        // The script writes its settings from what it is given; the last of them can bring more lines along.
        start.Environment["NEO4J_PAGECACHE"] = string.Join('\n', ["128m", .. _settings, .. settings]);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var client = new HttpClient { BaseAddress = Address };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync("/");
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (clock.Elapsed < Patience && !_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        const int Terminate = 15;
        if (Signal(_process!.Id, Terminate) != 0) throw new Win32Exception();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Ends it as `kill -9` does.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Stops it where it is, or lets it go on.</summary>
    public void Freeze(bool frozen)
    {
        const int Stop = 19, Continue = 18;
        if (Signal(_process!.Id, frozen ? Stop : Continue) != 0) throw new Win32Exception();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (Directory.Exists(_home.Root)) _home.Dispose();
    }

    private void MakeCertificate()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        Directory.CreateDirectory(Path.GetDirectoryName(Certificate)!);
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(Certificate)!, "private.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static string RunScript =>
        Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "neo4j", "run"));

    private static string? FindMissing()
    {
        if (!File.Exists(RunScript)) return "The folder ../shared/neo4j, beside the repository, is not there.";
        try
        {
            using var java = Process.Start(new ProcessStartInfo("java", "-version") { RedirectStandardError = true })!;
            java.StandardError.ReadToEnd();
            java.WaitForExit();
            return java.ExitCode == 0 ? null : "Java does not run here; Neo4j needs Java 17.";
        }
        catch (Win32Exception)
        {
            return "There is no Java here; Neo4j needs Java 17.";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
