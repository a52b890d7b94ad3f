using System.Diagnostics;
using System.Net;
using System.Text;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>What a run of the load generator saw.</summary>
/// <param name="Requests">Answers received while measuring.</param>
/// <param name="Seconds">How long it measured.</param>
/// <param name="Milliseconds">The time of each request, ascending.</param>
/// <param name="BodyBytes">The length of one answer.</param>
internal sealed record LoadResult(int Requests, double Seconds, double[] Milliseconds, int BodyBytes)
{
    public double PerSecond => Requests / Seconds;

    public double Percentile(double share) =>
        Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(share * Milliseconds.Length))];
}

/// <summary>
/// A closed loop: each of a number of connections sends its next request when the answer to the last one is whole. Or,
/// at a rate, an open one: requests are sent when they are due, and their time counts from then, also where an answer
/// before them was late.
/// </summary>
internal static class LoadGenerator
{
    /// <param name="port">The server's port on loopback.</param>
    /// <param name="connections">How many clients at once.</param>
    /// <param name="warmUp">Load before measuring begins, so that every server has compiled what it compiles.</param>
    /// <param name="duration">How long to measure.</param>
    /// <param name="request">The bytes of request number n of client c.</param>
    /// <param name="onMeasure">Called when measuring begins and when it ends, to read the server's clocks.</param>
    /// <param name="perSecond">Requests a second of all clients; null for as many as they can.</param>
    public static LoadResult Run(
        int port,
        int connections,
        TimeSpan warmUp,
        TimeSpan duration,
        Func<int, int, byte[]> request,
        Action onMeasure,
        double? perSecond = null)
    {
        using var start = new ManualResetEventSlim();
        var measuring = false;
        var stopped = false;
        var bodyBytes = 0;
        Exception? failure = null;
        var times = new List<double>[connections];
        var threads = new Thread[connections];
        for (var client = 0; client < connections; client++)
        {
            var number = client;
            times[number] = new List<double>(1 << 16);
            threads[number] = new Thread(() =>
            {
                try
                {
                    using var connection = new HttpConnection(new IPEndPoint(IPAddress.Loopback, port));
                    start.Wait();
                    var pace = new Pace(perSecond / connections, number, connections);
                    for (var count = 0; !Volatile.Read(ref stopped); count++)
                    {
                        var bytes = request(number, count);
                        var began = pace.WaitForNext();
                        var (status, body) = connection.Send(bytes);
                        if (status != 200 || body.Span.IndexOf("\"errors\""u8) >= 0) throw Refused(status, body);
                        if (!Volatile.Read(ref measuring)) continue;
                        times[number].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                        bodyBytes = body.Length;
                    }
                }
                catch (Exception exception)
                {
                    Volatile.Write(ref failure, exception);
                    Volatile.Write(ref stopped, true);
                }
            });
            threads[number].Start();
        }

        start.Set();
        Thread.Sleep(warmUp);
        onMeasure();
        Volatile.Write(ref measuring, true);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration && !Volatile.Read(ref stopped)) Thread.Sleep(20);
        Volatile.Write(ref measuring, false);
        var seconds = clock.Elapsed.TotalSeconds;
        onMeasure();
        Volatile.Write(ref stopped, true);
        foreach (var thread in threads) thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);

        var all = times.SelectMany(list => list).Order().ToArray();
        return new LoadResult(all.Length, seconds, all, bodyBytes);
    }

    /// <summary>When a client's requests are due.</summary>
    private sealed class Pace(double? perSecond, int number, int clients)
    {
        private readonly long _interval = perSecond is { } rate ? (long)(Stopwatch.Frequency / rate) : 0;
        private long _next;

        /// <summary>Waits until the next request is due, and gives when it was.</summary>
        public long WaitForNext()
        {
            var now = Stopwatch.GetTimestamp();
            if (_interval == 0) return now;
            _next = _next == 0 ? now + (_interval * number / clients) : _next + _interval;
            while (_next - Stopwatch.GetTimestamp() is var left and > 0)
            {
                var milliseconds = (int)(left * 1000 / Stopwatch.Frequency);
                if (milliseconds > 1) Thread.Sleep(milliseconds - 1);
                else Thread.Yield();
            }

            return _next;
        }
    }

    private static InvalidOperationException Refused(int status, ReadOnlyMemory<byte> body) =>
        new($"The server answered {status}: {Encoding.UTF8.GetString(body.Span[..Math.Min(500, body.Length)])}");
}
