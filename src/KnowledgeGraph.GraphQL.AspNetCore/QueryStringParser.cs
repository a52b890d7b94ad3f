using System.Text;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>Reads a request from the query string of a GET; `variables` and `extensions` are JSON.</summary>
internal static class QueryStringParser
{
    public static ParsedRequest Parse(IQueryCollection query, GraphQLHttpOptions options, string? documentId)
    {
        var document = query["query"] is [{ Length: > 0 } text] ? text : null;
        documentId ??= query["documentId"] is [{ Length: > 0 } id] ? id : null;
        if (!TryReadObject(query, "variables", options, out var variables, out var refusal)
            || !TryReadObject(query, "extensions", options, out var extensions, out refusal))
            return new ParsedRequest(refusal!);
        var onError = ErrorBehavior.Propagate;
        if (query["onError"] is [{ Length: > 0 } word] && !ErrorBehaviors.TryParse(word, out onError))
            return new ParsedRequest(Refusals.OnErrorUnknown);
        if (document is null && documentId is null && extensions is null)
            return new ParsedRequest(Refusals.QueryMissing);
        return new ParsedRequest(new GraphQLRequest
        {
            Query = document is null ? default : Encoding.UTF8.GetBytes(document),
            OperationName = query["operationName"] is [{ Length: > 0 } name] ? name : null,
            Variables = variables,
            Extensions = extensions,
            OnError = onError,
        })
        {
            DocumentId = documentId,
        };
    }

    private static bool TryReadObject(
        IQueryCollection query, string key, GraphQLHttpOptions options, out InputValue? value, out Refusal? refusal)
    {
        value = null;
        refusal = null;
        if (query[key] is not [{ Length: > 0 } text]) return true;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions
            {
                MaxDepth = options.BodyNestingMax,
            });
            value = InputValueReader.Read(ref reader);
            if (reader.Read()) throw new JsonException("There is more after the value.");
            if (value.Kind is not (InputValueKind.Object or InputValueKind.Null))
                refusal = Refusals.WrongType(key, "an object or null");
        }
        catch (JsonException exception)
        {
            refusal = Refusals.NotJson($"\"{key}\"", RequestParser.Reason(exception));
        }

        return refusal is null;
    }
}
