using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// The documents that a server's owner trusts, by their hashes: all `.graphql` files of a folder and of those below it,
/// one document a file. Read and validated once. Immutable.
/// </summary>
public sealed class TrustedDocuments
{
    private const string Algorithm = "sha256:";

    private readonly Dictionary<string, TrustedDocument> _documents;

    private TrustedDocuments(IReadOnlyList<TrustedDocument> all)
    {
        All = all;
        _documents = [];
        // A document that stands in two files is one document.
        foreach (var document in all.Where(one => one.Errors.Count == 0)) _documents[document.Id] = document;
    }

    /// <summary>All files in the order of their names, also those with errors.</summary>
    public IReadOnlyList<TrustedDocument> All { get; }

    /// <summary>Reads a folder and validates what is in it.</summary>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public static TrustedDocuments Load(string folder, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Load(folder, (file, text) => new DocumentReport(Validate(schema, file, text), []));
    }

    /// <summary>The same, and holds the documents to the limits and prices them.</summary>
    /// <inheritdoc cref="Load(string, Schema)"/>
    public static TrustedDocuments Load(string folder, GraphQLExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(executor);
        return Load(folder, (_, text) => executor.Examine(text));
    }

    private static TrustedDocuments Load(string folder, Func<string, ReadOnlyMemory<byte>, DocumentReport> examine)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var documents = Directory.EnumerateFiles(folder, "*.graphql", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetRelativePath(folder, path), File.ReadAllBytes(path), examine));
        return new TrustedDocuments([.. documents]);
    }

    /// <summary>One line for each operation: file, id, what it costs and with which variables that grows.</summary>
    public string PriceReport() => string.Join('\n', All.SelectMany(document => document.Prices.Select(price =>
        $"{document.File} {document.Id} {price}")));

    /// <summary>One line for each error: file, line, column and what is wrong. Empty where nothing is.</summary>
    public string Report() => string.Join('\n', All.SelectMany(document => document.Errors.Select(error =>
        error.Locations is [var place, ..]
            ? $"{document.File}({place.Line},{place.Column}): {error.Message}"
            : $"{document.File}: {error.Message}")));

    /// <param name="id">With or without `sha256:`.</param>
    /// <param name="document">A document without errors.</param>
    public bool TryFind(string id, [NotNullWhen(true)] out TrustedDocument? document)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _documents.TryGetValue(
            id.StartsWith(Algorithm, StringComparison.Ordinal) ? id : Algorithm + id, out document);
    }

    /// <summary>The SHA-256 of a document in lower-case hexadecimal digits.</summary>
    internal static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static TrustedDocument Read(
        string file, byte[] bytes, Func<string, ReadOnlyMemory<byte>, DocumentReport> examine)
    {
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        var report = examine(file, text);
        return new TrustedDocument(file, Algorithm + HashOf(text.Span), text, report.Errors)
        {
            Prices = report.Operations,
        };
    }

    private static IReadOnlyList<GraphQLError> Validate(Schema schema, string file, ReadOnlyMemory<byte> text)
    {
        var parsed = Parser.Parse(new Source(text, file));
        return parsed.Document is { } document ? DocumentValidator.Validate(schema, document) : [parsed.Error!];
    }
}
