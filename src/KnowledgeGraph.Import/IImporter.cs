using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import;

/// <summary>
/// Reads one source and says what it holds as commands. Made for one run and one thread; everything that it reads is
/// streamed, so that memory does not grow with the source.
/// </summary>
public interface IImporter
{
    /// <summary>The name that the changes are logged under, for instance `import:stackexchange`.</summary>
    string Actor { get; }

    /// <summary>
    /// Reads the source from start to end, nodes before the edges that need them. What is wrong with a single record
    /// goes to <see cref="IImportSink.Problem"/> and the rest goes on.
    /// </summary>
    /// <exception cref="ImportException">There is nothing to read: no such folder, not the expected form.</exception>
    void Read(IImportSink sink, CancellationToken cancellation);
}

/// <summary>
/// Takes what an importer reads, in order, on the importer's thread; blocks while the store is behind.
/// </summary>
public interface IImportSink
{
    /// <summary>Something to store, and where it was read.</summary>
    void Add(Command command, SourcePosition position);

    /// <summary>
    /// Something to store that takes time to make: it may be made on another thread and somewhat later, but is stored
    /// in its place.
    /// </summary>
    /// <param name="make">Makes it; must not use the importer's other state.</param>
    /// <param name="textLength">About how long its texts are, in UTF-16 units: what waits is bounded by them.</param>
    /// <param name="position">Where it was read.</param>
    void AddLater(Func<Command> make, int textLength, SourcePosition position)
    {
        ArgumentNullException.ThrowIfNull(make);
        Add(make(), position);
    }

    /// <summary>One more record of the source (a row, a line, a file) was looked at.</summary>
    void RecordRead();

    /// <summary>A record that is sound and yet not stored, with the reason; not a fault of the source.</summary>
    /// <param name="reason">A constant sentence; equal ones are counted together.</param>
    void Skip(string reason);

    /// <summary>A record that cannot be stored because something is wrong with it.</summary>
    /// <param name="position">Where.</param>
    /// <param name="reason">What is wrong, as a constant; equal ones are counted together.</param>
    /// <param name="detail">The particulars: the value, what was expected; null where the reason says it all.</param>
    void Problem(SourcePosition position, string reason, string? detail = null);

    /// <summary>A file could not be read to its end: what stood before is kept, what comes after is missing.</summary>
    void CutOff(SourcePosition position, string reason, string? detail = null);

    /// <summary>Something about the source as a whole that the person at the keyboard should know.</summary>
    void Note(string text);

    /// <summary>How far the reading is.</summary>
    /// <param name="step">What is being read, for instance a file's name.</param>
    /// <param name="read">Bytes (or other units of work) done, of all steps together.</param>
    /// <param name="total">All of it; 0 where nobody knows.</param>
    void Progress(string step, long read, long total);
}

/// <summary>A place in the source.</summary>
/// <param name="File">The file's name, relative to what was imported.</param>
/// <param name="Line">The line, or the row of a table without lines, from 1; 0 for the whole file.</param>
public readonly record struct SourcePosition(string File, long Line)
{
    public override string ToString() => Line > 0 ? $"{File} line {Line}" : File;
}
