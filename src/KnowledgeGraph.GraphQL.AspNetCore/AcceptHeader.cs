using KnowledgeGraph.GraphQL.Execution;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// What a client takes (https://www.rfc-editor.org/rfc/rfc9110#name-accept). A response that comes at once has one of
/// two media types; one that comes in parts has one of those that the client names.
/// </summary>
/// <param name="Whole">The favourite of the two for a response that comes at once.</param>
/// <param name="Stream">The favourite of those for a response that comes in parts; `None` where none is named.</param>
/// <param name="Incremental">What of a response may be put off, and how.</param>
/// <param name="PrefersStream">Also what comes at once is to come as a stream.</param>
internal readonly record struct AcceptHeader(
    ResponseFormat Whole, ResponseFormat Stream, IncrementalFormat Incremental, bool PrefersStream)
{
    private static readonly AcceptHeader JsonOnly = new(ResponseFormat.Json, default, default, false);

    /// <summary>Nothing that this server has.</summary>
    public bool IsNothing => Whole == ResponseFormat.None && Stream == ResponseFormat.None;

    /// <summary>The client wants events, as `EventSource` does.</summary>
    public bool PrefersEvents => PrefersStream && Stream == ResponseFormat.EventStream;

    /// <summary>What a refusal is written as.</summary>
    public ResponseFormat ForRefusals => PrefersStream || Whole == ResponseFormat.None
        ? ResponseFormat.GraphQLResponse
        : Whole;

    /// <summary>
    /// Where the client names neither of the two for whole responses, or only a range such as `*/*`, it gets
    /// `application/json`, as clients that know nothing of the newer type expect; and nothing is put off.
    /// </summary>
    public static AcceptHeader Read(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept)) return JsonOnly;
        if (accept.Count == 1)
        {
            switch (accept[0])
            {
                case ResponseFormats.Json or "*/*":
                    return JsonOnly;
                case ResponseFormats.GraphQLResponse:
                    return JsonOnly with { Whole = ResponseFormat.GraphQLResponse };
            }
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return JsonOnly;
        var (whole, quality, place) = WholeOf(ranges);
        var (stream, streamQuality, streamPlace) = StreamOf(ranges);
        if (stream == ResponseFormat.None) return new AcceptHeader(whole, stream, IncrementalFormat.None, false);
        // Events are for clients that name them first; parts and lines for what comes in parts.
        var isFirst = stream == ResponseFormat.EventStream && streamQuality == quality && streamPlace < place;
        return new AcceptHeader(
            whole,
            stream,
            IncrementalOf(ranges[streamPlace]),
            whole == ResponseFormat.None || streamQuality > quality || isFirst);
    }

    private static (ResponseFormat Format, double Quality, int Place) WholeOf(IList<MediaTypeHeaderValue> ranges)
    {
        var json = QualityOf(ranges, ResponseFormats.Json, out var jsonPlace, out var jsonRange);
        var graphQL = QualityOf(ranges, ResponseFormats.GraphQLResponse, out var graphQLPlace, out _);
        if (json <= 0 && graphQL <= 0) return (ResponseFormat.None, 0, int.MaxValue);
        return graphQL > json || (graphQL == json && graphQLPlace < jsonPlace)
            ? (ResponseFormat.GraphQLResponse, graphQL, graphQLPlace)
            : (ResponseFormat.Json, json, Math.Min(jsonPlace, jsonRange));
    }

    private static (ResponseFormat Format, double Quality, int Place) StreamOf(IList<MediaTypeHeaderValue> ranges)
    {
        var best = (Format: ResponseFormat.None, Quality: 0.0, Place: int.MaxValue);
        for (var index = 0; index < ranges.Count; index++)
        {
            var (range, quality) = (ranges[index], ranges[index].Quality ?? 1);
            if (quality <= best.Quality || !IsUtf8(range)) continue;
            foreach (var (format, name) in ResponseFormats.Streams)
            {
                if (range.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)) best = (format, quality, index);
            }
        }

        return best;
    }

    /// <summary>
    /// The weight of the most specific range that covers the type, and where in the header it stands.
    /// </summary>
    private static double QualityOf(
        IList<MediaTypeHeaderValue> ranges, string type, out int place, out int rangePlace)
    {
        place = rangePlace = int.MaxValue;
        var quality = 0.0;
        var best = 0;
        for (var index = 0; index < ranges.Count; index++)
        {
            var range = ranges[index];
            if (!IsUtf8(range)) continue;
            var specificity = range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 3
                : range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
                : range.MediaType.Equals("*/*", StringComparison.Ordinal) ? 1
                : 0;
            if (specificity <= best) continue;
            best = specificity;
            quality = range.Quality ?? 1;
            // A range names no type: it only ties with one that is named.
            place = specificity == 3 ? index : int.MaxValue;
            rangePlace = index;
        }

        return quality;
    }

    /// <summary>
    /// `incrementalSpec=v0.1` and `deferSpec=20220824`, as Apollo's clients have it, are the older format; without
    /// either, and with what is not known, it is the newer one.
    /// </summary>
    private static IncrementalFormat IncrementalOf(MediaTypeHeaderValue range)
    {
        foreach (var parameter in range.Parameters)
        {
            var value = HeaderUtilities.RemoveQuotes(parameter.Value);
            if (parameter.Name.Equals("incrementalSpec", StringComparison.OrdinalIgnoreCase))
                return FormatOf(value.ToString());
            if (parameter.Name.Equals("deferSpec", StringComparison.OrdinalIgnoreCase)
                && value.Equals("20220824", StringComparison.Ordinal)) return IncrementalFormat.V01;
        }

        return IncrementalFormat.V02;
    }

    /// <summary>The format of a version's name.</summary>
    public static IncrementalFormat FormatOf(string? version) =>
        version is "v0.1" ? IncrementalFormat.V01 : IncrementalFormat.V02;

    private static bool IsUtf8(MediaTypeHeaderValue range) =>
        range.Charset.Length == 0
        || HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
