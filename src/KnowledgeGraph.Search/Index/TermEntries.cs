using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>Where a term's postings lie. The document of a term with one document stands here itself.</summary>
/// <param name="DocumentFrequency">The documents with the term, removed ones included.</param>
/// <param name="Postings">Where its postings begin in their section; or its only document.</param>
/// <param name="Positions">Where its positions begin in their section.</param>
/// <param name="OnlyFrequency">How often the only document holds it.</param>
internal readonly record struct TermEntry(int DocumentFrequency, long Postings, long Positions, int OnlyFrequency);

/// <summary>
/// The entries of a dictionary's terms by their numbers, in groups of 16: each group says where its first entry's
/// postings and positions begin, each entry how long they are.
/// <code>
/// groups  | where group 0 begins | group 1 | ... |   4 bytes each
/// group   | postings | positions | 16 × ( frequency | bytes of postings, or document and tf | bytes of positions ) |
/// </code>
/// </summary>
internal static class TermEntries
{
    private const int GroupSize = 16;

    /// <summary>Writes entries in the order of their terms. For one thread.</summary>
    public sealed class Writer
    {
        private readonly ByteWriter _entries = new();
        private readonly List<int> _groups = [];
        private int _count;

        /// <summary>
        /// A term with several documents, before the place in the sections where its data begin moves on.
        /// </summary>
        public void Add(int documentFrequency, long postings, long postingsBytes, long positions, long positionsBytes)
        {
            Begin(postings, positions);
            _entries.WriteNumber((ulong)documentFrequency);
            _entries.WriteNumber((ulong)postingsBytes);
            _entries.WriteNumber((ulong)positionsBytes);
        }

        /// <summary>A term with one document.</summary>
        public void AddOnly(int document, int frequency, long postings, long positions, long positionsBytes)
        {
            Begin(postings, positions);
            _entries.WriteNumber(1);
            _entries.WriteNumber((ulong)document);
            _entries.WriteNumber((ulong)frequency);
            _entries.WriteNumber((ulong)positionsBytes);
        }

        /// <summary>Writes the groups, then the entries.</summary>
        public void WriteTo(ByteWriter output)
        {
            foreach (var group in _groups) output.WriteValue(group);
            output.Write(_entries.Written);
        }

        private void Begin(long postings, long positions)
        {
            if (_count++ % GroupSize != 0) return;
            _groups.Add(_entries.Length);
            _entries.WriteNumber((ulong)postings);
            _entries.WriteNumber((ulong)positions);
        }
    }

    /// <summary>Reads entries where they lie. Frozen.</summary>
    public readonly unsafe struct Reader(byte* start, int count)
    {
        /// <summary>The entry of a term.</summary>
        public TermEntry this[int number]
        {
            get
            {
                var cursor = Seek(number);
                return cursor.Next();
            }
        }

        /// <summary>A cursor whose next entry is that of a term.</summary>
        public Cursor Seek(int number)
        {
            var cursor = new Cursor(start, count, number / GroupSize);
            for (var i = number % GroupSize; i > 0; i--) cursor.Next();
            return cursor;
        }
    }

    /// <summary>Gives entries one after another. For one thread.</summary>
    public unsafe struct Cursor
    {
        private readonly byte* _start;
        private readonly byte* _entries;
        private byte* _at;
        private int _number;
        private long _postings;
        private long _positions;

        public Cursor(byte* start, int count, int group)
        {
            _start = start;
            _entries = start + (count + GroupSize - 1) / GroupSize * sizeof(int);
            _number = group * GroupSize;
        }

        public TermEntry Next()
        {
            if (_number % GroupSize == 0)
            {
                _at = _entries + Unsafe.ReadUnaligned<int>(_start + _number / GroupSize * sizeof(int));
                _postings = VariableNumber.ReadLong(ref _at);
                _positions = VariableNumber.ReadLong(ref _at);
            }

            _number++;
            var (postings, positions) = (_postings, _positions);
            var frequency = VariableNumber.Read(ref _at);
            if (frequency == 1)
            {
                var document = VariableNumber.Read(ref _at);
                var occurrences = VariableNumber.Read(ref _at);
                _positions += VariableNumber.ReadLong(ref _at);
                return new TermEntry(1, document, positions, occurrences);
            }

            _postings += VariableNumber.ReadLong(ref _at);
            _positions += VariableNumber.ReadLong(ref _at);
            return new TermEntry(frequency, postings, positions, 0);
        }
    }
}
