using System.Buffers;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// Answers one GraphQL request over HTTP (https://graphql.github.io/graphql-over-http/draft/). Thread-safe.
/// </summary>
internal sealed class GraphQLEndpoint(
    GraphQLExecutor executor, GraphQLHttpOptions options, CancellationToken stopping = default)
{
    private readonly DocumentResolver _documents = new(options);

    public Task HandleAsync(HttpContext context) => HandleAsync(context, documentId: null);

    /// <summary>Answers at the address of a trusted document: its id is the route's last part.</summary>
    public Task HandleDocumentAsync(HttpContext context) =>
        HandleAsync(context, (string)context.Request.RouteValues["id"]!);

    private async Task HandleAsync(HttpContext context, string? documentId)
    {
        try
        {
            await AnswerAsync(context, documentId).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody is there to be answered.
        }
        catch (BadHttpRequestException exception)
        {
            if (context.Response.HasStarted) throw;
            var refusal = new Refusal(exception.StatusCode, "The request's body could not be read.");
            await ResponseSender.SendAsync(context, refusal, ResponseFormat.Json).ConfigureAwait(false);
        }
        catch (IOException) when (!context.Response.HasStarted)
        {
            // It went while it sent the request.
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, string? documentId)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await WebSocketEndpoint.HandleAsync(context, executor, _documents, options, stopping)
                .ConfigureAwait(false);
            return;
        }

        var accept = AcceptHeader.Read(context.Request.Headers.Accept);
        var format = accept.ForRefusals;
        if (accept.IsNothing)
        {
            await ResponseSender.SendAsync(context, Refusals.NotAcceptable, ResponseFormat.Json).ConfigureAwait(false);
            return;
        }

        // The address of a trusted document is made for links and caches, and it only reads what its owner chose.
        var isGet = HttpMethods.IsGet(context.Request.Method);
        if (options.RequirePreflight && isGet && documentId is null && !PreflightCheck.Passes(context.Request)
            && !(accept.PrefersEvents && EventStream.IsOfOwnPage(context.Request)))
        {
            await ResponseSender.SendAsync(context, Refusals.PreflightMissing, format).ConfigureAwait(false);
            return;
        }

        using var body = new RequestBody();
        var parsed = await ReadAsync(context.Request, body, documentId).ConfigureAwait(false);
        if (parsed.Batch is { } batch)
        {
            await AnswerAsync(context, batch, format).ConfigureAwait(false);
            return;
        }

        parsed = _documents.Resolve(context, parsed);
        if (parsed.Request is not { } request)
        {
            var refusal = parsed.Refusal!;
            if (documentId is not null && refusal == Refusals.DocumentUnknown)
                refusal = refusal with { StatusCode = StatusCodes.Status404NotFound };
            await ResponseSender.SendAsync(context, refusal, format).ConfigureAwait(false);
            return;
        }

        if (isGet && executor.OperationTypeOf(request) is OperationType.Mutation)
        {
            await ResponseSender.SendAsync(context, Refusals.MutationByGet, format).ConfigureAwait(false);
            return;
        }

        await AnswerAsync(context, request, accept, isGet && parsed.IsTrusted).ConfigureAwait(false);
    }

    /// <summary>Answers at once or in parts, as the client takes it and the request asks for it.</summary>
    private async Task AnswerAsync(HttpContext context, GraphQLRequest request, AcceptHeader accept, bool isTagged)
    {
        if (accept.Stream != ResponseFormat.None && executor.OperationTypeOf(request) is OperationType.Subscription)
        {
            if (options.CreateState is { } createState) request = request with { State = createState(context) };
            request = CostHeader.Apply(request, context, options);
            await StreamSender.SubscribeAsync(context, executor, request, options, accept.Stream, stopping)
                .ConfigureAwait(false);
            return;
        }

        request = request with { Incremental = accept.Incremental };
        using var result = await ExecuteAsync(context, request).ConfigureAwait(false);
        if (result.HasNext || accept.PrefersStream)
        {
            await StreamSender.SendAsync(context, result, options, accept.Stream, stopping).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodeOf(result, accept.Whole);
        if (result.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await (isTagged
            ? ResponseSender.SendTaggedAsync(context, result, accept.Whole, options.TrustedCacheControl)
            : ResponseSender.SendAsync(context, result, accept.Whole)).ConfigureAwait(false);
    }

    /// <summary>
    /// Executes one request after the other, so that each sees what those before it changed, and answers with the list
    /// of their responses. The status is 200: each response says how its request went.
    /// </summary>
    private async Task AnswerAsync(HttpContext context, ParsedRequest[] batch, ResponseFormat format)
    {
        context.Response.ContentType = ResponseFormats.ContentTypeOf(format);
        var target = context.Response.BodyWriter;
        var spent = 0.0;
        for (var index = 0; index < batch.Length; index++)
        {
            target.Write(index == 0 ? "["u8 : ","u8);
            var parsed = _documents.Resolve(context, batch[index]);
            if (parsed.Request is not { } request)
            {
                ResponseSender.Write(target, parsed.Refusal!);
                continue;
            }

            // One budget for the whole batch: else ten requests would cost what one may not.
            request = request with { CostSpent = spent };
            using var result = await ExecuteAsync(context, request).ConfigureAwait(false);
            var isExecuted = result.Outcome != ExecutionOutcome.Priced
                && result.Errors is not [{ Code: GraphQLErrorCodes.CostExceeded }];
            if (isExecuted) spent += result.CostTotal;
            await result.WriteToAsync(target, context.RequestAborted).ConfigureAwait(false);
        }

        target.Write("]"u8);
        await target.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private ValueTask<ExecutionResult> ExecuteAsync(HttpContext context, GraphQLRequest request)
    {
        if (options.CreateState is { } createState) request = request with { State = createState(context) };
        return executor.ExecuteAsync(CostHeader.Apply(request, context, options), context.RequestAborted);
    }

    private async ValueTask<ParsedRequest> ReadAsync(HttpRequest request, RequestBody body, string? documentId)
    {
        if (HttpMethods.IsGet(request.Method)) return QueryStringParser.Parse(request.Query, options, documentId);
        if (documentId is not null) return new ParsedRequest(Refusals.GetOnly);
        if (!HttpMethods.IsPost(request.Method)) return new ParsedRequest(Refusals.MethodNotAllowed);
        if (RequestMediaType.Check(request.ContentType) is { } refusal) return new ParsedRequest(refusal);
        if (request.ContentLength > options.BodyLengthMax) return new ParsedRequest(Refusals.BodyTooLarge(options));
        return await body.ReadAsync(request.BodyReader, options).ConfigureAwait(false)
            ? RequestParser.Parse(body, options)
            : new ParsedRequest(Refusals.BodyTooLarge(options));
    }

    private int StatusCodeOf(ExecutionResult result, ResponseFormat format)
    {
        const int PartialSuccess = 294;
        if (result.Outcome == ExecutionOutcome.ServerFailed) return StatusCodes.Status500InternalServerError;
        if (result.Outcome == ExecutionOutcome.TimedOut) return StatusCodes.Status503ServiceUnavailable;
        if (result.Outcome == ExecutionOutcome.RateLimited) return StatusCodes.Status429TooManyRequests;
        if (result.Outcome == ExecutionOutcome.NotAllowed)
        {
            return result.Errors.Any(error => error.Code == GraphQLErrorCodes.Unauthenticated)
                ? StatusCodes.Status401Unauthorized
                : StatusCodes.Status403Forbidden;
        }

        if (format == ResponseFormat.Json) return StatusCodes.Status200OK;
        return result.Outcome switch
        {
            ExecutionOutcome.ParseFailed => StatusCodes.Status400BadRequest,
            ExecutionOutcome.RequestFailed => options.UseUnprocessableContent
                ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status400BadRequest,
            _ => result.Errors.Count > 0 && options.UsePartialSuccess ? PartialSuccess : StatusCodes.Status200OK,
        };
    }
}
