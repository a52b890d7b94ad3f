using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// The terms of one field and kind as a tree of bytes in which a path without a branch is one node; a term's number is
/// its place in the order of the terms. An automaton walks it and meets each shared beginning once.
/// <code>
/// leaf   | length (31: more, as a number) | bytes |
/// inner  | flags | children - 1 | length | bytes | labels | distances to the children | terms before each child |
/// flags    bit 7 inner, bit 0 a term ends here, bits 2-3 bytes of a distance - 1,
///          bits 4-6 bytes of a count; 0: every child holds one term
/// </code>
/// Children come before their parents, in the file too, and distances are counted backwards. Frozen.
/// </summary>
internal readonly unsafe struct TermTrie(byte* start, int root, int count)
{
    internal const byte Inner = 0x80;
    internal const byte Term = 0x01;
    internal const int LongLeaf = 31;
    internal const byte EmptyRoot = 0x40;

    /// <summary>The number of terms.</summary>
    public int Count { get; } = count;

    /// <summary>The root's node.</summary>
    public Node Root => new(start + root);

    /// <summary>The number of a term; -1 where it is not there.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        if (Count == 0) return -1;
        var node = Root;
        var number = 0;
        while (true)
        {
            var prefix = node.Prefix;
            if (!term.StartsWith(prefix)) return -1;
            term = term[prefix.Length..];
            if (term.IsEmpty) return node.IsTerm ? number : -1;
            var child = node.ChildOf(term[0]);
            if (child < 0) return -1;
            number += node.TermsBefore(child);
            node = node.Child(child);
            term = term[1..];
        }
    }

    /// <summary>The numbers of the terms that begin so: from <c>Start</c> up to before <c>End</c>.</summary>
    public (int Start, int End) FindPrefix(ReadOnlySpan<byte> prefix)
    {
        if (Count == 0) return (0, 0);
        var node = Root;
        var (first, end) = (0, Count);
        while (true)
        {
            var path = node.Prefix;
            if (path.StartsWith(prefix)) return (first, end);
            if (!prefix.StartsWith(path)) return (0, 0);
            prefix = prefix[path.Length..];
            var child = node.ChildOf(prefix[0]);
            if (child < 0) return (0, 0);
            if (child + 1 < node.ChildCount) end = first + node.TermsBefore(child + 1);
            first += node.TermsBefore(child);
            node = node.Child(child);
            prefix = prefix[1..];
        }
    }

    /// <summary>Writes the bytes of the term of that number and gives how many they are.</summary>
    public int Read(int number, ref byte[] term)
    {
        var node = Root;
        var length = 0;
        while (true)
        {
            var prefix = node.Prefix;
            Reserve(ref term, length + prefix.Length + 1);
            prefix.CopyTo(term.AsSpan(length));
            length += prefix.Length;
            if (node.IsTerm && number == 0) return length;
            var child = node.ChildWith(number);
            number -= node.TermsBefore(child);
            term[length++] = node.Label(child);
            node = node.Child(child);
        }
    }

    internal static void Reserve(ref byte[] term, int length)
    {
        if (term.Length < length) Array.Resize(ref term, Math.Max(length, 2 * term.Length));
    }

    /// <summary>One node, read where it lies.</summary>
    public readonly struct Node
    {
        private readonly byte* _address;
        private readonly byte* _prefix;
        private readonly int _prefixLength;

        public Node(byte* address)
        {
            _address = address;
            var flags = *address;
            if (flags < Inner)
            {
                var at = address + 1;
                _prefixLength = flags == LongLeaf ? VariableNumber.Read(ref at) : flags & 0x1F;
                _prefix = at;
            }
            else
            {
                var at = address + 2;
                _prefixLength = VariableNumber.Read(ref at);
                _prefix = at;
            }
        }

        /// <summary>The bytes from the parent's label to here.</summary>
        public ReadOnlySpan<byte> Prefix => new(_prefix, _prefixLength);

        public bool IsTerm => *_address < Inner ? *_address != EmptyRoot : (*_address & Term) != 0;

        public int ChildCount => *_address < Inner ? 0 : _address[1] + 1;

        public ReadOnlySpan<byte> Labels => new(_prefix + _prefixLength, ChildCount);

        public byte Label(int child) => _prefix[_prefixLength + child];

        public int ChildOf(byte label) => Labels.IndexOf(label);

        public Node Child(int child)
        {
            var bytes = (*_address >> 2 & 3) + 1;
            return new Node(_address - Integer(_prefix + _prefixLength + ChildCount + child * bytes, bytes));
        }

        /// <summary>The terms of this node's subtree before those of a child.</summary>
        public int TermsBefore(int child)
        {
            var own = *_address & Term;
            var bytes = *_address >> 4 & 7;
            if (bytes == 0) return own + child;
            var offsets = ChildCount * ((*_address >> 2 & 3) + 1);
            return own + Integer(_prefix + _prefixLength + ChildCount + offsets + child * bytes, bytes);
        }

        /// <summary>The child below which the term of that number within this subtree stands.</summary>
        public int ChildWith(int number)
        {
            var (low, high) = (0, ChildCount - 1);
            while (low < high)
            {
                var middle = low + high + 1 >> 1;
                if (TermsBefore(middle) <= number) low = middle;
                else high = middle - 1;
            }

            return low;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int Integer(byte* at, int bytes) => bytes switch
        {
            1 => *at,
            2 => Unsafe.ReadUnaligned<ushort>(at),
            3 => Unsafe.ReadUnaligned<ushort>(at) | at[2] << 16,
            _ => Unsafe.ReadUnaligned<int>(at),
        };
    }
}
