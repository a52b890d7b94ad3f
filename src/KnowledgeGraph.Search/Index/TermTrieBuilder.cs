namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Writes a <see cref="TermTrie"/> from terms in the order of their bytes, each node once its subtree is complete.
/// For one thread.
/// </summary>
internal sealed class TermTrieBuilder
{
    private readonly ByteWriter _output;
    private readonly int _start;
    private readonly List<Level> _levels = [new()];
    private byte[] _last = new byte[64];
    private int _lastLength;

    /// <summary>A dictionary that is written to the end of <paramref name="output"/>.</summary>
    public TermTrieBuilder(ByteWriter output)
    {
        _output = output;
        _start = output.Length;
    }

    /// <summary>The number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>What stands below one byte of the last term while more can come there.</summary>
    private sealed class Level
    {
        public bool IsTerm;
        public int Terms;
        public readonly List<byte> Labels = [];
        public readonly List<int> Addresses = [];
        public readonly List<int> TermsBefore = [];
    }

    /// <summary>Adds a term; it comes after the last one.</summary>
    public void Add(ReadOnlySpan<byte> term)
    {
        var shared = _last.AsSpan(0, _lastLength).CommonPrefixLength(term);
        if (Count > 0 && (shared == term.Length || (shared < _lastLength && _last[shared] > term[shared])))
        {
            throw new ArgumentException("Terms come in the order of their bytes, each once.", nameof(term));
        }

        Close(shared);
        while (_levels.Count <= term.Length) _levels.Add(new Level());
        if (_last.Length < term.Length) Array.Resize(ref _last, Math.Max(2 * _last.Length, term.Length));
        term.CopyTo(_last);
        _lastLength = term.Length;
        _levels[term.Length].IsTerm = true;
        _levels[term.Length].Terms = 1;
        Count++;
    }

    /// <summary>Writes what is left, and gives the root's address from where this dictionary begins.</summary>
    public int End()
    {
        Close(0);
        return WriteNode(_levels[0], 0, 0);
    }

    /// <summary>Writes the nodes below the first so many bytes of the last term: nothing more comes there.</summary>
    private void Close(int depth)
    {
        // The level whose node waits for the length of its prefix: a level with one child and no term joins it.
        var waiting = _lastLength;
        for (var above = _lastLength - 1; above >= depth; above--)
        {
            var level = _levels[above];
            if (above > depth && level.Labels.Count == 0 && !level.IsTerm) continue;
            var below = _levels[waiting];
            var address = WriteNode(below, above + 1, waiting);
            level.Labels.Add(_last[above]);
            level.Addresses.Add(address);
            level.TermsBefore.Add(level.Terms - (level.IsTerm ? 1 : 0));
            level.Terms += below.Terms;
            Reset(below);
            waiting = above;
        }
    }

    private static void Reset(Level level)
    {
        (level.IsTerm, level.Terms) = (false, 0);
        level.Labels.Clear();
        level.Addresses.Clear();
        level.TermsBefore.Clear();
    }

    private int WriteNode(Level level, int prefixStart, int prefixEnd)
    {
        var address = _output.Length - _start;
        var prefix = _last.AsSpan(prefixStart, prefixEnd - prefixStart);
        var children = level.Labels.Count;
        if (children == 0)
        {
            _output.Write((byte)(level.IsTerm ? Math.Min(prefix.Length, TermTrie.LongLeaf) : TermTrie.EmptyRoot));
            if (prefix.Length >= TermTrie.LongLeaf) _output.WriteNumber((ulong)prefix.Length);
            _output.Write(prefix);
            return address;
        }

        var offsetBytes = BytesFor(address - level.Addresses.Min());
        var countBytes = level.TermsBefore[^1] == children - 1 && level.Terms == children + (level.IsTerm ? 1 : 0)
            ? 0
            : BytesFor(level.TermsBefore[^1]);
        var flags = TermTrie.Inner | (level.IsTerm ? TermTrie.Term : 0) | offsetBytes - 1 << 2 | countBytes << 4;
        _output.Write((byte)flags);
        _output.Write((byte)(children - 1));
        _output.WriteNumber((ulong)prefix.Length);
        _output.Write(prefix);
        foreach (var label in level.Labels) _output.Write(label);
        foreach (var child in level.Addresses) WriteInteger(address - child, offsetBytes);
        if (countBytes == 0) return address;
        foreach (var before in level.TermsBefore) WriteInteger(before, countBytes);
        return address;
    }

    private static int BytesFor(int value) => value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : value < 1 << 24 ? 3 : 4;

    private void WriteInteger(int value, int bytes)
    {
        for (var i = 0; i < bytes; i++) _output.Write((byte)(value >> 8 * i));
    }
}
