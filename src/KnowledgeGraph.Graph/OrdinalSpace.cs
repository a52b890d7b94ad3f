namespace KnowledgeGraph.Graph;

/// <summary>
/// Which class each ordinal belongs to: ordinals are given out in pages of <see cref="Pages.Size"/>, each page to one
/// class, so that the class is one look-up and columns of a class waste nothing. Frozen; to be shared between threads.
/// </summary>
public sealed class OrdinalSpace
{
    private readonly byte[] _classes;
    private readonly int[] _next;

    private OrdinalSpace(byte[] classes, int[] next)
    {
        _classes = classes;
        _next = next;
    }

    public static OrdinalSpace Empty { get; } = new([], []);

    /// <summary>The class of each page; not to be changed.</summary>
    public byte[] Classes => _classes;

    /// <summary>
    /// By class, the ordinal that the next one gets; a multiple of the page size where its last page is full.
    /// </summary>
    public int[] Next => _next;

    /// <summary>One more than the largest ordinal that can have been given out.</summary>
    public int Capacity => _classes.Length << Pages.Shift;

    public byte ClassOf(int ordinal) => _classes[ordinal >> Pages.Shift];

    /// <summary>Takes over what <see cref="Classes"/> and <see cref="Next"/> gave.</summary>
    public static OrdinalSpace From(byte[] classes, int[] next) => new(classes, next);

    public Builder ToBuilder() => new(this);

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder
    {
        private readonly OrdinalSpace _source;
        private byte[] _classes;
        private int[] _next;
        private int _pages;

        internal Builder(OrdinalSpace source)
        {
            _source = source;
            _classes = source._classes;
            _next = source._next;
            _pages = source._classes.Length;
        }

        public int Capacity => _pages << Pages.Shift;

        public byte ClassOf(int ordinal) => _classes[ordinal >> Pages.Shift];

        /// <summary>Gives out the next ordinal of the class; it is never given again.</summary>
        public int Allocate(byte ofClass)
        {
            if (ReferenceEquals(_next, _source._next)) _next = (int[])_next.Clone();
            if (ofClass >= _next.Length) Array.Resize(ref _next, ofClass + 1);
            if ((_next[ofClass] & Pages.Mask) == 0) _next[ofClass] = AddPage(ofClass);
            return _next[ofClass]++;
        }

        public OrdinalSpace Freeze() => ReferenceEquals(_next, _source._next)
            ? _source
            : new OrdinalSpace(_pages == _classes.Length ? _classes : _classes[.._pages], _next);

        private int AddPage(byte ofClass)
        {
            if (_pages == int.MaxValue >> Pages.Shift) throw new InvalidOperationException("All ordinals are used up.");
            if (_pages == _classes.Length) Array.Resize(ref _classes, Math.Max(16, _pages * 2));
            else if (ReferenceEquals(_classes, _source._classes)) _classes = (byte[])_classes.Clone();
            _classes[_pages] = ofClass;
            return _pages++ << Pages.Shift;
        }
    }
}
