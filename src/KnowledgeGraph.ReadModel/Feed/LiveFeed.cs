using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.ReadModel.Feed;

/// <summary>
/// The newest published changes, which all readers share: one ring, written once by the follower as it reads the log.
/// A reader is no more than its place, so that a slow one costs no memory; one that the ring has passed by is told so.
/// <code>
/// ring  [ n mod capacity ]   for first &lt;= n &lt; end, by position; all that is published after the floor
/// </code>
/// One writer, any number of readers.
/// </summary>
internal sealed class LiveFeed(int capacity)
{
    private readonly Lock _lock = new();
    private readonly FeedEvent[] _ring = new FeedEvent[capacity];
    private readonly List<FeedEvent> _staged = [];
    private long _stagedSequence;
    private long _first;
    private long _end;
    private FeedPosition _floor = FeedPosition.After(0);
    private FeedPosition _newest = FeedPosition.After(0);
    private TaskCompletionSource _next = NewSignal();
    private bool _isClosed;

    /// <summary>What a look at the feed gave.</summary>
    /// <param name="Events">The next ones, oldest first; empty where there are none yet.</param>
    /// <param name="Next">The number of the event after these.</param>
    /// <param name="IsBehind">The ring no longer reaches back to the reader's place.</param>
    /// <param name="More">Completes when there is more; null where there will be none.</param>
    public readonly record struct Look(FeedEvent[] Events, long Next, bool IsBehind, Task? More);

    /// <summary>Where the newest published change stands.</summary>
    public FeedPosition Newest
    {
        get
        {
            lock (_lock) return _newest;
        }
    }

    /// <summary>The place after which all that is published is in the ring.</summary>
    public FeedPosition Floor
    {
        get
        {
            lock (_lock) return _floor;
        }
    }

    /// <summary>Takes a commit that will be in the next version; one that it has already is passed over.</summary>
    public void Stage(Commit commit)
    {
        if (commit.Sequence <= _stagedSequence) return;
        _staged.AddRange(FeedEvent.Of(commit));
        _stagedSequence = commit.Sequence;
    }

    /// <summary>The version of that number is published. Where it did not come from the log, there is a gap.</summary>
    public void Publish(long sequence)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            if (sequence == _newest.Sequence) return;
            if (sequence == _stagedSequence)
            {
                foreach (var staged in _staged) Append(staged);
            }
            else
            {
                // How many changes lie in the gap nobody knows, but at least one each commit.
                _end += sequence - _newest.Sequence;
                _first = _end;
                _floor = FeedPosition.After(sequence);
                Array.Clear(_ring);
            }

            _newest = FeedPosition.After(sequence);
            _stagedSequence = sequence;
            _staged.Clear();
            signal = _next;
            _next = NewSignal();
        }

        signal.SetResult();
    }

    /// <summary>The changes after a place, at most so many.</summary>
    public Look Read(FeedPosition after, int eventsMax)
    {
        lock (_lock)
        {
            if (after < _floor) return new Look([], _first, true, null);
            var from = Find(after);
            var events = new FeedEvent[(int)Math.Min(eventsMax, _end - from)];
            for (var index = 0; index < events.Length; index++) events[index] = _ring[(from + index) % capacity];
            return new Look(events, from + events.Length, false, _isClosed ? null : _next.Task);
        }
    }

    /// <summary>There will be no more: readers come to their end.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _next.TrySetResult();
        }
    }

    private void Append(FeedEvent one)
    {
        if (_end - _first == capacity) _floor = _ring[_first++ % capacity].Position;
        _ring[_end++ % capacity] = one;
    }

    /// <summary>The number of the first event after the place.</summary>
    private long Find(FeedPosition after)
    {
        var (low, high) = (_first, _end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_ring[middle % capacity].Position > after) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
