using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>A server on node that tells of each garbage collection (`--trace-gc`).</summary>
internal sealed partial class TracedPeer(string name, Func<Action<string>, Task<ServerProcess>> start)
{
    private readonly Lock _lock = new();
    private double _allocated;
    private double _after;

    public string Name { get; } = name;

    public Task<ServerProcess> StartAsync() => start(Read);

    /// <summary>Bytes allocated until the last collection.</summary>
    public double Allocated()
    {
        // The lines come through a pipe.
        Thread.Sleep(200);
        lock (_lock) return _allocated * (1 << 20);
    }

    private void Read(string line)
    {
        var match = Collection().Match(line);
        if (!match.Success) return;
        lock (_lock)
        {
            _allocated += Math.Max(0, Number(match.Groups[1]) - _after);
            _after = Number(match.Groups[2]);
        }
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    // `... ms: Scavenge 12.3 (20.0) -> 10.1 (21.0) MB, ...`
    [GeneratedRegex(@"ms: [A-Z][^0-9]*([0-9.]+) \([0-9.]+\) -> ([0-9.]+) \(")]
    private static partial Regex Collection();
}
