using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Finds the text of what a request asks for by an id or a hash, and refuses what is not trusted. Thread-safe.
/// </summary>
internal sealed class DocumentResolver(GraphQLHttpOptions options)
{
    /// <summary>The header with the developer's key.</summary>
    public const string DeveloperKeyHeader = "GraphQL-Developer-Key";

    private readonly PersistedQueries? _persisted =
        options.PersistedQueriesMax > 0 ? new PersistedQueries(options.PersistedQueriesMax) : null;

    private readonly byte[]? _developerKey =
        options.DeveloperKey is { Length: > 0 } key ? Encoding.UTF8.GetBytes(key) : null;

    /// <summary>The request with its text, or why it is refused.</summary>
    public ParsedRequest Resolve(HttpContext context, ParsedRequest parsed)
    {
        if (parsed.Request is not { } request) return parsed;
        if (parsed.DocumentId is { } id)
        {
            if (!request.Query.IsEmpty) return new ParsedRequest(Refusals.QueryAndId);
            return options.TrustedDocuments?.TryFind(id, out var document) == true
                ? new ParsedRequest(request with { Query = document.Text, IsTrusted = true }) { IsTrusted = true }
                : new ParsedRequest(Refusals.DocumentUnknown);
        }

        if (request.Extensions?.Kind == InputValueKind.Object
            && request.Extensions.Field("persistedQuery") is { Kind: InputValueKind.Object } persisted)
            return ResolvePersisted(context, request, persisted);
        if (request.Query.IsEmpty) return new ParsedRequest(Refusals.QueryMissing);
        return options.DocumentMode == DocumentMode.Open ? parsed : Check(context, request);
    }

    private ParsedRequest ResolvePersisted(HttpContext context, GraphQLRequest request, InputValue persisted)
    {
        if (persisted.Field("version") is not { Kind: InputValueKind.Integer } version || version.AsInteger() != 1
            || persisted.Field("sha256Hash") is not { Kind: InputValueKind.String } hash)
            return new ParsedRequest(Refusals.PersistedQueryUnreadable);

        var isAdHocTaken = IsAdHocTaken(context);
        if (request.Query.IsEmpty)
        {
            if (options.TrustedDocuments?.TryFind(hash.AsString(), out var document) == true)
                return new ParsedRequest(request with { Query = document.Text, IsTrusted = true }) { IsTrusted = true };
            if (isAdHocTaken && _persisted?.Find(hash.AsString()) is { } kept)
                return new ParsedRequest(request with { Query = kept });
            return new ParsedRequest(_persisted is null && options.TrustedDocuments is null
                ? Refusals.PersistedQueryNotSupported
                : Refusals.PersistedQueryNotFound);
        }

        if (!TrustedDocuments.HashOf(request.Query.Span).Equals(hash.AsString(), StringComparison.Ordinal))
            return new ParsedRequest(Refusals.HashDiffers);
        if (!isAdHocTaken) return Check(context, request);
        if (request.Query.Length <= PersistedQueries.LengthMax)
            _persisted?.Add(hash.AsString(), request.Query.ToArray());
        return new ParsedRequest(request);
    }

    /// <summary>A text is taken from anybody where it is that of a trusted document.</summary>
    private ParsedRequest Check(HttpContext context, GraphQLRequest request)
    {
        if (options.TrustedDocuments?.TryFind(TrustedDocuments.HashOf(request.Query.Span), out _) == true)
            return new ParsedRequest(request with { IsTrusted = true }) { IsTrusted = true };
        return IsAdHocTaken(context) ? new ParsedRequest(request) : new ParsedRequest(Refusals.NotTrusted);
    }

    private bool IsAdHocTaken(HttpContext context) => options.DocumentMode switch
    {
        DocumentMode.Open => true,
        DocumentMode.TrustedWithDeveloperKey => _developerKey is not null
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(context.Request.Headers[DeveloperKeyHeader].ToString()), _developerKey),
        _ => false,
    };
}
