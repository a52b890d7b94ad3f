namespace KnowledgeGraph.Import.Git;

/// <summary>
/// Who is who, as a person wrote it down: lines `address = member id` or `name = member id`, in any case; empty lines
/// and those that begin with `#` say nothing.
/// </summary>
internal sealed class MemberMap
{
    private const string Prefix = "member:";

    private readonly Dictionary<string, string> _members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file; a line of another form is reported.</summary>
    /// <exception cref="ImportException">The file cannot be read.</exception>
    public static MemberMap Read(string path, IImportSink sink)
    {
        var map = new MemberMap();
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            // An address may hold an equals sign, an id does not.
            var middle = text.LastIndexOf('=');
            var who = middle > 0 ? text[..middle].Trim() : "";
            var member = middle > 0 ? text[(middle + 1)..].Trim() : "";
            var position = new SourcePosition(Path.GetFileName(path), number);
            if (who.Length == 0 || member.Length == 0)
                sink.Problem(position, "a line of the map is not `address or name = member id`", text);
            else
                map._members[who] = member.StartsWith(Prefix, StringComparison.Ordinal) ? member : Prefix + member;
        }

        return map;
    }

    /// <summary>The member that the map names for an address, or for a name; null where it names none.</summary>
    public string? Find(string name, string email) =>
        _members.GetValueOrDefault(email) ?? _members.GetValueOrDefault(name);

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The map file {path} cannot be read: {exception.Message}", exception);
        }
    }
}
