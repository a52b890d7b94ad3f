using System.Globalization;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Types.Diff;
using KnowledgeGraph.GraphQL.Validation;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>What `schema diff` finds: the changes, and which documents they concern. Immutable.</summary>
internal sealed class SchemaComparison
{
    private readonly IReadOnlyList<ComparedDocument> _documents;

    private SchemaComparison(IReadOnlyList<SchemaChange> changes, IReadOnlyList<ComparedDocument> documents) =>
        (Changes, _documents) = (changes, documents);

    /// <summary>The breaking ones first.</summary>
    public IReadOnlyList<SchemaChange> Changes { get; }

    /// <summary>Valid requests may be refused or answered with other types, or documents are refused.</summary>
    public bool IsBreaking =>
        Changes.Any(change => change.Severity == ChangeSeverity.Breaking) || _documents.Any(one => one.IsBroken);

    public bool IsDangerous => Changes.Any(change => change.Severity == ChangeSeverity.Dangerous);

    /// <param name="before">The schema that documents were written for.</param>
    /// <param name="after">The schema that takes its place.</param>
    /// <param name="documentsFolder">A folder of `.graphql` documents, or null.</param>
    /// <exception cref="CommandException">Something cannot be read, or is no schema.</exception>
    public static SchemaComparison Of(Schema before, Schema after, string? documentsFolder)
    {
        var documents = documentsFolder is null
            ? []
            : ReadFiles(documentsFolder).Select(source => ComparedDocument.Of(source, before, after)).ToArray();
        return new SchemaComparison(SchemaDiff.Find(before, after), documents);
    }

    /// <summary>Reads a schema from a file, or from all `.graphql` files of a folder and of those below it.</summary>
    /// <exception cref="CommandException">It cannot be read, or is no schema.</exception>
    public static Schema ReadSchema(string path)
    {
        var result = SchemaBuilder.Build(ReadFiles(path));
        return result.Schema
            ?? throw new CommandException(ExitCode.Source, $"{path} is no schema:\n{result.Report()}");
    }

    /// <summary>The schema of this program.</summary>
    public static Schema OwnSchema() => CommunityApi.ReadSchema();

    public void Write(TextWriter output)
    {
        foreach (var change in Changes)
        {
            output.WriteLine($"{Word(change.Severity),-9} {change.Coordinate}: {change.Description}");
            if (change.Severity == ChangeSeverity.Safe) continue;
            foreach (var document in _documents.Where(document => document.IsConcernedBy(change)))
                output.WriteLine($"{"",-9}   used by {document.Name}");
        }

        foreach (var document in _documents)
        {
            if (document.IsBroken) output.WriteLine($"broken    {document.Name}");
            else if (!document.WasValid) output.WriteLine($"invalid   {document.Name}: it does not fit the old schema");
            if (!document.IsBroken) continue;
            foreach (var error in document.Errors) output.WriteLine($"{"",-9}   {Line(document.Name, error)}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Count(ChangeSeverity.Breaking)} breaking, {Count(ChangeSeverity.Dangerous)} dangerous, " +
            $"{Count(ChangeSeverity.Safe)} safe changes; {_documents.Count(one => one.IsBroken)} of " +
            $"{_documents.Count} documents broken."));
    }

    private int Count(ChangeSeverity severity) => Changes.Count(change => change.Severity == severity);

    private static string Word(ChangeSeverity severity) => severity switch
    {
        ChangeSeverity.Breaking => "breaking",
        ChangeSeverity.Dangerous => "dangerous",
        _ => "safe",
    };

    private static string Line(string name, GraphQLError error) => error.Locations is [var place, ..]
        ? $"{name}({place.Line},{place.Column}): {error.Message}"
        : $"{name}: {error.Message}";

    private static Source[] ReadFiles(string path)
    {
        try
        {
            if (!Directory.Exists(path)) return [new Source(File.ReadAllBytes(path), path)];
            return [
                .. Directory.EnumerateFiles(path, "*.graphql", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(file => new Source(File.ReadAllBytes(file), Path.GetRelativePath(path, file))),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Source, $"{path} cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>One document before and after.</summary>
    private sealed record ComparedDocument(
        string Name, bool WasValid, IReadOnlyList<GraphQLError> Errors, DocumentUsage? Usage)
    {
        /// <summary>It fitted the old schema and does not fit the new one.</summary>
        public bool IsBroken => WasValid && Errors.Count > 0;

        public static ComparedDocument Of(Source source, Schema before, Schema after)
        {
            var parsed = Parser.Parse(source);
            if (parsed.Document is not { } document || DocumentValidator.Validate(before, document).Count > 0)
                return new ComparedDocument(source.Name, false, [], null);
            return new ComparedDocument(
                source.Name, true, DocumentValidator.Validate(after, document), DocumentUsage.Of(before, document));
        }

        public bool IsConcernedBy(SchemaChange change) => Usage?.IsConcernedBy(change) == true;
    }
}
