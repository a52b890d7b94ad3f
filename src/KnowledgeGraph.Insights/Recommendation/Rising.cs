using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// What the community does now: of the newest of each kind, and of what most was done with, each by what was done with
/// it, less the longer ago.
/// </summary>
internal static class Rising
{
    /// <summary>Nodes and scores, best first.</summary>
    /// <param name="Nodes">At most as many as are looked at; each with its score.</param>
    /// <param name="Unit">What a score of 1 is as a share of all that is done.</param>
    public sealed record Found(IReadOnlyList<(int Node, double Score)> Nodes, double Unit);

    public static Found Of(GraphReader reader, long now)
    {
        // By the day, so that it is made once for each version, class of readers and day.
        var day = now / TimeSpan.TicksPerDay;
        return reader.OncePerMask(new Key(day),
            shared => shared.OncePerChain(typeof(Shelf), () => new Shelf()).Find(shared, day));
    }

    private sealed record Key(long Day);

    /// <summary>The newest state of a chain and class, from which the next version begins. Thread-safe.</summary>
    private sealed class Shelf
    {
        private readonly Lock _lock = new();
        private RisingState? _newest;

        public Found Find(GraphReader reader, long day)
        {
            lock (_lock)
            {
                // Somebody may still read a version before the newest.
                if (_newest?.Sequence > reader.Sequence) return new RisingState(reader, day).Find();
                var state = _newest;
                // Whatever fails in between, the next begins anew.
                _newest = null;
                if (state?.Day != day || !state.TryMoveOn(reader)) state = new RisingState(reader, day);
                var found = state.Find();
                _newest = state;
                return found;
            }
        }
    }
}
