namespace KnowledgeGraph.Search.Index;

/// <summary>Walks the terms of a <see cref="TermTrie"/> in their order, from a number on. For one thread.</summary>
internal struct TermWalk
{
    private readonly TermTrie _trie;
    private readonly Stack<(TermTrie.Node Node, int Child, int Length)> _path = new();
    private byte[] _term = new byte[64];
    private int _length;

    public TermWalk(TermTrie trie, int from)
    {
        _trie = trie;
        Number = from - 1;
        if (from < trie.Count) Descend(trie.Root, from);
        else Number = trie.Count;
    }

    /// <summary>The number of the term.</summary>
    public int Number { get; private set; }

    /// <summary>Its bytes; they hold until the next step.</summary>
    public readonly ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

    /// <summary>Moves to the next term; false at the end.</summary>
    public bool MoveNext()
    {
        if (++Number >= _trie.Count) return false;
        // The first step stands on its term already.
        if (_isFresh)
        {
            _isFresh = false;
            return true;
        }

        while (true)
        {
            var (node, child, length) = _path.Pop();
            if (++child >= node.ChildCount) continue;
            _length = length;
            _path.Push((node, child, length));
            Append(node.Label(child));
            Descend(node.Child(child), 0);
            _isFresh = false;
            return true;
        }
    }

    private bool _isFresh;

    /// <summary>Down from a node to the term of that number within its subtree.</summary>
    private void Descend(TermTrie.Node node, int number)
    {
        while (true)
        {
            foreach (var value in node.Prefix) Append(value);
            if (node.IsTerm && number == 0)
            {
                _path.Push((node, -1, _length));
                _isFresh = true;
                return;
            }

            var child = node.ChildWith(number);
            number -= node.TermsBefore(child);
            _path.Push((node, child, _length));
            Append(node.Label(child));
            node = node.Child(child);
        }
    }

    private void Append(byte value)
    {
        TermTrie.Reserve(ref _term, _length + 1);
        _term[_length++] = value;
    }
}
